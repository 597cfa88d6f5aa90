import type { LayerSchema } from '../../../../shared/model/layer.ts';
import type { FieldValue } from '../../../../shared/model/record.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import { formSections } from '../../../forms/form-model.ts';
import { useText } from '../../../i18n/use-text.ts';
import { unfilled, type Mapping } from '../mapping-model.ts';

/** Required fields that the source does not bring: one value for all features, or left open and found by the check. */
export function Constants({
  schema,
  mapping,
  constants,
  onChange,
}: {
  readonly schema: LayerSchema;
  readonly mapping: Mapping;
  readonly constants: Readonly<Record<string, FieldValue>>;
  readonly onChange: (constants: Readonly<Record<string, FieldValue>>) => void;
}) {
  const { t } = useText();
  const open = new Set(unfilled(schema, mapping).map(({ name }) => name));
  if (open.size === 0) return null;
  // A constant may also be left out: then the field stays empty, which is allowed here and reported.
  const fields = formSections({ ...schema, readOnly: false })
    .flatMap((section) => section.fields)
    .filter(({ field }) => open.has(field.name))
    .map((item) => ({ ...item, field: { ...item.field, required: false } }));
  return (
    <section>
      <h3 className="form-head">
        {t('ui.import.constants')}
        <span className="cap">{t('ui.import.constants-hint')}</span>
      </h3>
      <div className="constants">
        {fields.map((item) => (
          <FieldInput
            key={item.field.name}
            item={item}
            value={constants[item.field.name] ?? null}
            onCommit={(value) => {
              onChange({ ...constants, [item.field.name]: value });
              return Promise.resolve(true);
            }}
          />
        ))}
      </div>
    </section>
  );
}
