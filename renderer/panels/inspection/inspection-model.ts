import {
  checkText,
  defectText,
  layerText,
  uncheckedText,
  type InspectionWords,
} from '../../../shared/inspection/words.ts';
import type { Defect, InspectionReport, Unchecked } from '../../../shared/inspection/types.ts';
import type { InspectionState } from '../../state/inspection.ts';

/** A line of the list: a defect, or something that was not looked at. */
export type InspectionRow =
  | {
      readonly kind: 'defect';
      readonly key: string;
      readonly defect: Defect;
      readonly check: string;
      readonly layer: string;
      readonly text: string;
    }
  | { readonly kind: 'unchecked'; readonly key: string; readonly check: string; readonly text: string };

type Filters = Pick<InspectionState, 'filter' | 'layer' | 'check' | 'search'>;

const isListed = (defect: Defect, { filter, layer, check }: Filters): boolean => {
  if (layer !== undefined && defect.layer !== layer) return false;
  if (check !== null && defect.check !== check) return false;
  if (filter === 'all') return true;
  return filter === 'excepted'
    ? defect.exception !== null
    : defect.exception === null && defect.class === filter;
};

const isUncheckedListed = (one: Unchecked, { check }: Filters): boolean =>
  check === null || one.check === check;

/** The lines of the list as filtered, in the order of the report. */
export function inspectionRows(
  report: InspectionReport,
  filters: Filters,
  words: InspectionWords,
): readonly InspectionRow[] {
  const { model, defects, unchecked } = report;
  const wanted = filters.search.trim().toLowerCase();
  const rows: InspectionRow[] =
    filters.filter === 'unchecked'
      ? unchecked
          .filter((one) => isUncheckedListed(one, filters))
          .map((one, i) => ({
            kind: 'unchecked',
            key: `${one.check} ${one.rule ?? ''} ${i}`,
            check: checkText(words, model, one.check),
            text: uncheckedText(words, one),
          }))
      : defects
          .filter((defect) => isListed(defect, filters))
          .map((defect) => ({
            kind: 'defect',
            key: defect.key,
            defect,
            check: checkText(words, model, defect.check),
            layer: layerText(words, defect.layer),
            text: defectText(words, defect),
          }));
  if (wanted === '') return rows;
  return rows.filter((row) =>
    `${row.check} ${row.text} ${row.kind === 'defect' ? row.layer : ''}`.toLowerCase().includes(wanted),
  );
}

/** Defects that count and are not in the list, because there are too many of a check. */
export const unlisted = ({ checks }: InspectionReport): number =>
  checks.reduce((sum, { found, excepted, listed }) => sum + found + excepted - listed, 0);
