import { areaNumber } from '../../i18n/format.ts';
import { text } from '../../i18n/text.ts';
import type { ItemOf } from '../layout/layout-schema.ts';
import { UNKNOWN_KEY } from '../map/class-key.ts';
import type { ItemContext } from './context.ts';
import { classEntry } from './legend-model.ts';

/** A table as it is set: the first row is its head, the last one of a summed table the sum. */
export interface TableModel {
  readonly rows: readonly (readonly string[])[];
  /** Columns whose figures stand to the right. */
  readonly figures: readonly number[];
  readonly sum: boolean;
}

/** Digits of a first-level class. */
const FIRST_LEVEL = 2;

const EMPTY: TableModel = { rows: [], figures: [], sum: false };

function classRows(item: ItemOf<'table'>, layer: string, { tallies, language }: ItemContext): TableModel {
  const tally = tallies.find((one) => one.layer.schema.id === layer);
  const fill = tally?.layer.symbol.fill;
  if (tally === undefined || fill?.kind !== 'by-code') return EMPTY;
  const domain = tally.layer.schema.fields.find(({ name }) => name === fill.field)?.domain;
  const sums = new Map<string, number>();
  for (const { key, areaM2 } of tally.classes.values()) {
    const first = typeof fill.colors === 'string' ? key.slice(0, FIRST_LEVEL) : key;
    sums.set(first, (sums.get(first) ?? 0) + (areaM2 ?? 0));
  }
  const total = [...sums.values()].reduce((sum, area) => sum + area, 0);
  const nameOf = (key: string): string => {
    if (key === UNKNOWN_KEY) return text(language, 'print.legend.unknown');
    return (domain === undefined ? undefined : classEntry(domain, key)?.label[language]) ?? key;
  };
  const share = (area: number): string => (total === 0 ? '' : ((100 * area) / total).toFixed(2));
  const body = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, area]) => [nameOf(key), areaNumber(area, item.unit), share(area)]);
  const head = [
    text(language, 'print.table.class'),
    text(language, 'print.table.area', { unit: text(language, `unit.${item.unit}`) }),
    text(language, 'print.table.share'),
  ];
  const sum = [text(language, 'print.table.sum'), areaNumber(total, item.unit), share(total)];
  return { rows: [head, ...body, sum], figures: [1, 2], sum: true };
}

function featureRows(item: ItemOf<'table'>, layer: string, { tallies, language }: ItemContext): TableModel {
  const tally = tallies.find((one) => one.layer.schema.id === layer);
  if (tally === undefined || tally.features.length === 0) return EMPTY;
  const total = tally.features.reduce((sum, { areaM2 }) => sum + (areaM2 ?? 0), 0);
  const measured = tally.features.some(({ areaM2 }) => areaM2 !== null);
  const head = [
    text(language, 'print.table.number'),
    tally.layer.schema.name[language],
    ...(measured ? [text(language, 'print.table.area', { unit: text(language, `unit.${item.unit}`) })] : []),
  ];
  const body = tally.features.map(({ name, areaM2 }, i) => [
    String(i + 1),
    name,
    ...(measured ? [areaM2 === null ? '' : areaNumber(areaM2, item.unit)] : []),
  ]);
  const sum = measured ? [['', text(language, 'print.table.sum'), areaNumber(total, item.unit)]] : [];
  return { rows: [head, ...body, ...sum], figures: measured ? [2] : [], sum: measured };
}

/** The rows of a table from what is seen in the frame, or as they were typed. */
export function tableModel(item: ItemOf<'table'>, context: ItemContext): TableModel {
  const { source } = item;
  if (source.kind === 'classes') return classRows(item, source.layer, context);
  if (source.kind === 'features') return featureRows(item, source.layer, context);
  return { rows: source.rows, figures: [], sum: false };
}
