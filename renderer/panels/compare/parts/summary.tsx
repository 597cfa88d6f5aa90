import type { ClassComparison } from '../../../../shared/analysis/versions/types.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useVersionChanges } from '../../../state/version-changes.ts';
import { editionsOf, isSeen } from '../comparison-model.ts';
import { useColumns } from '../use-columns.ts';

/** What the figures say in a sentence, and by which classes they were made. */
export function Summary({ comparison }: { readonly comparison: ClassComparison }) {
  const { t, area } = useText();
  const { left, right } = useColumns();
  const total = useVersionChanges((state) => state.result?.total ?? null);
  const { matrix, changed, rulesetVersion } = comparison;
  const editions = editionsOf(comparison);
  const parts = [
    changed === 0
      ? t('compare.no-change', { left, right })
      : t('compare.changed', { left, right, n: changed }),
    ...(isSeen(matrix.gained) ? [t('compare.gained', { area: area(matrix.gained, 'ha') })] : []),
    ...(isSeen(matrix.lost) ? [t('compare.lost', { area: area(matrix.lost, 'ha') })] : []),
    ...(editions.text === ''
      ? []
      : [t(editions.same ? 'compare.edition-same' : 'compare.edition-mixed', { editions: editions.text })]),
  ];
  return (
    <section className="sec">
      <h4>{t('compare.summary')}</h4>
      <p className="dense selectable">{parts.join(t('rules.sentence-separator'))}</p>
      <p className="cap">
        {total === null ? '' : t('compare.all-changes', { n: total })}
        {t('compare.ruleset', { version: rulesetVersion })}
      </p>
    </section>
  );
}
