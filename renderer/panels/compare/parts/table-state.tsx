import { Scale } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { cancelTable, makeTable, useVersionTable } from '../../../state/version-table.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';

/** How the figures stand: being made, failed, or not to be had. */
export function TableState() {
  const { t, failure } = useText();
  const state = useVersionTable();
  if (state.running) {
    return (
      <div className="table-state">
        <div className="row">
          <span className="cap grow">{t('compare.progress.table')}</span>
          <Button kind="link" onPress={cancelTable}>
            {t('ui.cancel')}
          </Button>
        </div>
        <Progress label={t('compare.progress.table')} share={state.share} />
        {state.table === null ? <Skeleton rows={8} label={t('ui.loading')} /> : null}
      </div>
    );
  }
  if (state.failure !== null) {
    return (
      <div className="table-state row">
        <span className={state.failure.code === 'cancelled' ? 'cap grow' : 'help bad grow'}>
          {state.failure.code === 'cancelled' ? t('compare.cancelled') : failure(state.failure)}
        </span>
        <Button kind="link" onPress={() => void makeTable()}>
          {t('compare.again')}
        </Button>
      </div>
    );
  }
  if (state.table !== null && state.table.comparison === null) {
    return (
      <Empty icon={<Scale />} title={t('compare.no-land-use')}>
        {t('compare.no-land-use-text')}
      </Empty>
    );
  }
  return null;
}
