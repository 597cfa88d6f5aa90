import { areaNumber, type AreaUnit } from '../../../../shared/i18n/format.ts';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import type { FieldValue } from '../../../../shared/model/record.ts';
import { valueText } from '../../../i18n/field-text.ts';
import { useText } from '../../../i18n/use-text.ts';

/** One value as it is read; classes and zones with their code. */
export function Cell({
  schema,
  field,
  unit,
  value,
}: {
  readonly schema: LayerSchema;
  readonly field: string;
  readonly unit: AreaUnit | null;
  readonly value: FieldValue;
}) {
  const { language } = useText();
  if (unit !== null && typeof value === 'number') return areaNumber(value, unit);
  const said = valueText(schema, field, value, language);
  const coded = typeof value === 'string' && value !== said && /\d/.test(value);
  return coded ? (
    <>
      {said} <span className="mut path">{value}</span>
    </>
  ) : (
    said
  );
}
