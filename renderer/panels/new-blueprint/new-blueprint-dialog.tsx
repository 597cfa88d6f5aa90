import { useState } from 'react';
import { CRS_CATALOGUE } from '../../../shared/crs/catalogue.ts';
import { zoneText } from '../../i18n/zone-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { createBlueprint } from '../../state/files.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { EMPTY_FORM, problemsOf, toBlueprint, type BlueprintForm } from './blueprint-form.ts';
import './new-blueprint.css';

const ZONES = CRS_CATALOGUE.filter((crs) => crs.zoneWidth === 3 && crs.prefixed);
const MARKS = ['public', 'internal', 'secret'] as const;

/** Name, county, zone and classification of a new blueprint; then the shell asks where to keep it. */
export function NewBlueprintDialog() {
  const { t, language } = useText();
  const close = useDialogs((state) => state.close);
  const [form, setForm] = useState<BlueprintForm>(EMPTY_FORM);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const problems = problemsOf(form);
  const change = (patch: Partial<BlueprintForm>): void => setForm({ ...form, ...patch });
  const problem = (field: keyof typeof problems) => {
    const key = tried ? problems[field] : undefined;
    return key === undefined ? {} : { error: t(key) };
  };
  const create = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(problems).length > 0) return;
    setBusy(true);
    const made = await createBlueprint(toBlueprint(form));
    setBusy(false);
    if (made.ok && made.value !== null) close();
  };
  const shell = { required: true, mark: t('ui.required') };
  return (
    <Dialog
      title={t('ui.new-blueprint')}
      closeLabel={t('ui.close')}
      onClose={close}
      busy={busy}
      footer={
        <>
          <span className="cap grow">{t('ui.new.next')}</span>
          <Button onPress={close} disabled={busy}>
            {t('ui.cancel')}
          </Button>
          <Button kind="primary" onPress={() => void create()} disabled={busy}>
            {t('ui.new.create')}
          </Button>
        </>
      }
    >
      <div className="new-form">
        <TextField
          {...shell}
          {...problem('name')}
          label={t('ui.new.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          placeholder={t('ui.new.name-example')}
          autoFocus
        />
        <div className="two">
          <TextField
            {...shell}
            {...problem('countyName')}
            label={t('ui.new.county-name')}
            value={form.countyName}
            onChange={(countyName) => change({ countyName })}
          />
          <TextField
            {...shell}
            {...problem('countyCode')}
            label={t('ui.new.county-code')}
            value={form.countyCode}
            onChange={(countyCode) => change({ countyCode })}
            numeric
          />
        </div>
        <Select
          label={t('ui.new.zone')}
          hint={t('ui.new.zone-hint')}
          choices={[
            { id: '', label: t('ui.new.zone-later') },
            ...ZONES.map((crs) => ({
              id: String(crs.epsg),
              label: zoneText(crs, language),
              note: `EPSG:${crs.epsg}`,
            })),
          ]}
          value={form.zone}
          onChange={(zone) => change({ zone })}
        />
        <Select
          label={t('ui.new.classification')}
          hint={t('ui.new.classification-hint')}
          choices={MARKS.map((id) => ({ id, label: t(`classification.${id}`) }))}
          value={form.classification}
          onChange={(id) => change({ classification: id as BlueprintForm['classification'] })}
        />
      </div>
    </Dialog>
  );
}
