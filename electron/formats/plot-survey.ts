import { noticed, type Problem } from '../../shared/import/raw.ts';
import type { FigureSystem } from './plot-figures.ts';
import { continues } from './plot-join.ts';
import { COORDINATES } from './plot-lines.ts';
import type { PlotItem, RawPlot } from './plot-text.ts';

/** A key of the head. */
export interface HeadEntry {
  readonly block: string;
  readonly key: string;
  readonly value: string;
}

/** What only the whole file tells. */
export interface PlotSurvey {
  readonly plots: number;
  /** In the order of the file; a key that comes again stands again. */
  readonly head: readonly HeadEntry[];
  /** What most points are; null without points. */
  readonly system: FigureSystem | null;
  /** Whether the first field of plot lines of four fields is the number of the plot, not of its points. */
  readonly isNumbered: boolean;
  /** Whether points are in the form of the increase-decrease link (增减挂钩), where the eighth field is the use. */
  readonly isLink: boolean;
  /** Most fields beyond the eighth. */
  readonly more: number;
  /** Whether a plot has a type (地块类型) beside its graphic attribute. */
  readonly hasKind: boolean;
  /** 面, 线, 点 as they occur; 面 where nothing is said. */
  readonly graphics: readonly string[];
  /** Everything that is neither a plot nor kept with the plots. */
  readonly notes: readonly Problem[];
}

/** Entries of the head that are kept. */
const MAX_HEAD = 500;
/** Notes of one kind that are kept one by one. */
const MAX_NOTES = 200;
/** Fields beyond the eighth that are kept. */
export const MAX_MORE = 40;

/** Whether a stated number can be that of a plot's points, counted with or without the repeated ones. */
export const isNearCount = (stated: number, distinct: number, lines: number): boolean =>
  stated >= distinct - 1 && stated <= lines + 1;

/** Points of a plot without those repeated at the ends of rings. */
export const distinctPoints = (plot: RawPlot): number =>
  plot.rings.reduce((sum, { xy }) => sum + xy.length / 2, 0);

/** The first fields of plot lines of four: running 1, 2, 3 ... they are numbers, near the points they are counts. */
function createFirstFields(): { readonly take: (plot: RawPlot) => void; readonly isNumbered: () => boolean } {
  let all = 0;
  let near = 0;
  let running = 0;
  return {
    take: (plot) => {
      const first = plot.form?.first ?? null;
      if (first === null) return;
      all++;
      const value = /^\d{1,9}$/.test(first) ? Number(first) : null;
      if (value === all) running++;
      if (value !== null && isNearCount(value, distinctPoints(plot), plot.lines)) near++;
    },
    isNumbered: () => running === all || near * 2 < all,
  };
}

/** Collects what the plots and the rest of a file say together. */
export function createSurvey(): { readonly take: (item: PlotItem) => void; finish(): PlotSurvey } {
  const head: HeadEntry[] = [];
  const notes: Problem[] = [];
  const counts = new Map<string, number>();
  const systems = new Map<FigureSystem, number>();
  const graphics = new Set<string>();
  const firsts = createFirstFields();
  let plots = 0;
  let joined = 0;
  let points = 0;
  let wide = 0;
  let more = 0;
  let hasKind = false;
  let mixed: number | null = null;
  let northFirst: boolean | null = null;
  let before: RawPlot | null = null;

  const note = (
    code: string,
    params: Readonly<Record<string, string | number>>,
    level: 'info' | 'warning',
  ): void => {
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count <= MAX_NOTES) notes.push(noticed(null, code, params, level));
  };

  const takePlot = (plot: RawPlot): void => {
    plots++;
    if (before !== null && continues(before, plot)) joined++;
    before = plot;
    firsts.take(plot);
    points += plot.lines;
    wide += plot.wide;
    more = Math.max(more, Math.min(MAX_MORE, plot.form?.more.length ?? 0));
    hasKind ||= (plot.form?.kind ?? '') !== '';
    graphics.add(['点', '线'].find((word) => word === plot.form?.graphic) ?? '面');
    for (const [system, { count }] of plot.systems) systems.set(system, (systems.get(system) ?? 0) + count);
    // One order in one file: a plot turned round, or points turned round in a plot, may be a slip of the pen.
    const both = plot.northFirst > 0 && plot.eastFirst > 0;
    const order = plot.northFirst >= plot.eastFirst;
    if (mixed === null && (both || (northFirst !== null && order !== northFirst && plot.lines > 0)))
      mixed = plot.line;
    if (plot.lines > 0) northFirst ??= order;
  };

  return {
    take: (item) => {
      switch (item.kind) {
        case 'plot':
          takePlot(item.plot);
          return;
        case 'key':
          before = null;
          if (head.length >= MAX_HEAD) note('plot-head-full', { line: item.line, key: item.key }, 'warning');
          else {
            if (head.some(({ block, key }) => block === item.block && key === item.key))
              note('plot-key-again', { line: item.line, key: item.key.slice(0, 60) }, 'warning');
            head.push({ block: item.block, key: item.key, value: item.value });
          }
          return;
        case 'block':
          before = null;
          if (!KNOWN_BLOCKS.includes(item.name))
            note('plot-block', { line: item.line, block: item.name }, 'info');
          return;
        case 'stray':
          before = null;
          note('plot-stray', { line: item.line, text: item.text }, 'warning');
          return;
        case 'too-long':
          before = null;
          note('plot-long-line', { line: item.line }, 'warning');
      }
    },
    finish: () => {
      if (mixed !== null) note('plot-mixed-order', { line: mixed }, 'warning');
      for (const [code, count] of counts) {
        if (count > MAX_NOTES)
          notes.push(noticed(null, `${code}-more`, { count: count - MAX_NOTES }, 'warning'));
      }
      const [most] = [...systems].sort(([, a], [, b]) => b - a);
      const isNumbered = firsts.isNumbered();
      return {
        plots: isNumbered ? plots : plots - joined,
        head,
        system: most?.[0] ?? null,
        isNumbered,
        isLink: wide * 2 > points,
        more,
        hasKind,
        graphics: [...graphics],
        notes,
      };
    },
  };
}

const KNOWN_BLOCKS: readonly string[] = ['项目信息', '属性描述', COORDINATES];
