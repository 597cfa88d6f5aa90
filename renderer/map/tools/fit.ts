import type { Fit } from '../../../shared/commands/fit-shape.ts';
import { endFixPreview, previewFix } from '../../state/fix-preview.ts';
import { useToolOptions } from '../../state/tool-options.ts';

/** A drag rests this long before the store is asked what fitting would make of it, ms. */
const REST_MS = 120;

/** How new shapes get on with the features of their layers, as two switches say; nothing where they just lie there. */
export const fitBy = ({
  avoidOverlap,
  fillGaps,
}: {
  readonly avoidOverlap: boolean;
  readonly fillGaps: boolean;
}): { readonly fit?: Fit } => (avoidOverlap || fillGaps ? { fit: { avoid: 'own', fill: fillGaps } } : {});

/** The same, as the options of the tools say. */
export const fitOf = (): { readonly fit?: Fit } => fitBy(useToolOptions.getState());

/** Numbers of all previews: a late answer of a drag that has ended is nobody's. */
let asked = 0;

/**
 * Shows what a command would make of the features once the pointer rests: the neighbours it is fitted to are in the
 * store alone. One is asked for at a time, the latest next: the store answers edits in the same line.
 */
export function fitPreview(name: string): {
  show(command: string, params: Readonly<Record<string, unknown>>): void;
  end(): void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next: (() => Promise<void>) | null = null;
  let running = false;
  let shown = false;
  const run = async (): Promise<void> => {
    if (running) return;
    running = true;
    for (let one = next; one !== null; one = next) {
      next = null;
      shown = true;
      await one();
    }
    running = false;
  };
  return {
    show: (command, params) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        next = () => previewFix(`${name} ${++asked}`, command, params);
        void run();
      }, REST_MS);
    },
    end: () => {
      clearTimeout(timer);
      next = null;
      if (shown) endFixPreview();
      shown = false;
    },
  };
}
