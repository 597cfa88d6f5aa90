import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { LayersChoice } from './parts/layers-choice.tsx';
import { MapChoice } from './parts/map-choice.tsx';
import { NoticePreview } from './parts/notice-preview.tsx';
import { useNotice, type NoticeModel } from './use-notice.ts';
import '../../ui/form-dialog.css';
import './notice.css';

/** 公示版: what goes out, as what, and what it will look like. */
export function NoticeDialog() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const mark = useSession((state) => state.blueprint?.classification ?? null);
  const model = useNotice();
  return (
    <Dialog
      title={t('notice.title')}
      tags={mark === null ? null : <span className="tag">{t(`classification.${mark}`)}</span>}
      className="form notice"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={model.busy}
      footer={<Foot model={model} onClose={close} />}
    >
      <div className="form-two notice-two">
        <div className="form-col">
          <Words model={model} />
          <MapChoice model={model} />
          <LayersChoice model={model} />
        </div>
        <NoticePreview model={model} />
      </div>
    </Dialog>
  );
}

function Words({ model: { form, change } }: { readonly model: NoticeModel }) {
  const { t } = useText();
  return (
    <section className="notice-words">
      <TextField
        label={t('notice.field.title')}
        value={form.title}
        required
        mark={t('ui.required')}
        onChange={(title) => change({ title })}
      />
      <div className="notice-days">
        <TextField
          label={t('notice.field.from')}
          value={form.from}
          placeholder="2026-12-01"
          onChange={(from) => change({ from: from.trim() })}
        />
        <TextField
          label={t('notice.field.until')}
          value={form.until}
          placeholder="2026-12-30"
          onChange={(until) => change({ until: until.trim() })}
        />
      </div>
      <TextField
        label={t('notice.field.contact')}
        value={form.contact}
        placeholder={t('notice.field.contact-hint')}
        onChange={(contact) => change({ contact })}
      />
      <TextField
        label={t('notice.field.intro')}
        value={form.intro}
        multiline
        onChange={(intro) => change({ intro })}
      />
    </section>
  );
}

function Foot({ model, onClose }: { readonly model: NoticeModel; readonly onClose: () => void }) {
  const { t, failure } = useText();
  const { missing, busy } = model;
  const run = async (): Promise<void> => {
    if (await model.run()) onClose();
  };
  return (
    <>
      <Button kind="bare" onPress={onClose}>
        {t('ui.cancel')}
      </Button>
      <span className="grow cap">
        {model.failure === null ? (
          t('notice.promise')
        ) : (
          <span className="form-failed" role="alert">
            {failure(model.failure)}
          </span>
        )}
      </span>
      <Button
        kind="primary"
        disabled={busy}
        onPress={() => void run()}
        {...(missing === null ? {} : { reason: t(missing) })}
      >
        {t('notice.run')}
      </Button>
    </>
  );
}
