import { M2_PER } from '../../../shared/i18n/format.ts';
import { today } from '../../i18n/today.ts';
import { texts } from '../../i18n/use-text.ts';
import { writeTable, type TableCell } from '../../state/write-table.ts';
import type { ChangeRow } from './change-rows.ts';

/** The list as rows of a table, in its order, areas in square metres and mu. */
export function changeTable(rows: readonly ChangeRow[]): readonly (readonly TableCell[])[] {
  const { t } = texts();
  const area = (m2: number, unit: 'm2' | 'mu'): number => Number((m2 / M2_PER[unit]).toFixed(2));
  const heads = ['number', 'layer', 'place', 'kind', 'what', 'area-m2', 'area-mu', 'township', 'identifier'];
  return [
    heads.map((head) => t(`compare.csv.${head}`)),
    ...rows.map(({ change, layer, place, what, township }, i) => [
      i + 1,
      layer,
      place,
      change.kinds.map((kind) => t(`compare.kind.${kind}`)).join(t('compare.list-separator')),
      what,
      area(change.areaM2, 'm2'),
      area(change.areaM2, 'mu'),
      township,
      change.identifier ?? change.ref.uid,
    ]),
    [],
    [t('statement.report', { date: today() })],
  ];
}

/** Writes the changes that are listed to a file the user chooses. */
export const exportChanges = (rows: readonly ChangeRow[], format: 'csv' | 'tsv'): Promise<void> =>
  writeTable(texts().t('compare.list-file'), changeTable(rows), format);
