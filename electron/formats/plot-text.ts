import type { LineBatch } from './text-lines.ts';
import { figureOf, type FigureSystem, type PointLine } from './plot-figures.ts';
import { formOf, type PlotForm } from './plot-form.ts';
import { createPlotGrammar, type PlotLine } from './plot-lines.ts';

/** Points of one ring (or line) as they stand, without the repeated first point. */
export interface PlotRing {
  /** Number of the ring as written; null where the lines have none. */
  readonly ring: string | null;
  /** East, north, east, north ... */
  readonly xy: number[];
  /** True when the first point stood again at the end. */
  closed: boolean;
  /** Line of its first point, counted from 1. */
  readonly line: number;
}

/** Why a plot cannot be used. */
export interface PlotFault {
  /** Suffix of `import.note.<code>`. */
  readonly code: 'plot-point' | 'plot-too-many';
  readonly line: number;
  readonly text: string;
}

/** One plot as it stands in the file. */
export interface RawPlot {
  /** Line of the plot, or of its first point where it has no line of its own. */
  readonly line: number;
  /** Null where points stand without a plot line. */
  readonly form: PlotForm | null;
  readonly rings: PlotRing[];
  /** Lines with a point, repeated ones too. */
  lines: number;
  /** Systems of its points with the first line of each. */
  readonly systems: Map<FigureSystem, { count: number; readonly line: number; readonly text: string }>;
  /** Points with the northing first, and with the easting first. */
  northFirst: number;
  eastFirst: number;
  /** Points in the form of five and six fields. */
  wide: number;
  /** Plot lines whose rings it holds: more than one where every ring has a line of its own. */
  blocks: number;
  /** Line of a closing point that repeats one figure twice, mended; null where there is none. */
  mended: number | null;
  fault: PlotFault | null;
}

/** What is not part of a plot. `line` counts from 1. */
export type PlotAside =
  | { readonly kind: 'block'; readonly line: number; readonly name: string }
  | {
      readonly kind: 'key';
      readonly line: number;
      readonly block: string;
      readonly key: string;
      readonly value: string;
    }
  | { readonly kind: 'stray'; readonly line: number; readonly text: string }
  | { readonly kind: 'too-long'; readonly line: number };

export type PlotItem = { readonly kind: 'plot'; readonly plot: RawPlot } | PlotAside;

/** Most points of one plot that are held. */
const MAX_POINTS = 2_000_000;
const QUOTED = 60;
const quote = (text: string): string =>
  text
    .slice(0, 2 * QUOTED)
    .trim()
    .slice(0, QUOTED);
const NOTHING_YET: readonly PlotItem[] = [];

const newPlot = (line: number, form: PlotForm | null): RawPlot => ({
  line,
  form,
  rings: [],
  lines: 0,
  systems: new Map(),
  northFirst: 0,
  eastFirst: 0,
  wide: 0,
  blocks: 1,
  mended: null,
  fault: null,
});

/** Name and first written figure of the first point of the ring that is being read. */
interface RingStart {
  readonly name: string;
  readonly figure: number;
}

/** Puts points into a plot, ring by ring. */
function createRings(plot: RawPlot): {
  readonly add: (point: PointLine, line: number, text: string) => void;
  readonly misfit: (fields: readonly string[], line: number, text: string) => void;
} {
  const isPolygon = plot.form?.graphic !== '线' && plot.form?.graphic !== '点';
  let start: RingStart | null = null;
  let points = 0;

  const blame = (code: PlotFault['code'], line: number, text: string): void => {
    plot.fault ??= { code, line, text: quote(text) };
  };
  const closes = ({ xy }: PlotRing, point: PointLine): boolean =>
    isPolygon && xy.length >= 4 && xy[0] === point.east && xy[1] === point.north;

  return {
    add: (point, line, text) => {
      plot.lines++;
      if (point.northFirst) plot.northFirst++;
      else plot.eastFirst++;
      if (point.form === 'wide') plot.wide++;
      const known = plot.systems.get(point.system);
      if (known) known.count++;
      else plot.systems.set(point.system, { count: 1, line, text: quote(text) });
      const last = plot.rings.at(-1);
      if (last !== undefined && last.ring === point.ring) {
        if (closes(last, point)) {
          last.closed = true;
          return;
        }
        if (!last.closed) {
          if (++points > MAX_POINTS) blame('plot-too-many', line, '');
          else last.xy.push(point.east, point.north);
          return;
        }
      }
      // A new number, or a point after the one that closed the ring.
      if (++points > MAX_POINTS) {
        blame('plot-too-many', line, '');
        return;
      }
      start = { name: point.name, figure: point.northFirst ? point.north : point.east };
      plot.rings.push({ ring: point.ring, xy: [point.east, point.north], closed: false, line });
    },
    misfit: (fields, line, text) => {
      const last = plot.rings.at(-1);
      const [a, b] = [figureOf(fields[2] ?? ''), figureOf(fields[3] ?? '')];
      // A script in use writes the closing point with its first figure in both places.
      const isDoubled =
        isPolygon &&
        start !== null &&
        last !== undefined &&
        !last.closed &&
        last.xy.length >= 6 &&
        a !== null &&
        a === b &&
        a === start.figure &&
        fields[0] === start.name &&
        fields[1] === (last.ring ?? '');
      plot.lines++;
      if (!isDoubled) {
        blame('plot-point', line, text);
        return;
      }
      last.closed = true;
      plot.mended ??= line;
    },
  };
}

/** Whether fields under no plot line are a point with a wrong figure rather than a plot line without its `@`. */
const isShort = (fields: readonly string[]): boolean =>
  fields.length <= 6 && fields.filter((field) => figureOf(field) !== null).length >= 2;

/** The plots of a file and what stands beside them, in order, from its lines. Holds one plot at a time. */
export async function* readPlots(batches: AsyncIterable<LineBatch>): AsyncGenerator<PlotItem> {
  const grammar = createPlotGrammar();
  let plot: RawPlot | null = null;
  let rings: ReturnType<typeof createRings> | null = null;
  const open = (line: number, form: PlotForm | null): ReturnType<typeof createRings> => {
    plot = newPlot(line, form);
    rings = createRings(plot);
    return rings;
  };

  /** What a line completes; most lines complete nothing. */
  const take = (item: PlotLine, line: number, text: string): readonly PlotItem[] => {
    switch (item.kind) {
      case 'plot': {
        const done = plot;
        open(line, formOf(item.fields));
        return done === null ? NOTHING_YET : [{ kind: 'plot', plot: done }];
      }
      case 'point':
        (rings ?? open(line, null)).add(item.point, line, text);
        return NOTHING_YET;
      case 'misfit':
        if (rings === null && !isShort(item.fields)) return [{ kind: 'stray', line, text: quote(text) }];
        (rings ?? open(line, null)).misfit(item.fields, line, item.text);
        return NOTHING_YET;
      case 'block': {
        const done = plot;
        plot = null;
        rings = null;
        const block: PlotAside = { kind: 'block', line, name: quote(item.name) };
        return done === null ? [block] : [{ kind: 'plot', plot: done }, block];
      }
      case 'key':
        return [{ ...item, line }];
      case 'stray':
        return [{ kind: 'stray', line, text: quote(text) }];
    }
  };

  for await (const { first, lines } of batches) {
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i]!;
      if (text === null) {
        yield { kind: 'too-long', line: first + i };
        continue;
      }
      const item = grammar.read(text);
      if (item === null) continue;
      for (const done of take(item, first + i, text)) yield done;
    }
  }
  if (plot !== null) yield { kind: 'plot', plot };
}
