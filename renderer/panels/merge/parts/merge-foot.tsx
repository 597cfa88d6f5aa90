import type { MergeSurvey } from '../../../../shared/bridge/exchange-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { undecidedOf, useMerge } from '../../../state/merge.ts';
import {
  cancelMergeWork,
  closeMerge,
  decideAllRest,
  showNext,
  takeChanges,
} from '../../../state/merge-work.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Progress } from '../../../ui/progress.tsx';

/** Why the changes cannot be taken now. */
function useReason(survey: MergeSurvey): string | null {
  const { t } = useText();
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  if (readOnly) return t('ui.reason.read-only');
  if (survey.before !== null)
    return t(survey.before === 'done' ? 'error.exchange.taken-before' : 'error.exchange.older');
  const n = undecidedOf(survey);
  return n > 0 ? t('merge.undecided-why', { n }) : null;
}

/** The foot: what is left to decide, ways to decide it, and taking the changes. */
export function MergeFoot({ survey }: { readonly survey: MergeSurvey }) {
  const { t, failure: say } = useText();
  const { busy, progress, failure } = useMerge();
  const reason = useReason(survey);
  const left = undecidedOf(survey);
  if (busy !== null) {
    const label = t('merge.taking');
    return (
      <div className="merge-foot">
        <Button kind="bare" onPress={cancelMergeWork}>
          {t('ui.cancel')}
        </Button>
        <span className="cap">{progress === null ? label : t(progress.stage, progress.params)}</span>
        <span className="grow">
          <Progress label={label} share={progress?.share ?? null} />
        </span>
      </div>
    );
  }
  const none = left === 0 ? { reason: t('merge.nothing-left') } : {};
  return (
    <div className="merge-foot">
      <Button kind="bare" onPress={() => void closeMerge()}>
        {t('ui.cancel')}
      </Button>
      <span className="grow cap">
        {failure === null ? (
          t(survey.disputes.length > 0 && survey.before === null ? 'merge.kept' : 'merge.promise')
        ) : (
          <span className="form-failed" role="alert">
            {say(failure)}
          </span>
        )}
      </span>
      {survey.disputes.length === 0 || survey.before !== null ? null : (
        <>
          <Button onPress={() => decideAllRest('mine')} {...none}>
            {t('merge.rest-mine')}
          </Button>
          <Button onPress={() => decideAllRest('theirs')} {...none}>
            {t('merge.rest-theirs')}
          </Button>
          <Button onPress={showNext} {...none}>
            {t('merge.next')}
          </Button>
        </>
      )}
      <Button kind="primary" onPress={() => void takeChanges()} {...(reason === null ? {} : { reason })}>
        {t('merge.take')}
      </Button>
    </div>
  );
}
