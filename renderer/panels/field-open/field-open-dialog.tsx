import { useEffect, useRef, useState } from 'react';
import type { Progress as ProgressOf } from '../../../shared/bridge/contract.ts';
import type { ChosenFile, ChosenPackage } from '../../../shared/bridge/shell-contract.ts';
import type { Failure } from '../../../shared/result.ts';
import { onServices, services, shellClient } from '../../bridge/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { closeFieldPackage, useFieldOpen } from '../../state/field-open.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { TextField } from '../../ui/text-field.tsx';
import '../../ui/form-dialog.css';
import './field-open.css';

/** 打开外业任务包: unpacks a package into a folder of its own and opens what was in it. */
export function FieldOpenDialog() {
  const chosen = useFieldOpen((state) => state.chosen);
  return chosen === null ? null : <Chosen key={chosen.token} chosen={chosen} />;
}

/** How a package is locked; null while it is being looked at. */
function useLock({ token }: ChosenPackage): {
  readonly locked: boolean | null;
  readonly failure: Failure | null;
} {
  const [state, setState] = useState<{ locked: boolean | null; failure: Failure | null }>({
    locked: null,
    failure: null,
  });
  useEffect(() => {
    let current = true;
    // The dialog may be there before the services are: the app can be started with a package.
    const stop = onServices(({ query }) => {
      void query.boxPeek({ file: token }).then((header) => {
        if (!current) return;
        if (!header.ok) setState({ locked: null, failure: header.error });
        else if (header.value.kind !== 'field')
          setState({ locked: null, failure: { code: 'exchange.not-field-box' } });
        else setState({ locked: header.value.lock.cipher !== 'none', failure: null });
      });
    });
    return () => {
      current = false;
      stop();
    };
  }, [token]);
  return state;
}

function Chosen({ chosen }: { readonly chosen: ChosenPackage }) {
  const { t, failure: say } = useText();
  const [folder, setFolder] = useState<ChosenFile>(chosen.folder);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [progress, setProgress] = useState<ProgressOf | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const abort = useRef<AbortController | null>(null);
  const lock = useLock(chosen);
  useEffect(() => () => abort.current?.abort(), []);

  const change = async (): Promise<void> => {
    const other = await shellClient().chooseFieldFolder({ suggested: folder.name });
    if (!other.ok) setFailure(other.error);
    else if (other.value !== null) setFolder(other.value);
  };
  const run = async (): Promise<void> => {
    const query = services()?.query;
    if (query === undefined) return;
    setBusy(true);
    setFailure(null);
    abort.current = new AbortController();
    const unpacked = await query.fieldUnpack(
      { file: chosen.token, folder: folder.token, passphrase: lock.locked === true ? passphrase : null },
      { signal: abort.current.signal, onProgress: setProgress },
    );
    const opened = unpacked.ok ? await shellClient().openUnpacked({ folder: folder.token }) : unpacked;
    setBusy(false);
    setProgress(null);
    if (opened.ok) closeFieldPackage();
    else setFailure(opened.error.code === 'cancelled' ? null : opened.error);
  };
  const shown = lock.failure ?? failure;
  const reason =
    lock.failure !== null
      ? say(lock.failure)
      : lock.locked === null
        ? t('field-open.looking')
        : lock.locked && passphrase === ''
          ? t('send.need.passphrase')
          : null;
  const label = t('field-open.working');
  const footer = busy ? (
    <>
      <Button kind="bare" onPress={() => abort.current?.abort()}>
        {t('ui.cancel')}
      </Button>
      <span className="cap">{progress === null ? label : t(progress.stage, progress.params)}</span>
      <span className="grow">
        <Progress label={label} share={progress?.share ?? null} />
      </span>
    </>
  ) : (
    <>
      <Button kind="bare" onPress={closeFieldPackage}>
        {t('ui.cancel')}
      </Button>
      <span className="grow cap">
        {shown === null ? null : (
          <span className="form-failed" role="alert">
            {say(shown)}
          </span>
        )}
      </span>
      <Button kind="primary" onPress={() => void run()} {...(reason === null ? {} : { reason })}>
        {t('field-open.run')}
      </Button>
    </>
  );
  return (
    <Dialog
      title={t('field-open.title')}
      className="form field-open"
      closeLabel={t('ui.close')}
      onClose={closeFieldPackage}
      busy={busy}
      footer={footer}
    >
      <dl className="field-open-facts">
        <dt>{t('field-open.file')}</dt>
        <dd className="el">{chosen.name}</dd>
        <dt>{t('field-open.folder')}</dt>
        <dd className="field-open-folder">
          <span className="el path" title={folder.name}>
            {folder.name}
          </span>
          <Button kind="link" onPress={() => void change()}>
            {t('field-open.change')}
          </Button>
        </dd>
      </dl>
      {lock.locked === true ? (
        <form
          aria-label={t('field-open.title')}
          onSubmit={(event) => {
            event.preventDefault();
            if (reason === null) void run();
          }}
        >
          <TextField
            label={t('send.passphrase')}
            secret
            autoFocus
            value={passphrase}
            onChange={setPassphrase}
            hint={t('field-open.passphrase-hint')}
          />
        </form>
      ) : null}
      {lock.locked === false ? <p className="mut">{t('field-open.not-locked')}</p> : null}
      <p className="cap">{t('field-open.why')}</p>
    </Dialog>
  );
}
