import { boundaryPoints } from '../../../shared/export/boundary/point-rows.ts';
import { outArea } from '../../../shared/export/out-area.ts';
import type { OutFeature, OutLayer } from '../../../shared/export/out-layer.ts';
import { areaNumber, M2_PER } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import type { CellOut, CellStyle, RowOut, SheetOut } from '../xlsx/out-types.ts';
import type { PlotNames } from './plot-fields.ts';

const TITLE: CellStyle = { font: '黑体', size: 16, bold: true, align: 'center' };
const LINE: CellStyle = { align: 'left' };
const RIGHT: CellStyle = { align: 'right' };
const HEAD: CellStyle = { font: '黑体', lines: true, align: 'center', wrap: true };
const PLOT: CellStyle = { font: '黑体', lines: true, align: 'left', wrap: true, format: '@' };
const CENTRE: CellStyle = { lines: true, align: 'center' };
const PLACE: CellStyle = { lines: true, align: 'right', format: '0.000' };
const SIDE: CellStyle = { lines: true, align: 'right', format: '0.00' };

const COLUMNS = ['point', 'ring', 'x', 'y', 'side'] as const;
const WIDTHS = [12, 12, 18, 18, 14];
/** Rows at the top of each page: mark, title, system, heads. */
const TOP_ROWS = 4;

const across = (value: string, style: CellStyle, columns: number): CellOut[] =>
  Array.from({ length: columns }, (_, i) => ({ value: i === 0 ? value : null, style }));

export interface PlotSheetOptions {
  readonly language: Language;
  /** Classification mark, in words. */
  readonly mark: string;
  readonly names: PlotNames;
  readonly onPlot: () => void;
}

/**
 * A layer of polygons as a table of boundary points (界址点成果表) on upright A4: titles and heads stand on every page,
 * each plot begins a page with its number, name and ellipsoid area. The layout is that of the survey forms
 * without claiming to be one of them.
 */
export function plotSheet(layer: OutLayer, { language, mark, names, onPlot }: PlotSheetOptions): SheetOut {
  const say = (key: string, params: Record<string, string | number> = {}): string =>
    text(language, `sheet.boundary.${key}`, params);
  const area = outArea(layer);

  function* top(): Generator<RowOut> {
    yield { cells: across(mark, RIGHT, 5), merges: [{ column: 1, across: 5, down: 1 }] };
    yield { cells: across(say('title'), TITLE, 5), height: 30, merges: [{ column: 1, across: 5, down: 1 }] };
    yield {
      cells: [
        ...across(say('system', { name: layer.crs.name, epsg: layer.crs.epsg }), LINE, 4),
        { value: say('unit'), style: RIGHT },
      ],
      merges: [{ column: 1, across: 4, down: 1 }],
    };
    yield { cells: COLUMNS.map((column) => ({ value: say(column), style: HEAD })), height: 24 };
  }

  function* plot(feature: OutFeature, running: number): Generator<RowOut> {
    const areaM2 = area?.(feature) ?? null;
    yield {
      cells: [
        { value: say('plot'), style: HEAD },
        { value: names.number(feature, running), style: PLOT },
        { value: say('plot-name'), style: HEAD },
        ...across(names.name(feature), PLOT, 2),
      ],
      merges: [{ column: 4, across: 2, down: 1 }],
    };
    if (areaM2 !== null) {
      const areas = say('areas', {
        m2: areaNumber(areaM2, 'm2'),
        ha: (areaM2 / M2_PER.ha).toFixed(4),
        mu: areaNumber(areaM2, 'mu'),
      });
      yield { cells: across(areas, PLOT, 5), merges: [{ column: 1, across: 5, down: 1 }] };
    }
    if (feature.geometry === null) return;
    for (const { name, ring, x, y, sideM } of boundaryPoints(feature.geometry)) {
      const side = sideM === null ? null : Math.round(sideM * 100) / 100;
      yield {
        cells: [
          { value: name, style: CENTRE },
          { value: ring, style: CENTRE },
          { value: x, style: PLACE },
          { value: y, style: PLACE },
          { value: side, style: SIDE },
        ],
      };
    }
  }

  async function* rows(): AsyncGenerator<RowOut> {
    yield* top();
    // A page ends behind a plot when another follows, so its last row waits for that.
    let last: RowOut | null = null;
    let running = 0;
    for await (const feature of layer.features()) {
      if (last !== null) yield { ...last, pageEnd: true };
      last = null;
      running++;
      onPlot();
      for (const row of plot(feature, running)) {
        if (last !== null) yield last;
        last = row;
      }
    }
    if (last !== null) yield last;
    yield { cells: across(say('side-note'), LINE, 5), merges: [{ column: 1, across: 5, down: 1 }] };
    yield { cells: across(say('signed'), LINE, 5), height: 24, merges: [{ column: 1, across: 5, down: 1 }] };
  }

  return {
    name: layer.title,
    widths: WIDTHS,
    frozen: TOP_ROWS,
    print: { paper: 'A4', landscape: false, repeat: [1, TOP_ROWS], foot: text(language, 'sheet.page') },
    rows: rows(),
  };
}
