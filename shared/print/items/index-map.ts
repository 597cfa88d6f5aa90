import { BLACK, GREY, ink, PAPER, pen } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { box, clipped, line, shape } from '../draw.ts';
import type { ItemOf } from '../layout/layout-schema.ts';
import { uniqueEdges } from '../map/unique-edges.ts';
import { STEPS_PER_MM, type Plotted, type Steps } from '../map/plotter.ts';
import { linesSink } from '../map/lines-sink.ts';

const HERE = '#c8102e';

const toMm = (ring: Steps): number[] => Array.from(ring, (step) => step / STEPS_PER_MM);

/** What an index map shows. */
export interface IndexContents {
  /** Townships, or whatever gives the ground a face. */
  readonly ground: readonly Plotted[];
  /** Outlines of all pages. */
  readonly pages: readonly Plotted[];
  /** The page that the sheet is; null for none. */
  readonly here: Plotted | null;
}

/** A small map of the whole, with the outlines of the pages and this one filled. */
export function* indexItems(
  item: ItemOf<'index'>,
  { ground, pages, here }: IndexContents,
  weight: number,
): Generator<DisplayItem> {
  const inner = function* (): Generator<DisplayItem> {
    yield box(item, ink(PAPER), null);
    const borders = linesSink();
    for (const { parts } of ground) for (const ring of parts.flat()) borders.add(ring);
    for (const edge of uniqueEdges(borders.steps())) yield line(toMm(edge), pen(GREY, 0.12 * weight));
    for (const { parts } of pages) yield shape(parts.flat().map(toMm), true, null, pen(BLACK, 0.12 * weight));
    if (here !== null) {
      const rings = here.parts.flat().map(toMm);
      yield shape(rings, true, ink(HERE, 0.35), pen(HERE, 0.35 * weight));
    }
  };
  yield* clipped(item, inner());
  if (item.frame) yield box(item, null, pen(BLACK, 0.15 * weight));
}
