import type { FontSubset } from '../font/font-subset.ts';
import type { PdfFile } from './pdf-file.ts';
import { pdfNumber, pdfText, reference } from './pdf-values.ts';

/** The two weights of the type. */
export type FontName = 'regular' | 'bold';

interface Named {
  readonly name: string;
  readonly id: number;
}

/** Graphics states and parts that all pages of a document share, by name; written when the pages are. */
export interface SharedNames {
  opacity(opacity: number): string;
  part(name: string): string;
  /** The outline of a glyph, to be stroked as a halo. */
  outline(font: FontName, glyph: number): string;
  /** Entries of a resource dictionary. */
  resources(): string;
  /** Entries of its objects. */
  objects(): string;
  /** Numbers of the parts, in the order they came. */
  parts(): readonly number[];
  write(fonts: Readonly<Record<FontName, FontSubset>>): Promise<void>;
}

/** Room for every glyph with its halo, in thousandths of the type size. */
const GLYPH_BOX = [-1500, -1500, 3500, 2500];

/** Opacities are told apart to a thousandth. */
const OPACITY_STEPS = 1000;

export function sharedNames(file: PdfFile): SharedNames {
  const opacities = new Map<number, Named>();
  const parts = new Map<string, Named>();
  const outlines = new Map<string, Named>();
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
    outline: (font, glyph) => named(outlines, `${font} ${glyph}`, 'H'),
    resources: () =>
      `/ExtGState << ${entries(opacities.values())} >> /Properties << ${entries(parts.values())} >>`,
    objects: () => entries(outlines.values()),
    parts: () => [...parts.values()].map(({ id }) => id),
    write: async (fonts) => {
      for (const [opacity, { id }] of opacities) {
        const share = pdfNumber(opacity);
        await file.write(id, `<< /Type /ExtGState /ca ${share} /CA ${share} >>`);
      }
      for (const [key, { id }] of outlines) {
        const [font, glyph] = key.split(' ') as [FontName, string];
        const path = fonts[font].outline(Number(glyph));
        const box = `/BBox [${GLYPH_BOX.join(' ')}]`;
        // The halo is wide and round; its colour and width are those of the page.
        await file.writeStream(id, `/Type /XObject /Subtype /Form ${box}`, [
          path.endsWith('h\n') ? `${path}S\n` : path,
        ]);
      }
      for (const [name, { id }] of parts) await file.write(id, `<< /Type /OCG /Name ${pdfText(name)} >>`);
    },
  };
}
