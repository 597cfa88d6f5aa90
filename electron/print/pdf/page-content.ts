import {
  picturePlace,
  type DisplayItem,
  type DisplayList,
  type Ink,
  type Lines,
  type Pen,
  type ShapeItem,
  type TextItem,
} from '../../../shared/print/display-list.ts';
import type { FontSubset } from '../font/font-subset.ts';
import type { FontName } from './shared-names.ts';
import { pdfColor, pdfNumber, POINTS_PER_MM } from './pdf-values.ts';

/** Coordinates of a page are whole steps of a hundredth of a millimetre: short to write, and exact. */
const STEPS_PER_MM = 100;

/** What the content of a page refers to by name. */
export interface PageNames {
  readonly fonts: Readonly<Record<FontName, FontSubset>>;
  /** Name of the graphics state with this opacity. */
  opacity(opacity: number): string;
  /** Size of a picture in pixels; null for one that could not be read and is left out. */
  picture(index: number): { readonly width: number; readonly height: number } | null;
  part(name: string): string;
  outline(font: FontName, glyph: number): string;
}

const step = (mm: number): number => Math.round(mm * STEPS_PER_MM) || 0;
const length = (mm: number): string => pdfNumber(mm * STEPS_PER_MM, 2);

/** Paths longer than this are written in pieces. */
const PIECE_POINTS = 500;

function* path({ xy, starts }: Lines, closed: boolean): Generator<string> {
  let text = '';
  for (let line = 0; line + 1 < starts.length; line++) {
    const from = starts[line]!;
    const to = starts[line + 1]!;
    for (let i = from; i < to; i++) {
      text += `${step(xy[2 * i]!)} ${step(xy[2 * i + 1]!)} ${i === from ? 'm' : 'l'}\n`;
      if ((i - from) % PIECE_POINTS === PIECE_POINTS - 1) {
        yield text;
        text = '';
      }
    }
    if (closed) text += 'h\n';
    yield text;
    text = '';
  }
}

const penText = ({ color, width, dash, cap, join }: Pen): string =>
  `${pdfColor(color)} RG ${length(width)} w ${cap === 'round' ? 1 : 0} J ${join === 'round' ? 1 : 0} j ` +
  `[${dash.map(length).join(' ')}] 0 d\n`;

const inkText = ({ color }: Ink): string => `${pdfColor(color)} rg\n`;

function* shape(item: ShapeItem, names: PageNames): Generator<string> {
  const { lines, closed, fill, pen, rule } = item;
  const star = rule === 'evenodd' ? '*' : '';
  const together = fill !== null && pen !== null && fill.opacity === pen.opacity;
  if (fill !== null) {
    yield `/${names.opacity(fill.opacity)} gs ${inkText(fill)}`;
    if (together) yield penText(pen);
    yield* path(lines, closed);
    yield together ? `B${star}\n` : `f${star}\n`;
  }
  if (pen !== null && !together) {
    yield `/${names.opacity(pen.opacity)} gs ${penText(pen)}`;
    yield* path(lines, closed);
    yield 'S\n';
  }
}

function glyphs(text: string, font: FontSubset): string {
  let hex = '';
  for (const character of text)
    hex += font.use(character.codePointAt(0)!).toString(16).toUpperCase().padStart(4, '0');
  return `<${hex}>`;
}

const EM = 1000;

/**
 * The halo of a text: the outlines of its glyphs with a wide pen. Not text of its own, or everything would be found and
 * copied twice.
 */
function* haloRun(item: TextItem, names: PageNames): Generator<string> {
  const { x, y, text, size, bold, halo, angle, spacing } = item;
  if (halo === null) return;
  const font: FontName = bold ? 'bold' : 'regular';
  const subset = names.fonts[font];
  const turn = (angle * Math.PI) / 180;
  const scale = (size * STEPS_PER_MM) / EM;
  const [cosine, sine] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  const matrix = [cosine, -sine, -sine, -cosine].map((value) => pdfNumber(value, 6)).join(' ');
  // Widths are those of the glyph's own units, into which the matrix below brings the pen.
  const width = pdfNumber((halo.width * EM) / size, 1);
  yield `q /${names.opacity(1)} gs ${pdfColor(halo.color)} RG ${width} w 1 J 1 j [] 0 d\n`;
  let along = 0;
  for (const character of text) {
    const glyph = subset.use(character.codePointAt(0)!);
    const place = `${length(x + along * Math.cos(turn))} ${length(y - along * Math.sin(turn))}`;
    if (character.trim() !== '') yield `q ${matrix} ${place} cm /${names.outline(font, glyph)} Do Q\n`;
    along += (subset.advance(glyph) * size) / EM + spacing;
  }
  yield 'Q\n';
}

function* textRun(item: TextItem, names: PageNames): Generator<string> {
  const { x, y, text, size, bold, ink, angle, spacing } = item;
  const turn = (angle * Math.PI) / 180;
  const scale = size * STEPS_PER_MM;
  const [cosine, sine] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  // Text stands upright on a page whose y runs downward.
  const matrix = [cosine, -sine, -sine, -cosine].map((value) => pdfNumber(value, 3)).join(' ');
  const shown = `${matrix} ${step(x)} ${step(y)} Tm ${glyphs(text, names.fonts[bold ? 'bold' : 'regular'])} Tj`;
  const set = `/${bold ? 'FB' : 'FR'} 1 Tf ${pdfNumber(spacing / size, 4)} Tc`;
  yield* haloRun(item, names);
  yield `/${names.opacity(ink.opacity)} gs ${inkText(ink)}BT ${set} 0 Tr ${shown} ET\n`;
}

function* content(items: readonly DisplayItem[], names: PageNames): Generator<string> {
  /** What each open `end` closes. */
  const open: string[] = [];
  for (const item of items) {
    switch (item.kind) {
      case 'shape':
        yield* shape(item, names);
        break;
      case 'text':
        yield* textRun(item, names);
        break;
      case 'picture': {
        const size = names.picture(item.picture);
        if (size === null) break;
        const { x, y, width, height } = picturePlace(item, size.width, size.height);
        // Pictures hang from their upper left corner: turned over once more.
        const matrix = `${step(width)} 0 0 ${-step(height)} ${step(x)} ${step(y + height)}`;
        yield `q /${names.opacity(1)} gs ${matrix} cm /I${item.picture} Do Q\n`;
        break;
      }
      case 'clip':
        open.push('Q\n');
        yield 'q\n';
        yield* path(item.lines, true);
        yield 'W n\n';
        break;
      case 'part':
        open.push('EMC\n');
        yield `/OC /${names.part(item.name)} BDC\n`;
        break;
      default:
        yield open.pop() ?? '';
    }
  }
}

/** The content stream of a page, piece by piece. Glyphs are taken into the fonts as they come. */
export function* pageContent({ height, items }: DisplayList, names: PageNames): Generator<string> {
  const unit = pdfNumber(POINTS_PER_MM / STEPS_PER_MM, 10);
  yield `${unit} 0 0 -${unit} 0 ${pdfNumber(height * POINTS_PER_MM)} cm\n`;
  yield* content(items, names);
}
