import { KeyRound, X } from 'lucide-react';
import { FIELD_NAMINGS } from '../../../../shared/export/out-fields.ts';
import { isSafeName } from '../../../../shared/package/paths.ts';
import { STRUCTURE } from '../../../../shared/package/structure.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useVersions } from '../../../state/versions.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { MakeModel } from '../use-make.ts';

const NOW = 'now';

/** Version, form, formats and the key that signs. */
export function FormChoice({ model }: { readonly model: MakeModel }) {
  const { t } = useText();
  const { choices, formats } = model.state;
  const versions = useVersions((state) => state.versions) ?? [];
  return (
    <>
      <section className="package-fields">
        <Select
          label={t('package.version')}
          choices={[
            { id: NOW, label: t('package.version-now') },
            ...versions.toReversed().map(({ uid, name, plan, standing, seq }) => ({
              id: uid,
              label: `${plan === null ? t('compare.whole') : t(`plan.${plan}`)} ${name}`,
              note: `${t(`compare.standing.${standing}`)} · ${t('compare.step', { seq })}`,
            })),
          ]}
          value={choices.version ?? NOW}
          onChange={(id) => model.change({ version: id === NOW ? null : id })}
        />
        <TextField
          label={t('package.stage')}
          value={choices.stage}
          placeholder={t('package.stage-example')}
          onChange={(stage) => model.change({ stage })}
        />
      </section>
      <section className="package-pair">
        <h3 className="form-head">{t('package.kind')}</h3>
        <Segmented
          label={t('package.kind')}
          value={choices.kind}
          choices={(['zip', 'folder'] as const).map((id) => ({ id, content: t(`package.kind.${id}`) }))}
          onChange={(kind) => model.change({ kind })}
        />
      </section>
      <section className="package-pair">
        <h3 className="form-head">{t('export.naming')}</h3>
        <Segmented
          label={t('export.naming')}
          value={choices.naming}
          choices={FIELD_NAMINGS.map((id) => ({ id, content: t(`export.naming.${id}`) }))}
          onChange={(naming) => model.change({ naming })}
        />
      </section>
      <section className="package-formats">
        <h3 className="form-head">{t('package.formats')}</h3>
        <Checkbox selected disabled onChange={() => {}}>
          <span className="grow">{t('export.format.geopackage')}</span>
          <span className="mut">{t('package.format-main')}</span>
        </Checkbox>
        {formats.map(({ id }) => (
          <Checkbox
            key={id}
            selected={choices.formats.includes(id)}
            onChange={(on) =>
              model.change({
                formats: formats
                  .map((one) => one.id)
                  .filter((one) => (one === id ? on : choices.formats.includes(one))),
              })
            }
          >
            {t(`export.format.${id}`)}
          </Checkbox>
        ))}
      </section>
      <KeyChoice model={model} />
      <Structure model={model} />
    </>
  );
}

/** The folders of the deliverable: the stated names, each with whether it is verified, and the user's own. */
function Structure({ model }: { readonly model: MakeModel }) {
  const { t, name: inLanguage } = useText();
  const { folders } = model.state.choices;
  return (
    <section>
      <h3 className="form-head">
        {t('package.structure')}
        <span className="cap">{t('package.structure-why')}</span>
      </h3>
      <ul className="package-structure">
        {STRUCTURE.folders.map(({ key, name, verified, label }) => {
          const own = folders[key];
          const wrong = own !== undefined && !isSafeName(own.trim());
          return (
            <li key={key}>
              <TextField
                label={t('package.folder-name', { folder: inLanguage(label) })}
                hideLabel
                value={own ?? name}
                onChange={(value) => model.change({ folders: { ...folders, [key]: value } })}
                {...(wrong ? { error: t('package.folder-wrong') } : {})}
              />
              {own === undefined || own === name ? (
                <span className={verified === 'yes' ? 'tag ok' : 'tag warn'}>
                  {t(`verified.${verified}`)}
                </span>
              ) : (
                <span className="tag">{t('package.folder-own')}</span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The bureau's key: chosen for this once, and not kept. */
function KeyChoice({ model }: { readonly model: MakeModel }) {
  const { t } = useText();
  const { key, passphrase } = model.state.choices;
  return (
    <section>
      <h3 className="form-head">
        {t('package.signature')}
        <span className="cap">{t('package.signature-why')}</span>
      </h3>
      {key === null ? (
        <Button onPress={() => void model.chooseKey()}>
          <KeyRound className="i" />
          {t('package.choose-key')}
        </Button>
      ) : (
        <div className="package-key">
          <KeyRound className="i" />
          <span className="grow el path">{key.name}</span>
          <IconButton label={t('package.no-key')} onPress={() => model.change({ key: null, passphrase: '' })}>
            <X className="i" />
          </IconButton>
          <TextField
            label={t('package.passphrase')}
            secret
            value={passphrase}
            placeholder={t('package.passphrase-none')}
            onChange={(value) => model.change({ passphrase: value })}
          />
        </div>
      )}
    </section>
  );
}
