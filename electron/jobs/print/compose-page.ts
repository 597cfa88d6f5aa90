import { setImmediate as breathe } from 'node:timers/promises';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { composeSheet, mapKey, type ComposedSheet } from '../../../shared/print/compose-sheet.ts';
import type { SheetFacts } from '../../../shared/print/facts.ts';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import type { SheetPage } from '../../../shared/print/sheet-window.ts';
import type { Reader } from '../../store/read/reader.ts';

/** What the pages of one sheet or atlas have in common. */
export interface SheetSource {
  readonly layout: SheetLayout;
  readonly facts: SheetFacts;
  readonly layers: readonly LayerState[];
  readonly extent: Box;
  readonly outlines: readonly Packed[];
  readonly overlay: Overlay;
}

/** The map that was made last, and what it hangs on. */
export interface KeptMap {
  key: string;
  rev: number;
  made: ComposedSheet['made'];
}

/** How a page is composed. */
export interface ComposeOptions {
  readonly signal: AbortSignal;
  /** 1 for output, more for a preview (see `SheetRequest`). */
  readonly grain?: number;
  /** A map that may be used again; renewed. */
  readonly kept?: KeptMap;
  /** Told with each feature that has been read. */
  readonly onFeature?: () => void;
}

/** Between two looks at the signal. */
const SLICE_MS = 8;

/**
 * Composes one page from what is stored now. `null` where the signal was aborted.
 */
export async function composePage(
  reader: Reader,
  source: SheetSource,
  page: SheetPage,
  { signal, grain = 1, kept, onFeature }: ComposeOptions,
): Promise<ComposedSheet | null> {
  const request = { ...source, page, grain };
  const [key, rev] = [mapKey(request), reader.rev()];
  const made = kept !== undefined && kept.rev === rev && kept.key === key ? kept.made : null;
  const composition = composeSheet({ ...request, ...(made !== null && { made }) });
  let since = performance.now();
  for (const read of composition.reads) {
    const { layer, fields, box } = read;
    for await (const batch of reader.scan({ layer, fields, box, order: 'fid', batch: 200 })) {
      for (let i = 0; i < batch.fids.length; i++) {
        const geometry = batch.geometries[i];
        onFeature?.();
        if (!geometry) continue;
        const values: Record<string, FieldValue> = {};
        for (const name of fields) values[name] = batch.fields[name]?.[i] ?? null;
        composition.take(read, batch.fids[i]!, geometry, values);
      }
      if (performance.now() - since < SLICE_MS) continue;
      await breathe();
      if (signal.aborted) return null;
      since = performance.now();
    }
  }
  const composed = composition.finish();
  if (kept !== undefined) Object.assign(kept, { key, rev, made: composed.made });
  return composed;
}
