import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FieldsChoice } from './parts/fields-choice.tsx';
import { FormChoice } from './parts/form-choice.tsx';
import { LayersChoice } from './parts/layers-choice.tsx';
import { Report } from './parts/report.tsx';
import { useExport, type ExportModel } from './use-export.ts';
import '../../ui/form-dialog.css';
import './export.css';

/** Layers, or what is selected of them, into a file of another format. */
export function ExportDialog() {
  const { t } = useText();
  const { open, layer, close } = useDialogs();
  const model = useExport(layer, open === 'export-selected');
  const mark = useSession((state) => state.blueprint?.classification ?? null);
  const { report, formats, busy } = model.state;
  return (
    <Dialog
      title={t('export.title')}
      tags={mark === null ? null : <span className="tag">{t(`classification.${mark}`)}</span>}
      className="form export"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={busy}
      footer={<Foot model={model} onClose={close} />}
    >
      {report !== null ? (
        <Report report={report} />
      ) : formats === null ? (
        <Skeleton rows={8} label={t('export.title')} />
      ) : (
        <div className="form-two export-two">
          <div className="form-col">
            <LayersChoice model={model} />
            <FieldsChoice model={model} />
          </div>
          <div className="form-col">
            <FormChoice model={model} />
          </div>
        </div>
      )}
    </Dialog>
  );
}

/** Why nothing can be written yet. */
function reasonKey({ state }: ExportModel): string | null {
  const { layers, fields } = state.choices;
  if (layers.length === 0) return 'error.export.no-layers';
  return fields !== null && fields.length === 0 && layers.length === 1 ? 'export.no-fields' : null;
}

function Foot({ model, onClose }: { readonly model: ExportModel; readonly onClose: () => void }) {
  const { t, failure } = useText();
  const { busy, progress, failure: failed, report } = model.state;
  const reason = reasonKey(model);
  if (busy) {
    return (
      <>
        <Button kind="bare" onPress={model.cancel}>
          {t('ui.cancel')}
        </Button>
        <span className="cap">{t('import.stage.export')}</span>
        <span className="grow">
          <Progress label={t('import.stage.export')} share={progress?.share ?? null} />
        </span>
      </>
    );
  }
  if (report !== null) {
    return (
      <>
        <span className="grow" />
        <Button onPress={model.again}>{t('ui.back')}</Button>
        <Button kind="primary" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </>
    );
  }
  const run = async (): Promise<void> => {
    if (await model.run()) onClose();
  };
  return (
    <>
      <Button kind="bare" onPress={onClose}>
        {t('ui.cancel')}
      </Button>
      <span className="grow cap">
        {failed === null ? (
          t('export.promise')
        ) : (
          <span className="form-failed" role="alert">
            {failure(failed)}
          </span>
        )}
      </span>
      <Button
        kind="primary"
        disabled={model.format === undefined}
        onPress={() => void run()}
        {...(reason === null ? {} : { reason: t(reason) })}
      >
        {t('export.run')}
      </Button>
    </>
  );
}
