import type { PdfFile } from './pdf-file.ts';
import { pdfNumber, pdfText, reference } from './pdf-values.ts';

interface Named {
  readonly name: string;
  readonly id: number;
}

/** Graphics states and parts that all pages of a document share, by name; written when the pages are. */
export interface SharedNames {
  opacity(opacity: number): string;
  part(name: string): string;
  /** Entries of a resource dictionary. */
  resources(): string;
  /** Numbers of the parts, in the order they came. */
  parts(): readonly number[];
  write(): Promise<void>;
}

/** Opacities are told apart to a thousandth. */
const OPACITY_STEPS = 1000;

export function sharedNames(file: PdfFile): SharedNames {
  const opacities = new Map<number, Named>();
  const parts = new Map<string, Named>();
  const named = <K>(known: Map<K, Named>, key: K, letter: string): string => {
    const found = known.get(key) ?? { name: `${letter}${known.size}`, id: file.allocate() };
    known.set(key, found);
    return found.name;
  };
  const entries = (known: Iterable<Named>): string =>
    [...known].map(({ name, id }) => `/${name} ${reference(id)}`).join(' ');
  return {
    opacity: (opacity) => named(opacities, Math.round(opacity * OPACITY_STEPS) / OPACITY_STEPS, 'G'),
    part: (name) => named(parts, name, 'P'),
    resources: () =>
      `/ExtGState << ${entries(opacities.values())} >> /Properties << ${entries(parts.values())} >>`,
    parts: () => [...parts.values()].map(({ id }) => id),
    write: async () => {
      for (const [opacity, { id }] of opacities) {
        const share = pdfNumber(opacity);
        await file.write(id, `<< /Type /ExtGState /ca ${share} /CA ${share} >>`);
      }
      for (const [name, { id }] of parts) await file.write(id, `<< /Type /OCG /Name ${pdfText(name)} >>`);
    },
  };
}
