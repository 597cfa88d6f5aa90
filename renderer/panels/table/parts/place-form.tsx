import { useState } from 'react';
import { allRows, type RowFilter } from '../../../../shared/bridge/rows-schemas.ts';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { notify, notifyFailure } from '../../../state/notices.ts';
import { selectByLocation } from '../../../state/select-by.ts';
import { selectedFids } from '../../../state/selected-fids.ts';
import type { SelectMode } from '../../../state/selection.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';

const HOW = ['within', 'touches', 'distance'] as const;
const MODES: readonly SelectMode[] = ['set', 'add', 'remove', 'within'];

/** Selects rows by how they lie to features of another layer. */
export function PlaceForm({
  layer,
  layers,
  filter,
}: {
  readonly layer: LayerState;
  readonly layers: readonly LayerState[];
  readonly filter: RowFilter | null;
}) {
  const { t, name } = useText();
  const others = layers.filter(({ schema, count }) => schema.geometry !== null && count > 0);
  const [of, setOf] = useState<string | null>(null);
  const [how, setHow] = useState<(typeof HOW)[number]>('touches');
  const [metres, setMetres] = useState('100');
  const [mode, setMode] = useState<SelectMode>('set');
  const [only, setOnly] = useState(false);
  const [running, setRunning] = useState(false);
  const distance = Number(metres);
  const wrong = how === 'distance' && !(metres.trim() !== '' && distance >= 0 && distance <= 100_000);
  const run = async (): Promise<void> => {
    if (of === null || filter === null) return;
    setRunning(true);
    const fids = only ? await selectedFids(of) : null;
    const question = { filter, of: { ...allRows(of), fids }, how, metres: how === 'distance' ? distance : 0 };
    const found = await selectByLocation(question, mode);
    setRunning(false);
    if (found.ok) notify('info', 'table.found', { n: found.value, name: name(layer.schema.name) });
    else notifyFailure(found.error);
  };
  const reason = of === null ? t('table.reason-layer') : wrong ? t('table.reason-metres') : undefined;
  return (
    <div className="edit-pane">
      <p className="cap">{t('table.place-note', { name: name(layer.schema.name) })}</p>
      <Select
        label={t('table.how')}
        value={how}
        choices={HOW.map((id) => ({ id, label: t(`table.how-${id}`) }))}
        onChange={(id) => setHow(id as (typeof HOW)[number])}
      />
      {how === 'distance' ? (
        <TextField
          label={t('table.metres')}
          value={metres}
          onChange={setMetres}
          numeric
          unit={t('unit.m')}
          {...(wrong ? { error: t('table.reason-metres') } : {})}
        />
      ) : null}
      <Select
        label={t('table.other-layer')}
        value={of}
        placeholder={t('ui.choose')}
        choices={others.map(({ schema, count }) => ({
          id: schema.id,
          label: name(schema.name),
          note: String(count),
        }))}
        onChange={setOf}
      />
      <Checkbox selected={only} onChange={setOnly}>
        {t('table.only-selected-there')}
      </Checkbox>
      <Select
        label={t('table.mode')}
        value={mode}
        choices={MODES.map((id) => ({ id, label: t(`table.mode-${id}`) }))}
        onChange={(id) => setMode(id as SelectMode)}
      />
      <div className="pane-foot">
        <Button
          kind="primary"
          disabled={running}
          onPress={() => void run()}
          {...(reason === undefined ? {} : { reason })}
        >
          {t(running ? 'table.running' : 'table.select')}
        </Button>
      </div>
    </div>
  );
}
