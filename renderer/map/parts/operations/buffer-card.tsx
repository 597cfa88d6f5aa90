import { useState } from 'react';
import { formSections } from '../../../forms/form-model.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { useSelection } from '../../../state/selection.ts';
import { useToolOptions } from '../../../state/tool-options.ts';
import type { Fields } from '../../../../shared/model/record.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { fitBy } from '../../tools/fit.ts';
import { FitOptions } from '../options/fit-options.tsx';
import { NumberOption } from '../options/number-option.tsx';
import { PREVIEWED } from './limits.ts';
import { selectWritten } from '../../run-command.ts';
import { OperationCard } from './operation-card.tsx';

const CORNERS = ['round', 'mitre', 'square'] as const;

/** New features around (or, with a negative distance, inside) the selected ones. */
export function BufferCard() {
  const { t, name } = useText();
  const refs = useSelection((state) => state.refs);
  const layers = useLayers((state) => state.layers) ?? [];
  const active = useLayers((state) => state.active);
  const targets = layers.filter(
    ({ schema, locked }) => !locked && !schema.readOnly && (schema.geometry ?? '').endsWith('POLYGON'),
  );
  const options = useToolOptions();
  const [distanceM, setDistance] = useState(50);
  const [corners, setCorners] = useState<(typeof CORNERS)[number]>('round');
  const [dissolve, setDissolve] = useState(false);
  const [into, setInto] = useState(
    targets.find(({ schema }) => schema.id === active)?.schema.id ?? targets[0]?.schema.id ?? null,
  );
  const [fields, setFields] = useState<Fields>({});
  const schema = targets.find((one) => one.schema.id === into)?.schema;
  const required = (schema ? formSections(schema) : [])
    .flatMap((section) => section.fields)
    .filter(({ field, readOnly }) => field.required && !readOnly);
  const lacking = required.some(({ field }) => fields[field.name] == null);
  return (
    <OperationCard
      title={t('map.operation.buffer', { n: refs.length })}
      command="buffer-features"
      params={
        refs.length > 0 && into && !lacking
          ? { refs, distanceM, corners, dissolve, into, fields, ...fitBy(options) }
          : null
      }
      previews={refs.length <= PREVIEWED}
      note={t('map.operation.buffer.note')}
      onDone={(commit) => into && void selectWritten(commit, into, dissolve ? 1 : refs.length)}
    >
      <NumberOption
        label={t('map.operation.distance')}
        unit={t('unit.m')}
        value={distanceM}
        onCommit={(value) => {
          if (value === null || value === 0 || Math.abs(value) > 100_000) return false;
          setDistance(value);
          return true;
        }}
      />
      <div className="row">
        <span>{t('map.operation.corners')}</span>
        <Segmented
          label={t('map.operation.corners')}
          value={corners}
          choices={CORNERS.map((id) => ({ id, content: t(`map.operation.corners.${id}`) }))}
          onChange={setCorners}
        />
      </div>
      <Checkbox selected={dissolve} onChange={setDissolve}>
        {t('map.operation.dissolve')}
      </Checkbox>
      <FitOptions />
      <Select
        label={t('map.operation.into')}
        value={into}
        choices={targets.map((one) => ({ id: one.schema.id, label: name(one.schema.name) }))}
        onChange={(layer) => {
          setInto(layer);
          setFields({});
        }}
      />
      <div className="form">
        {required.map((item) => (
          <FieldInput
            key={`${into} ${item.field.name}`}
            item={item}
            value={fields[item.field.name] ?? null}
            onCommit={(value) => {
              setFields((before) => ({ ...before, [item.field.name]: value }));
              return Promise.resolve(true);
            }}
          />
        ))}
      </div>
    </OperationCard>
  );
}
