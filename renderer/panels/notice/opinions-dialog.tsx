import { FileJson, MessageSquareText } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty } from '../../ui/empty.tsx';
import { useOpinions, type OpinionsModel } from './use-opinions.ts';
import '../../ui/form-dialog.css';
import './notice.css';

/** Opinions shown before they are taken in. */
const SHOWN = 100;

/** 导入公示意见: files that people saved from the public page, looked through before anything is written. */
export function OpinionsDialog() {
  const { t, failure } = useText();
  const close = useDialogs((state) => state.close);
  const model = useOpinions();
  const { read, fresh, busy } = model;
  const choose = (
    <Button
      {...(read === null ? { kind: 'primary' as const } : {})}
      onPress={() => void model.choose()}
      disabled={busy}
    >
      <FileJson className="i" />
      {t('notice.choose-files')}
    </Button>
  );
  const run = async (): Promise<void> => {
    if (await model.run()) close();
  };
  return (
    <Dialog
      title={t('notice.import-title')}
      className="form opinions"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={busy}
      footer={
        <>
          <Button kind="bare" onPress={close}>
            {t('ui.cancel')}
          </Button>
          <span className="grow cap">
            {model.failure === null ? (
              read === null ? null : (
                t('notice.one-step')
              )
            ) : (
              <span className="form-failed" role="alert">
                {failure(model.failure)}
              </span>
            )}
          </span>
          {read === null ? null : choose}
          {read === null ? null : (
            <Button
              kind="primary"
              disabled={busy && fresh > 0}
              onPress={() => void run()}
              {...(fresh === 0 ? { reason: t('error.notice.nothing-new') } : {})}
            >
              {t('notice.import-run', { n: fresh })}
            </Button>
          )}
        </>
      }
    >
      {read === null ? (
        <Empty icon={<MessageSquareText />} title={t('notice.import-empty')} actions={choose}>
          {t('notice.import-text')}
        </Empty>
      ) : (
        <Found model={model} />
      )}
    </Dialog>
  );
}

function Found({ model: { read, files } }: { readonly model: OpinionsModel }) {
  const { t, failure } = useText();
  if (read === null) return null;
  const all = read.notices.flatMap(({ opinions }) => opinions);
  return (
    <>
      <table className="tbl">
        <thead>
          <tr>
            <th>{t('notice.found.notice')}</th>
            <th className="n">{t('notice.found.new')}</th>
            <th className="n">{t('notice.found.known')}</th>
            <th className="n">{t('notice.found.strange')}</th>
          </tr>
        </thead>
        <tbody>
          {read.notices.map(({ notice, title, opinions, known, strange }) => (
            <tr key={notice}>
              <td title={title}>{title}</td>
              <td className="n">{opinions.length}</td>
              <td className="n">{known}</td>
              <td className="n">{strange}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="cap">{t('notice.found.files', { n: files, repeated: read.repeated })}</p>
      {read.refused.length === 0 ? null : (
        <ul className="notes">
          {read.refused.map(({ file, failure: why }, i) => (
            <li key={`${file} ${i}`}>
              <span className="form-failed">{t('cli.opinions-refused', { file, why: failure(why) })}</span>
            </li>
          ))}
        </ul>
      )}
      {all.length === 0 ? null : (
        <div className="opinions-list">
          <table className="tbl">
            <thead>
              <tr>
                <th className="n">{t('notice.page.number')}</th>
                <th>{t('notice.page.text')}</th>
              </tr>
            </thead>
            <tbody>
              {all.slice(0, SHOWN).map(({ id, number, text }) => (
                <tr key={id}>
                  <td className="n">{number ?? '—'}</td>
                  <td title={text}>{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
