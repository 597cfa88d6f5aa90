import { useMemo, useState } from 'react';
import {
  pasteableFields,
  suggestMapping,
  type MappingItem,
} from '../../../../shared/paste/suggest-mapping.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useClipboard } from '../../../state/clipboard.ts';
import { useLayer, useLayers } from '../../../state/layers.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import { formSections } from '../../../forms/form-model.ts';
import { useToolOptions } from '../../../state/tool-options.ts';
import { Select } from '../../../ui/select.tsx';
import { fitBy } from '../../tools/fit.ts';
import { FitOptions } from '../options/fit-options.tsx';
import { PREVIEWED } from './limits.ts';
import { selectWritten } from '../../run-command.ts';
import { OperationCard } from './operation-card.tsx';

/** Stands for a field that is left empty, or filled with one value for all. */
const NOTHING = '';

/** Copied features into the active layer: which of their fields fills which of its. */
export function PasteCard() {
  const { t, name } = useText();
  const kept = useClipboard((state) => state.kept);
  const active = useLayers((state) => state.active);
  const options = useToolOptions();
  const layer = useLayer(active)?.schema;
  const suggested = useMemo(() => (kept && layer ? suggestMapping(kept.schema, layer) : []), [kept, layer]);
  const [changed, setChanged] = useState<Readonly<Record<string, MappingItem | null>>>({});
  if (!kept || !layer) return null;
  const itemOf = (field: string): MappingItem | null =>
    Object.hasOwn(changed, field) ? changed[field]! : (suggested.find(({ to }) => to === field) ?? null);
  const fields = pasteableFields(layer);
  const mapping = fields.flatMap(({ name: field }) => itemOf(field) ?? []);
  const forms = formSections(layer).flatMap((section) => section.fields);
  const sources = kept.schema.fields.map((field) => ({ id: field.name, label: name(field.label) }));
  return (
    <OperationCard
      title={t('map.operation.paste', { n: kept.features.length, layer: name(layer.name) })}
      command="paste-features"
      params={{ into: layer.id, features: kept.features, mapping, ...fitBy(options) }}
      previews={kept.features.length <= PREVIEWED}
      note={t('map.operation.paste.note')}
      onDone={(commit) => void selectWritten(commit, layer.id, kept.features.length)}
    >
      {layer.geometry?.endsWith('POLYGON') ? <FitOptions /> : null}
      <div className="mapping">
        {fields.map((field) => {
          const item = itemOf(field.name);
          const form = forms.find((one) => one.field.name === field.name);
          const value = item && 'value' in item ? item.value : null;
          return (
            <div className="map-row" key={field.name}>
              <Select
                label={`${name(field.label)}${field.required ? ` · ${t('ui.required')}` : ''}`}
                value={item && 'from' in item ? item.from : NOTHING}
                choices={[{ id: NOTHING, label: t('map.operation.paste.value') }, ...sources]}
                onChange={(from) =>
                  setChanged({ ...changed, [field.name]: from === NOTHING ? null : { to: field.name, from } })
                }
              />
              {form && !(item && 'from' in item) ? (
                <FieldInput
                  item={form}
                  value={value}
                  onCommit={(next) => {
                    setChanged({
                      ...changed,
                      [field.name]: next === null ? null : { to: field.name, value: next },
                    });
                    return Promise.resolve(true);
                  }}
                />
              ) : null}
            </div>
          );
        })}
      </div>
    </OperationCard>
  );
}
