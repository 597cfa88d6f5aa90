import { exportableFields } from '../../../../shared/export/out-fields.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import type { ExportModel } from '../use-export.ts';

/** Which fields of the one layer go out; with several layers all of them do. */
export function FieldsChoice({ model }: { readonly model: ExportModel }) {
  const { t, language } = useText();
  const { layers, fields, naming } = model.state.choices;
  const state = useLayer(layers.length === 1 ? (layers[0] ?? null) : null);
  if (state === undefined) return null;
  const all = exportableFields(state.schema);
  const names = all.map(({ name }) => name);
  const chosen = fields ?? names;
  const set = (next: readonly string[]): void =>
    model.change({ fields: next.length === names.length ? null : next });
  return (
    <section className="export-fields">
      <h3 className="form-head">
        {t('export.fields')}
        <span className="cap grow">{t('export.fields-chosen', { n: chosen.length, m: names.length })}</span>
        <Button kind="bare" onPress={() => set(chosen.length === names.length ? [] : names)}>
          {t(chosen.length === names.length ? 'export.none' : 'export.all')}
        </Button>
      </h3>
      <div className="export-list export-columns" role="group" aria-label={t('export.fields')}>
        {all.map((field) => (
          <Checkbox
            key={field.name}
            selected={chosen.includes(field.name)}
            onChange={(on) => set(names.filter((name) => (name === field.name ? on : chosen.includes(name))))}
          >
            <span className="grow el">{field.label[language]}</span>
            {naming === 'label' ? null : (
              <span className="mut code el">
                {naming === 'standard' ? (field.standardName ?? field.name) : field.name}
              </span>
            )}
          </Checkbox>
        ))}
      </div>
    </section>
  );
}
