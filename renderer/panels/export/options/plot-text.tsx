import { exportableFields } from '../../../../shared/export/out-fields.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { OwnOptionsProps } from './catalogue.ts';
import { HEAD_KEYS } from './plot-text-keys.ts';

const PURPOSES = ['approval', 'supply', 'one-map', 'enforcement', 'linkage', 'in-out-balance'] as const;
/** What a plot line says from fields; the keys are those of the format. */
const PARTS = ['number', 'name', 'use', 'classCode'] as const;
const HEAD = ['unit', 'date'] as const;
const AUTO = 'auto';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Purpose, head, fields and point names of a boundary-point file. */
export function PlotTextOptions({ value, layer, onChange }: OwnOptionsProps) {
  const { t, name } = useText();
  const schema = useLayer(layer)?.schema;
  const header = record(value['header']);
  const plot = record(value['plot']);
  const set = (patch: Readonly<Record<string, unknown>>): void => onChange({ ...value, ...patch });
  const setPart = (part: string, key: string): void => {
    const next = { ...plot, [part]: key === AUTO ? null : key };
    // With every part left to the writer the option itself goes.
    const { plot: _, ...rest } = value;
    onChange(Object.values(next).every((one) => one === null) ? rest : { ...rest, plot: next });
  };
  return (
    <>
      <Select
        label={t('export.txt.purpose')}
        value={textOf(value['purpose']) || PURPOSES[0]}
        choices={PURPOSES.map((id) => ({ id, label: t(`export.txt.purpose.${id}`) }))}
        onChange={(purpose) => set({ purpose })}
      />
      <div className="export-grid">
        {HEAD.map((id) => (
          <TextField
            key={id}
            label={t(`export.txt.${id}`)}
            value={textOf(header[HEAD_KEYS[id]])}
            onChange={(text) => set({ header: { ...header, [HEAD_KEYS[id]]: text } })}
          />
        ))}
        {schema === undefined
          ? null
          : PARTS.map((part) => (
              <Select
                key={part}
                label={t(`export.txt.${part}`)}
                value={textOf(plot[part]) || AUTO}
                choices={[
                  { id: AUTO, label: t('export.txt.auto') },
                  ...exportableFields(schema).map((field) => ({
                    id: field.name,
                    label: name(field.label),
                  })),
                ]}
                onChange={(key) => setPart(part, key)}
              />
            ))}
      </div>
      <section className="export-pair">
        <h3 className="form-head">{t('export.txt.points')}</h3>
        <Segmented
          label={t('export.txt.points')}
          value={value['prefixJ'] === false ? 'plain' : 'j'}
          choices={[
            { id: 'j', content: 'J1' },
            { id: 'plain', content: '1' },
          ]}
          onChange={(id) => set({ prefixJ: id === 'j' })}
        />
      </section>
      <section className="export-pair">
        <h3 className="form-head">{t('export.txt.numbering')}</h3>
        <Segmented
          label={t('export.txt.numbering')}
          value={value['numbering'] === 'restart' ? 'restart' : 'running'}
          choices={(['running', 'restart'] as const).map((id) => ({
            id,
            content: t(`export.txt.numbering.${id}`),
          }))}
          onChange={(numbering) => set({ numbering })}
        />
      </section>
      <section className="export-pair">
        <h3 className="form-head">{t('export.txt.precision')}</h3>
        <Segmented
          label={t('export.txt.precision')}
          value={typeof value['precision'] === 'number' ? String(value['precision']) : '3'}
          choices={['2', '3', '4'].map((id) => ({ id, content: id }))}
          onChange={(id) => set({ precision: Number(id) })}
        />
      </section>
    </>
  );
}
