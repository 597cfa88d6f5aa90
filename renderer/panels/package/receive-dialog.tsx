import { FileArchive, Folder } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Steps } from '../../ui/steps.tsx';
import { CompareStep } from './parts/compare-step.tsx';
import { VerifyStep } from './parts/verify-step.tsx';
import { Working } from './parts/working.tsx';
import { useReceive, type ReceiveModel, type ReceiveStep } from './use-receive.ts';
import '../../ui/form-dialog.css';
import './package.css';

const STEPS: readonly ReceiveStep[] = ['choose', 'verify', 'compare'];

/** A package of others: verified, compared with what is here, and taken if the user says so. */
export function ReceiveDialog() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const model = useReceive();
  const { state } = model;
  const manifest = state.verification?.manifest;
  return (
    <Dialog
      title={
        state.file === null ? t('package.receive') : t('package.receive-title', { file: state.file.name })
      }
      tags={
        manifest === undefined ? null : (
          <>
            <span className="tag">
              {t('package.mark', { mark: t(`classification.${manifest.classification}`) })}
            </span>
            {manifest.fictional ? <span className="tag">{t('fictional')}</span> : null}
          </>
        )
      }
      className="form package"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={state.busy === 'taking'}
      footer={<Foot model={model} onClose={close} />}
    >
      <Steps steps={STEPS.map((id) => ({ id, label: t(`package.step.${id}`) }))} current={state.step} />
      {state.step === 'choose' ? <ChooseStep model={model} /> : null}
      {state.step === 'verify' ? <VerifyStep model={model} /> : null}
      {state.step === 'compare' ? <CompareStep model={model} /> : null}
    </Dialog>
  );
}

function ChooseStep({ model }: { readonly model: ReceiveModel }) {
  const { t, failure } = useText();
  const { failure: failed, busy, file } = model.state;
  const buttons = (
    <>
      <Button disabled={busy !== null} onPress={() => void model.choose('zip')}>
        <FileArchive className="i" />
        {t('package.choose-zip')}
      </Button>
      <Button disabled={busy !== null} onPress={() => void model.choose('folder')}>
        <Folder className="i" />
        {t('package.choose-folder')}
      </Button>
    </>
  );
  return failed === null ? (
    <Empty icon={<FileArchive />} title={t('package.choose')} actions={buttons}>
      {t('package.choose-text')}
    </Empty>
  ) : (
    <Empty
      kind="error"
      icon={<FileArchive />}
      title={t('package.refused', { file: file?.name ?? '' })}
      actions={buttons}
    >
      {failure(failed)}
    </Empty>
  );
}

/** Why the next step cannot be taken. */
function useReason({ state, changes }: ReceiveModel): string | null {
  const { t } = useText();
  const readOnly = useSession((session) => session.blueprint?.readOnly ?? true);
  if (state.step === 'verify') return (state.verification?.wrong ?? 0) > 0 ? t('package.not-clean') : null;
  if (readOnly) return t('ui.reason.read-only');
  return changes === 0 ? t('package.nothing-to-take') : null;
}

function Foot({ model, onClose }: { readonly model: ReceiveModel; readonly onClose: () => void }) {
  const { t, failure } = useText();
  const { state } = model;
  const reason = useReason(model);
  const why = reason === null ? {} : { reason };
  if (state.busy !== null)
    return (
      <Working label={t(`package.busy.${state.busy}`)} progress={state.progress} onCancel={model.cancel} />
    );
  const take = async (): Promise<void> => {
    if (await model.take()) onClose();
  };
  return (
    <>
      <Button kind="bare" onPress={onClose}>
        {t('ui.cancel')}
      </Button>
      <span className="grow cap">
        {state.failure === null || state.step === 'choose' ? (
          t('package.receive-promise')
        ) : (
          <span className="form-failed" role="alert">
            {failure(state.failure)}
          </span>
        )}
      </span>
      {state.step === 'choose' ? null : <Button onPress={model.back}>{t('ui.back')}</Button>}
      {state.step === 'verify' ? (
        <Button kind="primary" onPress={() => void model.compare()} {...why}>
          {t('package.next-compare')}
        </Button>
      ) : null}
      {state.step === 'compare' ? (
        <Button kind="primary" onPress={() => void take()} {...why}>
          {t('package.take', { n: model.changes })}
        </Button>
      ) : null}
    </>
  );
}
