import { useText } from '../../../i18n/use-text.ts';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { templateOf, withKeyLifted, type ServerForm } from '../server-model.ts';
import { WmtsHelp } from './wmts-help.tsx';

/** The description of a tile server, and which hosts it will be asked at. */
export function ServerFields({
  form,
  onChange,
  keyKept,
}: {
  readonly form: ServerForm;
  readonly onChange: (form: ServerForm) => void;
  /** A key is kept already; it stays while the field is empty. */
  readonly keyKept: boolean;
}) {
  const { t, failure } = useText();
  const change = (patch: Partial<ServerForm>): void => onChange({ ...form, ...patch });
  const template = templateOf(form);
  const typed = form.template.trim() !== '';
  return (
    <div className="background-fields">
      <TextField
        label={t('background.server-name')}
        value={form.name}
        onChange={(name) => change({ name })}
        required
        mark={t('ui.required')}
      />
      <TextField
        label={t('background.template')}
        value={form.template}
        onChange={(text) => change({ template: text })}
        onCommit={() => onChange(withKeyLifted(form))}
        multiline
        required
        mark={t('ui.required')}
        hint={t('background.template-hint')}
        {...(typed && !template.ok ? { error: failure(template.error) } : {})}
      />
      <WmtsHelp onTemplate={(text) => change({ template: text })} />
      <div className="two">
        <TextField
          label={t('background.key')}
          value={form.key}
          onChange={(key) => change({ key })}
          hint={t(keyKept ? 'background.key-kept' : 'background.key-hint')}
        />
        <TextField
          label={t('background.subdomains')}
          value={form.subdomains}
          onChange={(subdomains) => change({ subdomains })}
          hint={t('background.subdomains-hint')}
        />
      </div>
      <div className="three">
        <TextField
          label={t('background.min-zoom')}
          value={form.minZoom}
          onChange={(minZoom) => change({ minZoom })}
          numeric
        />
        <TextField
          label={t('background.max-zoom')}
          value={form.maxZoom}
          onChange={(maxZoom) => change({ maxZoom })}
          numeric
        />
        <Select
          label={t('background.tile-size')}
          value={form.tileSize}
          choices={[
            { id: '256', label: '256' },
            { id: '512', label: '512' },
          ]}
          onChange={(tileSize) => change({ tileSize: tileSize === '512' ? '512' : '256' })}
        />
      </div>
      <div className="two">
        <Select
          label={t('background.offset')}
          hint={t('background.offset-hint')}
          value={form.offset}
          choices={(['none', 'gcj02', 'unknown'] as const).map((id) => ({
            id,
            label: t(`background.offset.${id}`),
          }))}
          onChange={(offset) =>
            change({ offset: offset === 'none' || offset === 'gcj02' ? offset : 'unknown' })
          }
        />
        <TextField
          label={t('background.attribution')}
          value={form.attribution}
          onChange={(attribution) => change({ attribution })}
          hint={t('background.attribution-hint')}
        />
      </div>
      {template.ok ? (
        <p className="cap" role="note">
          {t('background.only-hosts', { hosts: template.value.hosts.join(', ') })}
          {template.value.secure ? '' : t('background.not-secure')}
        </p>
      ) : null}
    </div>
  );
}
