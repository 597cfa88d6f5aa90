import { M2_PER } from '../../../shared/i18n/format.ts';
import { shortStateName, stateName } from '../../i18n/state-name.ts';
import { today } from '../../i18n/today.ts';
import { texts } from '../../i18n/use-text.ts';
import { useCompare } from '../../state/compare.ts';
import { useLayers } from '../../state/layers.ts';
import { useVersionTable } from '../../state/version-table.ts';
import { useVersions } from '../../state/versions.ts';
import { writeTable, type TableCell } from '../../state/write-table.ts';
import { classLabel, constructionText, editionsOf, inOrder } from './comparison-model.ts';

const ha = (m2: number): number => Number((m2 / M2_PER.ha).toFixed(4));

/** The table on screen as rows: what was compared, construction and other land, land by class. Hectares. */
export function comparisonRows(): readonly (readonly TableCell[])[] | null {
  const said = texts();
  const { t, language } = said;
  const { table, scope, township } = useVersionTable.getState();
  const comparison = table?.comparison ?? null;
  if (table === null || comparison === null) return null;
  const { left, right } = useCompare.getState();
  const versions = useVersions.getState().versions ?? [];
  const { active } = useLayers.getState();
  const short = [left.seq, right.seq].map((seq) => shortStateName(said, seq, versions, active));
  const full = [left.seq, right.seq].map((seq) => stateName(said, seq, versions, active));
  const place =
    scope === 'township'
      ? (table.townships.find(({ code }) => code === township)?.name ?? '')
      : t(`compare.scope.${scope}`);
  const { matrix } = comparison;
  const built = (name: string): string => t('compare.built', { name });
  const other = (name: string): string => t('compare.other', { name });
  const construction = constructionText(comparison.construction, (from, to) =>
    t('compare.class-range', { from, to }),
  );
  return [
    [t('compare.left'), full[0] ?? '', t('compare.step', { seq: table.from })],
    [t('compare.right'), full[1] ?? '', t('compare.step', { seq: table.to })],
    [t('compare.scope'), place],
    [
      t('compare.construction', { classes: construction }),
      t('compare.ruleset', { version: comparison.rulesetVersion }),
    ],
    [t('compare.edition'), editionsOf(comparison).text],
    [],
    [t('compare.matrix'), built(short[1] ?? ''), other(short[1] ?? ''), t('compare.gone')],
    [built(short[0] ?? ''), ha(matrix.both), ha(matrix.lost), ha(matrix.builtGone)],
    [other(short[0] ?? ''), ha(matrix.gained), ha(matrix.neither), ha(matrix.otherGone)],
    [t('compare.came'), ha(matrix.builtCame), ha(matrix.otherCame)],
    [],
    [t('compare.code'), t('compare.class'), short[0] ?? '', short[1] ?? '', t('compare.change')],
    ...inOrder(comparison.classes).map((row) => [
      row.class,
      classLabel(row.class, language, t('compare.unclassed')).name,
      ha(row.beforeM2),
      ha(row.afterM2),
      ha(row.afterM2 - row.beforeM2),
    ]),
    [],
    [t('statement.report', { date: today() })],
  ];
}

/** Writes the table on screen to a file the user chooses. */
export async function exportComparison(): Promise<void> {
  const rows = comparisonRows();
  if (rows !== null) await writeTable(texts().t('compare.table-file'), rows, 'csv');
}
