import { AREA_UNITS, type TableSource } from '../../../../shared/print/layout/layout-schema.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { Select } from '../../../ui/select.tsx';
import { SizeField } from './common.tsx';
import { DraftText } from './drafts.tsx';
import type { PartProps } from './part-props.ts';

/** Typed rows: cells apart by tabs or vertical bars, as they come from a spreadsheet. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 200)
    .map((line) =>
      line
        .split(/\t|\|/)
        .slice(0, 12)
        .map((cell) => cell.trim().slice(0, 400)),
    );

const textOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.join(' | ')).join('\n');

/** Where the rows of a table come from: a layer of the map, or what is typed. */
export function TablePart({ item, locked, change }: PartProps<'table'>) {
  const { t, language } = useText();
  const layers = useLayers((state) => state.layers) ?? [];
  const { source } = item;
  const polygons = layers.filter(({ schema }) => schema.geometry !== null);
  const layer = source.kind === 'rows' ? 'land_use' : source.layer;
  const sources: Readonly<Record<TableSource['kind'], TableSource>> = {
    classes: { kind: 'classes', layer },
    features: { kind: 'features', layer },
    rows: { kind: 'rows', rows: [['', '']] },
  };
  return (
    <>
      <DraftText
        label={t('print.title')}
        value={item.title}
        disabled={locked}
        onKeep={(title) => change({ title })}
      />
      <Select
        label={t('print.table.source')}
        value={source.kind}
        disabled={locked}
        choices={(['classes', 'features', 'rows'] as const).map((id) => ({
          id,
          label: t(`print.table.source.${id}`),
        }))}
        onChange={(kind) => change({ source: sources[kind as TableSource['kind']] })}
      />
      {source.kind === 'rows' ? (
        <DraftText
          label={t('print.table.rows')}
          value={textOf(source.rows)}
          multiline
          disabled={locked}
          onKeep={(text) => change({ source: { kind: 'rows', rows: rowsOf(text) } })}
        />
      ) : (
        <>
          <Select
            label={t('print.table.layer')}
            value={source.layer}
            disabled={locked}
            choices={polygons.map(({ schema }) => ({ id: schema.id, label: schema.name[language] }))}
            onChange={(id) => change({ source: { ...source, layer: id } })}
          />
          <Select
            label={t('print.table.unit')}
            value={item.unit}
            disabled={locked}
            choices={AREA_UNITS.map((unit) => ({ id: unit, label: t(`unit.${unit}`) }))}
            onChange={(unit) => change({ unit: AREA_UNITS.find((one) => one === unit) ?? item.unit })}
          />
        </>
      )}
      <SizeField size={item.size} locked={locked} onKeep={(size) => change({ size })} />
    </>
  );
}
