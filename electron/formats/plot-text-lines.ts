import type { PlotOrder, PlotPart, PlotPurpose } from '../../shared/export/plot-purposes.ts';

/** A ring (or line, or point) as it is written: names, and figures north before east. */
export interface WrittenRing {
  readonly points: readonly { readonly name: string; readonly north: string; readonly east: string }[];
}

/** A plot as it is written. */
export interface WrittenPlot {
  /** 面, 线 or 点. */
  readonly graphic: string;
  /** Hectares with four decimals; empty for lines and points. */
  readonly area: string;
  readonly parts: Readonly<Record<PlotPart, string>>;
  readonly rings: readonly WrittenRing[];
  /** Number of the plot in its file, from 1. */
  readonly index: number;
}

/**
 * How the files of a purpose end their lines. Programs for the balance of farmland (进出平衡) write CR alone.
 */
export const lineEnd = (purpose: PlotPurpose): string => (purpose === 'in-out-balance' ? '\r' : '\r\n');

function plotLine(purpose: PlotPurpose, plot: WrittenPlot, lines: number): string {
  const { graphic, area } = plot;
  const { number, name, use, classCode, sheet, kind } = plot.parts;
  switch (purpose) {
    case 'approval':
    case 'supply': {
      // The one point that comes again at the end of a single ring does not count.
      const count = graphic === '面' ? lines - 1 : lines;
      return [count, area, number, name, graphic, sheet, use, classCode, '@'].join(',');
    }
    case 'one-map':
      return [number, name, kind, '', '@'].join(',');
    case 'enforcement':
      return [lines, name, kind, use, '@'].join(',');
    case 'linkage':
      return [lines, area, '', name, '', '', '', use, '@ '].join(',');
    case 'in-out-balance':
      return [lines, name, graphic, kind || use, '@ '].join(',');
  }
}

/**
 * The lines of a plot for a purpose (domain notes 5.4).
 *
 * - approval 建设用地报批, supply 供地: `n-1,area,no,name,type,sheet,class name,class code,@`
 * - one-map 一张图: `no,name,type,,@`
 * - enforcement 执法: `n,name,type,use,@`
 * - linkage 增减挂钩: `n,area,,name,,,,use,@ ` with points of six fields, `J1,x,y,,ring,`
 * - in-out-balance 进出平衡: `n,name,面,type,@ ` for every ring, whose points carry the number of the plot in place of
 *   that of the ring: that is how the programs for this purpose put the rings of a plot together
 *
 * n is the number of point lines.
 */
export function plotLines(purpose: PlotPurpose, plot: WrittenPlot, order: PlotOrder): string[] {
  const pointLine = ({ name, north, east }: WrittenRing['points'][number], ring: number): string => {
    const figures = order === 'north-first' ? `${north},${east}` : `${east},${north}`;
    return purpose === 'linkage' ? `${name},${figures},,${ring},` : `${name},${ring},${figures}`;
  };
  if (purpose === 'in-out-balance') {
    return plot.rings.flatMap(({ points }) => [
      plotLine(purpose, plot, points.length),
      ...points.map((point) => pointLine(point, plot.index)),
    ]);
  }
  const lines = plot.rings.reduce((sum, { points }) => sum + points.length, 0);
  return [
    plotLine(purpose, plot, lines),
    ...plot.rings.flatMap(({ points }, ring) => points.map((point) => pointLine(point, ring + 1))),
  ];
}
