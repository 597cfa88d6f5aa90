import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import type { Sketch } from '../../../../shared/map/sketch.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import { formSections } from '../../../forms/form-model.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useTool } from '../../../state/tool.ts';

/** What a feature must have before its drawing can be finished; kept with the drawing. */
export function DraftForm({ sketch, layer }: { readonly sketch: Sketch; readonly layer: LayerState }) {
  const { t } = useText();
  const sketchAction = useTool((state) => state.sketchAction);
  const fields = formSections(layer.schema).flatMap((section) =>
    section.id === 'main' ? section.fields.filter(({ field }) => field.required) : [],
  );
  if (fields.length === 0) return null;
  return (
    <section className="sec">
      <h4>{t('ui.form.main')}</h4>
      <div className="form">
        {fields.map((item) => (
          <FieldInput
            key={item.field.name}
            item={item}
            value={sketch.fields[item.field.name] ?? null}
            onCommit={(value) => {
              sketchAction({ type: 'set-field', name: item.field.name, value });
              return Promise.resolve(true);
            }}
          />
        ))}
      </div>
    </section>
  );
}
