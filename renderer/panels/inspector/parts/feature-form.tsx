import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import type { FeatureRecord, FieldValue } from '../../../../shared/model/record.ts';
import { useText } from '../../../i18n/use-text.ts';
import { editAttributes } from '../../../state/edit.ts';
import { notifyFailure } from '../../../state/notices.ts';
import { useSession } from '../../../state/session.ts';
import { formSections, type FormField } from '../../../forms/form-model.ts';
import { FieldInput } from '../../../forms/field-input.tsx';

/** The form of a feature, made from its layer's schema. Each field is one step of its own when it is left. */
export function FeatureForm({
  feature,
  layer,
}: {
  readonly feature: FeatureRecord;
  readonly layer: LayerState;
}) {
  const { t } = useText();
  const fileReadOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const locked = fileReadOnly || layer.locked;
  const commit = async (field: string, value: FieldValue): Promise<boolean> => {
    const done = await editAttributes({ table: feature.layer, uid: feature.uid }, feature.rev, {
      [field]: value,
    });
    if (!done.ok) notifyFailure(done.error);
    return done.ok;
  };
  return formSections(layer.schema).map(({ id, fields }) =>
    fields.length === 0 ? null : (
      <section key={id} className="sec">
        <h4>
          {t(`ui.form.${id}`)}
          {layer.locked && !layer.schema.readOnly && id === 'main' ? (
            <span className="r">{t('ui.locked')}</span>
          ) : null}
        </h4>
        <div className="form">
          {fields.map((item: FormField) => (
            <FieldInput
              key={item.field.name}
              item={locked ? { ...item, readOnly: true } : item}
              value={feature.fields[item.field.name] ?? null}
              reading={feature}
              onCommit={(value) => commit(item.field.name, value)}
            />
          ))}
        </div>
      </section>
    ),
  );
}
