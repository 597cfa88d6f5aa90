import arrangements from '../../../resources/print/arrangements.json' with { type: 'json' };
import kinds from '../../../resources/print/kinds.json' with { type: 'json' };
import type { Language } from '../../i18n/languages.ts';
import { text } from '../../i18n/text.ts';
import { PLAN_IDS, type BilingualText, type PlanId } from '../../model/layer.ts';
import { BLACK, GREY } from '../colors.ts';
import type { LayoutItem, SheetLayout, TableSource } from './layout-schema.ts';
import { ORIENTATIONS, PAPER_NAMES, paperSize, type Orientation, type PaperName } from './paper.ts';

/** A kind of sheet: what it shows, on any paper. */
export interface SheetKind {
  readonly id: string;
  /** The plan that it is of. */
  readonly plan: PlanId;
  readonly name: BilingualText;
  readonly title: BilingualText;
  /** Layers drawn; empty: those visible on the map. */
  readonly layers: readonly string[];
  readonly pale: readonly string[];
  readonly table: {
    readonly kind: string;
    readonly layer: string;
    /** Rows that it usually has, head and sum among them. */
    readonly rows: number;
    readonly title: BilingualText;
  } | null;
}

/** A template: a kind of sheet on a paper. */
export interface SheetTemplate {
  /** `land-use-a1-landscape`. */
  readonly id: string;
  readonly kind: SheetKind;
  readonly paper: PaperName;
  readonly orientation: Orientation;
}

export const SHEET_KINDS: readonly SheetKind[] = kinds.kinds.map((kind) => ({
  ...kind,
  plan: PLAN_IDS.find((id) => id === kind.plan) ?? 'land-use',
}));

export const SHEET_TEMPLATES: readonly SheetTemplate[] = SHEET_KINDS.flatMap((kind) =>
  PAPER_NAMES.flatMap((paper) =>
    ORIENTATIONS.map((orientation) => ({
      id: templateId(kind.id, paper, orientation),
      kind,
      paper,
      orientation,
    })),
  ),
);

export function templateId(kind: string, paper: PaperName, orientation: Orientation): string {
  return `${kind}-${paper.toLowerCase()}-${orientation}`;
}

export const sheetTemplate = (id: string): SheetTemplate | undefined =>
  SHEET_TEMPLATES.find((template) => template.id === id);

/** The paper that arrangements are measured on. */
const BASE: PaperName = 'A3';
/** Type and lines grow slower than the paper: a larger sheet shows more, not the same larger. */
export const LAYOUT_GROWTH = 0.75;

interface Placed {
  readonly kind: string;
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly size?: number;
  readonly align?: string;
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** One item of an arrangement as it stands in a layout; null where this kind of sheet has none. */
function itemOf(
  placed: Placed,
  kind: SheetKind,
  factor: number,
  weight: number,
  language: Language,
): LayoutItem | null {
  const place = {
    id: placed.id,
    x: tenths(placed.x * factor),
    y: tenths(placed.y * factor),
    width: tenths(placed.width * factor),
    height: tenths(placed.height * factor),
  };
  const size = hundredths((placed.size ?? 3) * weight);
  const say = (key: string): string => text(language, key);
  const align = placed.align === 'right' ? 'right' : 'left';
  switch (placed.kind) {
    case 'map':
      return {
        kind: 'map',
        ...place,
        scale: null,
        centre: null,
        layers: kind.layers.length === 0 ? null : [...kind.layers],
        pale: [...kind.pale],
        labels: true,
        veil: true,
        grid: { kind: 'crosses', interval: null, figures: true, corners: true },
      };
    case 'title':
      return {
        kind: 'title',
        ...place,
        size,
        text: kind.title[language],
        second: '{page} {horizon}',
        align: 'center',
      };
    case 'mark':
    case 'source': {
      const color = placed.kind === 'mark' ? BLACK : GREY;
      const bold = placed.kind === 'mark';
      const words = say(`print.template.${placed.kind}`);
      return {
        kind: 'text',
        ...place,
        size,
        text: words,
        bold,
        align,
        vertical: 'middle',
        color,
        frame: false,
      };
    }
    case 'legend':
      return {
        kind: 'legend',
        ...place,
        size,
        title: say('print.legend'),
        columns: null,
        areas: null,
        without: [],
        frame: false,
      };
    case 'scale-bar':
      return { kind: 'scale-bar', ...place, size, numeric: true, bar: true };
    case 'north-arrow':
      return { kind: 'north-arrow', ...place, convergence: false };
    case 'stamp':
      return { kind: 'stamp', ...place, size, rows: stampRows(language) };
    case 'table': {
      if (kind.table === null) return null;
      const source = { kind: kind.table.kind, layer: kind.table.layer } as TableSource;
      return { kind: 'table', ...place, size, title: kind.table.title[language], unit: 'ha', source };
    }
    default:
      return null;
  }
}

const stampRows = (language: Language) =>
  (['office', 'drawn', 'checked', 'date'] as const).map((name) => ({
    label: text(language, `print.stamp.${name}`),
    value: name === 'date' ? '{date}' : '',
  }));

/** On the smallest paper a table would be too small to read. */
const hasTable = (kind: SheetKind, paper: PaperName): boolean => kind.table !== null && paper !== 'A4';

/** Height of a row of a table, and of its title, as shares of its type size. */
const TABLE_ROW = 1.75;
const TABLE_TITLE = 2.2;

/** Legend and table share one place of the arrangement: beside each other where it is wide, else one above the other. */
function shared(items: readonly LayoutItem[], kind: SheetKind): LayoutItem[] {
  const table = items.find((item) => item.kind === 'table');
  if (table?.kind !== 'table' || kind.table === null) return [...items];
  return items.map((item) => {
    if (item.kind === 'legend') {
      if (item.width > table.width * 1.5)
        return { ...item, width: tenths(table.x - item.x - table.size * 2) };
      return { ...item, height: tenths(item.height - tableHeight(table, kind.table!.rows) - table.size) };
    }
    if (item !== table || table.height < tableHeight(table, kind.table!.rows)) return item;
    const height = tableHeight(table, kind.table!.rows);
    const below = items.some((other) => other.kind === 'legend' && other.width > table.width * 1.5);
    return below ? item : { ...table, y: tenths(table.y + table.height - height), height };
  });
}

const tableHeight = ({ size }: { readonly size: number }, rows: number): number =>
  tenths(size * (rows * TABLE_ROW + TABLE_TITLE));

/** The layout that a template stands for, in a language; a text of each is the user's to change. */
export function layoutFrom({ id, kind, paper, orientation }: SheetTemplate, language: Language): SheetLayout {
  const { width, height } = paperSize(paper, orientation);
  const factor = width / paperSize(BASE, orientation).width;
  const weight = hundredths(factor ** LAYOUT_GROWTH);
  const arrangement = arrangements[orientation];
  const placed: readonly Placed[] = arrangement.items;
  const items = placed
    .filter((one) => one.kind !== 'table' || hasTable(kind, paper))
    .map((one) => itemOf(one, kind, factor, weight, language))
    .filter((item) => item !== null);
  return {
    version: 1,
    page: { width, height, margin: tenths(arrangement.margin * factor), border: true, weight },
    language,
    template: id,
    atlas: { kind: 'none' },
    items: shared(items, kind),
    pictures: [],
  };
}
