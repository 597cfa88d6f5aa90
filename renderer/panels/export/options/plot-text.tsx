import { exportableFields } from '../../../../shared/export/out-fields.ts';
import {
  LIKELY_FIELDS,
  PARTS_OF,
  PLOT_ORDERS,
  PLOT_PURPOSES,
  type PlotPart,
} from '../../../../shared/export/plot-purposes.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { OwnOptionsProps } from './catalogue.ts';
import { HEAD_KEYS } from './plot-text-keys.ts';

const HEAD = ['unit', 'date'] as const;
const AUTO = 'auto';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Purpose, head, fields that the lines of the purpose have room for, order of the figures and point names of a boundary-point file. */
export function PlotTextOptions({ value, layer, onChange }: OwnOptionsProps) {
  const { t, name } = useText();
  const schema = useLayer(layer)?.schema;
  const header = record(value['header']);
  const plot = record(value['plot']);
  const set = (patch: Readonly<Record<string, unknown>>): void => onChange({ ...value, ...patch });
  const purpose = PLOT_PURPOSES.find((one) => one === value['purpose']) ?? PLOT_PURPOSES[0];
  const setPart = (part: PlotPart, key: string): void => {
    const { [part]: _, ...others } = plot;
    set({ plot: key === AUTO ? others : { ...others, [part]: key } });
  };
  return (
    <>
      <Select
        label={t('export.txt.purpose')}
        value={purpose}
        choices={PLOT_PURPOSES.map((id) => ({ id, label: t(`export.txt.purpose.${id}`) }))}
        onChange={(id) => set({ purpose: id })}
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
          : PARTS_OF[purpose].map((part) => (
              <Select
                key={part}
                label={t(`export.txt.${part}`)}
                value={textOf(plot[part]) || AUTO}
                choices={[
                  {
                    id: AUTO,
                    label: t(LIKELY_FIELDS[part].length === 0 ? 'export.txt.none' : 'export.txt.auto'),
                  },
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
        <h3 className="form-head">{t('export.txt.order')}</h3>
        <Segmented
          label={t('export.txt.order')}
          value={PLOT_ORDERS.find((one) => one === value['order']) ?? PLOT_ORDERS[0]}
          choices={PLOT_ORDERS.map((id) => ({ id, content: t(`export.txt.order.${id}`) }))}
          onChange={(order) => set({ order })}
        />
      </section>
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
