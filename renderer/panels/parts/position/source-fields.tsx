import { FolderOpen, RefreshCw } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { SourceFormState } from './use-source-form.ts';

const BAUD_RATES = [4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];
/** As fast as it was, several times as fast, and as fast as it can be read. */
const RATES = [1, 2, 5, 10, 60, 0];

/** What each kind of source asks for. */
export function SourceFields({ form: all }: { readonly form: SourceFormState }) {
  const { t } = useText();
  const { kind, form, change } = all;
  if (kind === 'serial') return <Serial {...all} />;
  if (kind === 'file') {
    return (
      <>
        <div className="row">
          <span className={all.file === null ? 'grow el mut' : 'grow el'}>
            {all.file?.name ?? t('position.file.none')}
          </span>
          <Button onPress={all.chooseFile}>
            <FolderOpen className="i" />
            {t('position.file.choose')}
          </Button>
        </div>
        <Select
          label={t('position.rate')}
          value={String(form.rate)}
          choices={RATES.map((rate) => ({
            id: String(rate),
            label: rate === 0 ? t('position.rate.most') : t('position.rate.times', { n: rate }),
          }))}
          onChange={(id) => change({ rate: Number(id) })}
        />
      </>
    );
  }
  const end = form[kind];
  return (
    <>
      <div className="pos-inline">
        <TextField
          label={t(`position.host.${kind}`)}
          value={end.host}
          onChange={(host) => change({ [kind]: { ...end, host } })}
        />
        <span className="pos-port">
          <TextField
            label={t('position.port')}
            numeric
            value={end.port}
            onChange={(port) => change({ [kind]: { ...end, port } })}
          />
        </span>
      </div>
      <p className="cap">{t('position.local-only')}</p>
    </>
  );
}

function Serial({ form, ports, change, listPorts }: SourceFormState) {
  const { t } = useText();
  const none = ports !== null && ports.length === 0;
  return (
    <>
      <div className="pos-inline">
        <Select
          label={t('position.serial')}
          value={form.path === '' ? null : form.path}
          placeholder={none ? t('position.serial.none') : ''}
          choices={(ports ?? []).map(({ path, label }) => ({
            id: path,
            label: path,
            ...(label === '' ? {} : { note: label }),
          }))}
          onChange={(path) => change({ path })}
        />
        <IconButton label={t('position.serial.again')} onPress={listPorts}>
          <RefreshCw className="i" />
        </IconButton>
      </div>
      <Select
        label={t('position.baud')}
        value={String(form.baudRate)}
        choices={BAUD_RATES.map((rate) => ({ id: String(rate), label: String(rate) }))}
        onChange={(id) => change({ baudRate: Number(id) })}
      />
      {none ? <p className="cap">{t('position.serial.none-why')}</p> : null}
    </>
  );
}
