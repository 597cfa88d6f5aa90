import { useEffect } from 'react';
import type { Failure } from '../../../shared/result.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayers } from '../../state/layers.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Steps } from '../../ui/steps.tsx';
import { stagedCount } from './commit-import.ts';
import { chosenDrafts, several, stepsOf, type ImportStep } from './import-state.ts';
import { lacking } from './layer-draft.ts';
import { FieldsStep } from './parts/fields-step.tsx';
import { FileStep } from './parts/file-step.tsx';
import { LayersStep } from './parts/layers-step.tsx';
import { ReportStep } from './parts/report-step.tsx';
import { useClassColumns } from './use-class-columns.ts';
import { useImport, type ImportModel } from './use-import.ts';
import '../../ui/form-dialog.css';
import './import.css';
import './layers.css';

/** Bringing a file into a layer: nothing is guessed, nothing is in the blueprint before the last step. */
export function ImportDialog() {
  const { t } = useText();
  const { layer, close } = useDialogs();
  const model = useImport(layer);
  const { state } = model;
  const { choose } = model;
  useClassColumns(model);
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
      <Steps
        steps={stepsOf(state).map((id) => ({ id, label: t(stepText(id, several(state))) }))}
        current={state.step}
      />
      {state.step === 'file' ? <FileStep model={model} /> : null}
      {state.step === 'layers' ? <LayersStep model={model} /> : null}
      {state.step === 'fields' ? <FieldsStep model={model} /> : null}
      {state.step === 'report' ? <ReportStep model={model} /> : null}
    </Dialog>
  );
}

/** With several layers, which they are is a step of its own. */
const stepText = (step: ImportStep, many: boolean): string =>
  step === 'fields' && many ? 'import.step.fields' : `ui.import.step.${step}`;

/** Why the next step cannot be taken yet; the layer is named where there are several. */
function useReason({ state }: ImportModel): string | undefined {
  const { t } = useText();
  const schemas = (useLayers((all) => all.layers) ?? []).map(({ schema }) => schema);
  const chosen = chosenDrafts(state);
  if (chosen.length === 0) return t('import.need-one');
  for (const draft of chosen) {
    const lack = state.step === 'layers' && draft.target !== null ? null : lacking(draft, state, schemas);
    if (lack !== null)
      return several(state) ? t('import.in-layer', { layer: draft.source.name, text: t(lack) }) : t(lack);
  }
  return undefined;
}

/** A failure in words; of one layer among several, with that layer. */
function useFailureText(): (failed: Failure) => string {
  const { t, failure } = useText();
  return (failed) => {
    const layer = failed.params?.['inLayer'];
    return layer === undefined ? failure(failed) : t('import.in-layer', { layer, text: failure(failed) });
  };
}

function Foot({ model, onClose }: { readonly model: ImportModel; readonly onClose: () => void }) {
  const { t } = useText();
  const failure = useFailureText();
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
      {state.step === 'layers' ? (
        <Button
          kind="primary"
          disabled={working}
          onPress={model.next}
          {...(reason === undefined ? {} : { reason })}
        >
          {t('import.next-fields')}
        </Button>
      ) : null}
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
          {t('ui.import.commit', { n: stagedCount(state) })}
        </Button>
      ) : null}
    </>
  );
}
