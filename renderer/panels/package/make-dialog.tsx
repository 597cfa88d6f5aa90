import { LEAST_REASON } from '../../../shared/inspection/gate.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Steps } from '../../ui/steps.tsx';
import { ContentStep } from './parts/content-step.tsx';
import { MadeStep } from './parts/made-step.tsx';
import { SurveyStep } from './parts/survey-step.tsx';
import { Working } from './parts/working.tsx';
import { useMake, type MakeModel, type MakeStep } from './use-make.ts';
import '../../ui/form-dialog.css';
import './package.css';

const STEPS: readonly MakeStep[] = ['content', 'survey', 'made'];

/** Making a plan package: what goes in, what stands against it, what came of it. */
export function MakeDialog() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const model = useMake();
  const { state } = model;
  const blueprint = useSession((session) => session.blueprint);
  return (
    <Dialog
      title={t('package.make')}
      tags={
        blueprint === null ? null : (
          <>
            <span className="tag" title={t('package.mark-why')}>
              {t('package.mark', { mark: t(`classification.${blueprint.classification}`) })}
            </span>
            {blueprint.fictional ? <span className="tag">{t('fictional')}</span> : null}
          </>
        )
      }
      className="form package"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={state.busy === 'making'}
      footer={<Foot model={model} onClose={close} />}
    >
      <Steps steps={STEPS.map((id) => ({ id, label: t(`package.step.${id}`) }))} current={state.step} />
      {state.step === 'content' ? <ContentStep model={model} /> : null}
      {state.step === 'survey' ? <SurveyStep model={model} /> : null}
      {state.step === 'made' && state.report !== null ? <MadeStep report={state.report} /> : null}
    </Dialog>
  );
}

/** Why a package cannot be made yet. */
function useReason({ state, gated }: MakeModel): string | null {
  const { t } = useText();
  const { layers, reason, by } = state.choices;
  if (layers.length === 0) return t('error.export.no-layers');
  if (state.step !== 'survey' || !gated) return null;
  if (reason.trim() === '') return t('package.reason-needed');
  if (reason.trim().length < LEAST_REASON) return t('package.reason-short', { least: LEAST_REASON });
  return by.trim() === '' ? t('package.by-needed') : null;
}

function Foot({ model, onClose }: { readonly model: MakeModel; readonly onClose: () => void }) {
  const { t, failure } = useText();
  const { state } = model;
  const reason = useReason(model);
  const why = reason === null ? {} : { reason };
  if (state.busy !== null)
    return (
      <Working label={t(`package.busy.${state.busy}`)} progress={state.progress} onCancel={model.cancel} />
    );
  if (state.step === 'made') {
    return (
      <>
        <span className="grow cap">{t('package.hand-over')}</span>
        <Button kind="primary" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button kind="bare" onPress={onClose}>
        {t('ui.cancel')}
      </Button>
      <span className="grow cap">
        {state.failure === null ? (
          t('package.promise')
        ) : (
          <span className="form-failed" role="alert">
            {failure(state.failure)}
          </span>
        )}
      </span>
      {state.step === 'content' ? (
        <Button kind="primary" onPress={() => void model.survey()} {...why}>
          {t('package.next-survey')}
        </Button>
      ) : (
        <>
          <Button onPress={model.back}>{t('ui.back')}</Button>
          <Button kind="primary" onPress={() => void model.make()} {...why}>
            {t('package.run')}
          </Button>
        </>
      )}
    </>
  );
}
