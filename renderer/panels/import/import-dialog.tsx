import { useEffect } from 'react';
import { oldCrsByEpsg } from '../../../shared/crs/old-datum.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayers } from '../../state/layers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Steps } from '../../ui/steps.tsx';
import { readShift } from './shift-model.ts';
import { bookMissing } from './class-model.ts';
import { FieldsStep } from './parts/fields-step.tsx';
import { FileStep } from './parts/file-step.tsx';
import { ReportStep } from './parts/report-step.tsx';
import { useImport, type ImportModel, type ImportStep } from './use-import.ts';
import '../../ui/form-dialog.css';
import './import.css';

const STEPS: readonly ImportStep[] = ['file', 'fields', 'report'];

/** Bringing a file into a layer: nothing is guessed, nothing is in the blueprint before the last step. */
export function ImportDialog() {
  const { t } = useText();
  const { layer, close } = useDialogs();
  const model = useImport(layer);
  const { state } = model;
  const { choose } = model;
  // The file is what the dialog is for: the chooser opens with it.
  useEffect(() => void choose(), []); // oxlint-disable-line react-hooks/exhaustive-deps
  return (
    <Dialog
      title={state.file === null ? t('ui.import') : t('ui.import.title', { file: state.file.name })}
      className="form import"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={state.busy === 'committing'}
      footer={<Foot model={model} onClose={close} />}
    >
      <Steps steps={STEPS.map((id) => ({ id, label: t(`ui.import.step.${id}`) }))} current={state.step} />
      {state.step === 'file' ? <FileStep model={model} /> : null}
      {state.step === 'fields' ? <FieldsStep model={model} /> : null}
      {state.step === 'report' ? <ReportStep model={model} /> : null}
    </Dialog>
  );
}

/** Why the next step cannot be taken yet. */
function useReason({ state }: ImportModel): string | undefined {
  const { t } = useText();
  const layer = useLayers((all) => all.layers?.find(({ schema }) => schema.id === state.layer));
  if (state.layer === null || layer === undefined) return t('ui.import.need-layer');
  if (state.epsg === null) return t('ui.import.need-crs');
  if (oldCrsByEpsg(state.epsg) !== undefined && readShift(state.shift) === null)
    return t('import.need-shift');
  if (bookMissing(state.classes, state.mapping)) return t('import.need-book');
  return undefined;
}

function Foot({ model, onClose }: { readonly model: ImportModel; readonly onClose: () => void }) {
  const { t, failure } = useText();
  const { state } = model;
  const reason = useReason(model);
  const working = state.busy === 'staging' || state.busy === 'committing' || state.busy === 'probing';
  const finish = async (): Promise<void> => {
    if (await model.commit()) onClose();
  };
  return (
    <>
      {working ? (
        <>
          <Button kind="bare" onPress={model.cancel}>
            {t('ui.cancel')}
          </Button>
          <span className="cap">
            {state.progress
              ? t(state.progress.stage, state.progress.params)
              : t(`ui.import.busy.${state.busy}`)}
          </span>
          <span className="grow">
            <Progress label={t(`ui.import.busy.${state.busy}`)} share={state.progress?.share ?? null} />
          </span>
        </>
      ) : (
        <>
          <Button kind="bare" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <span className="grow cap">
            {state.failure === null || state.step === 'file' ? (
              t('ui.import.one-step')
            ) : (
              <span className="form-failed" role="alert">
                {failure(state.failure)}
              </span>
            )}
          </span>
        </>
      )}
      {state.step === 'file' ? null : (
        <Button onPress={model.back} disabled={working}>
          {t('ui.back')}
        </Button>
      )}
      {state.step === 'fields' ? (
        <Button
          kind="primary"
          disabled={working}
          onPress={() => void model.stage()}
          {...(reason === undefined ? {} : { reason })}
        >
          {t('ui.import.next-report')}
        </Button>
      ) : null}
      {state.step === 'report' ? (
        <Button kind="primary" disabled={working} onPress={() => void finish()}>
          {t('ui.import.commit', { n: state.report?.staged ?? 0 })}
        </Button>
      ) : null}
    </>
  );
}
