import { CircleCheck, SearchX } from 'lucide-react';
import { formatTime } from '../../../shared/i18n/format.ts';
import { rulesOn } from '../../i18n/rules.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { checkNow } from '../../state/finding-focus.ts';
import { clearFilters, isFiltered, useFindingList } from '../../state/finding-list.ts';
import { useFindings } from '../../state/findings.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SeverityShape } from '../../ui/severity.tsx';

/**
 * Nothing to list: because the filter leaves nothing, because no check has ended yet, because no rule could be
 * checked, or because nothing was found; the last names ruleset, time and how much was not checked.
 */
export function NothingFound() {
  const { t } = useText();
  const { findings, notChecked, check } = useFindings();
  const list = useFindingList();
  if ((findings?.length ?? 0) > 0 || isFiltered(list)) {
    return (
      <Empty
        icon={<SearchX />}
        title={t('ui.no-match')}
        actions={<Button onPress={clearFilters}>{t('ui.show-all')}</Button>}
      />
    );
  }
  if (check?.finishedAt == null) {
    return (
      <Empty
        icon={<SeverityShape kind="unchecked" />}
        title={t('ui.check-pending')}
        actions={
          check?.running ? undefined : <Button onPress={() => void checkNow()}>{t('ui.check-now')}</Button>
        }
      >
        {t('ui.check-pending-text')}
      </Empty>
    );
  }
  const seeUnchecked = (
    <Button onPress={() => list.change({ filter: 'unchecked' })}>{t('ui.see-unchecked')}</Button>
  );
  if (notChecked.length >= rulesOn()) {
    return (
      <Empty
        icon={<SeverityShape kind="unchecked" />}
        title={t('result.not-checked')}
        actions={
          <>
            <Button kind="primary" onPress={() => useDialogs.getState().show('import')}>
              {t('ui.import')}
            </Button>
            {seeUnchecked}
          </>
        }
      >
        {t('ui.all-unchecked', { version: check.rulesetVersion, n: notChecked.length })}
      </Empty>
    );
  }
  return (
    <Empty
      icon={<CircleCheck />}
      title={t('result.none')}
      actions={notChecked.length > 0 ? seeUnchecked : undefined}
    >
      {t('ui.none-found', {
        version: check.rulesetVersion,
        rules: rulesOn() - notChecked.length,
        time: formatTime(check.finishedAt),
      })}
      <br />
      {notChecked.length > 0 ? t('ui.none-found-unchecked', { n: notChecked.length }) : null}
    </Empty>
  );
}
