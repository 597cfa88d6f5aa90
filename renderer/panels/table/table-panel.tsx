import { Focus, Table2, Upload } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { areaNumber, type AreaUnit } from '../../../shared/i18n/format.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { commandById } from '../../commands/catalogue.ts';
import { CommandMenu } from '../../commands/command-menu.tsx';
import { useCommandState, useShow } from '../../commands/use-command.ts';
import { valueText } from '../../i18n/field-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCamera } from '../../state/camera.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayer, useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { Button } from '../../ui/button.tsx';
import type { MenuPoint } from '../../ui/context-menu.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VirtualTable, type Column, type PickModifiers, type SortState } from '../../ui/virtual-table.tsx';
import { sortField, tableFields } from './table-columns.ts';
import { useTableRows, type TableRow } from './use-table-rows.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';

/** The attributes of one layer's features. */
export function TablePanel() {
  const layers = useLayers((state) => state.layers);
  const active = useLayers((state) => state.active);
  const first = (layers?.find(({ count }) => count > 0) ?? layers?.[0])?.schema.id ?? null;
  const layer = useLayer(active ?? first);
  const { t } = useText();
  if (layer === undefined) return <Skeleton rows={5} label={t('ui.loading')} />;
  return <LayerTable key={layer.schema.id} layer={layer} layers={layers ?? []} />;
}

function LayerTable({
  layer,
  layers,
}: {
  readonly layer: LayerState;
  readonly layers: readonly LayerState[];
}) {
  const { t, name, language, failure } = useText();
  const { schema } = layer;
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<SortState | null>(null);
  const [anchor, setAnchor] = useState(-1);
  const [menu, setMenu] = useState<MenuPoint | null>(null);
  const refs = useSelection((state) => state.refs);
  const selected = useMemo(
    () => new Set(refs.filter(({ table }) => table === schema.id).map(({ uid }) => uid)),
    [refs, schema.id],
  );
  const fields = useMemo(() => tableFields(schema, language), [schema, language]);
  const names = useMemo(() => [...new Set(fields.map(({ field }) => field.name))], [fields]);
  const rows = useTableRows({
    layer: schema.id,
    fields: names,
    sort: sort === null ? null : { field: sortField(sort.column), descending: sort.descending },
    search: useRested(search),
  });
  const columns: readonly Column<TableRow>[] = fields.map(({ id, field, header, width, numeric, unit }) => {
    const at = names.indexOf(field.name);
    return {
      id,
      header,
      width,
      numeric,
      sortable: true,
      cell: (row: TableRow) => (
        <Cell schema={schema} field={field.name} unit={unit} value={row.values[at] ?? null} />
      ),
    };
  });
  const pick = (index: number, { toggle, range }: PickModifiers): void => {
    const row = rows.row(index);
    if (row === undefined) return;
    const ref = { table: schema.id, uid: row.uid };
    const selection = useSelection.getState();
    if (toggle) selection.toggle(ref);
    else if (range && anchor >= 0) {
      const [from, to] = anchor < index ? [anchor, index] : [index, anchor];
      const between = Array.from({ length: to - from + 1 }, (_, step) => rows.row(from + step));
      selection.set(between.flatMap((one) => (one ? [{ table: schema.id, uid: one.uid }] : [])));
      return;
    } else selection.set([ref]);
    setAnchor(index);
  };
  return (
    <>
      <div className="bar-row">
        <div className="table-layer">
          <Select
            label={t('ui.layer')}
            hideLabel
            value={schema.id}
            onChange={(id) => useLayers.getState().setActive(id)}
            choices={layers.map(({ schema: one, count }) => ({
              id: one.id,
              label: name(one.name),
              icon: <LayerSwatch layer={one.id} geometry={one.geometry} />,
              note: String(count),
            }))}
          />
        </div>
        <SearchField
          id="panel-search"
          label={t('ui.search-table')}
          value={search}
          onChange={setSearch}
          clearLabel={t('ui.clear')}
          width={220}
        />
        <span className="grow" />
        <span className="cap">
          {selected.size > 0 ? `${t('ui.selected-n', { n: selected.size })} · ` : ''}
          {rows.total === null ? '' : t('ui.rows-of', { n: rows.total, all: layer.count })}
        </span>
        <Locate />
      </div>
      {rows.failure ? (
        <Empty kind="error" icon={<SeverityShape kind="error" />} title={failure(rows.failure)} />
      ) : null}
      {rows.total === null && rows.failure === null ? <Skeleton rows={5} label={t('ui.loading')} /> : null}
      {rows.total === 0 ? <NoRows layer={layer} search={search} /> : null}
      {rows.total !== null && rows.total > 0 ? (
        <VirtualTable
          label={`${t('ui.tab.table')} ${name(schema.name)}`}
          columns={columns}
          count={rows.total}
          row={rows.row}
          rowKey={(row) => row.uid}
          isSelected={(row) => selected.has(row.uid)}
          current={anchor}
          sort={sort}
          sortLabel={(column) => t('ui.sort-by', { name: column.header })}
          onSort={(column) =>
            setSort(
              sort?.column !== column
                ? { column, descending: false }
                : sort.descending
                  ? null
                  : { column, descending: true },
            )
          }
          onPick={pick}
          onOpen={(index) => {
            const box = rows.row(index)?.box;
            if (box) useCamera.getState().zoomTo(box);
          }}
          onMenu={(index, at) => {
            const row = rows.row(index);
            if (row && !selected.has(row.uid)) pick(index, { toggle: false, range: false });
            setMenu(at);
          }}
          onRange={rows.see}
          minWidth={columns.reduce((sum, { width }) => sum + (typeof width === 'number' ? width : 140), 0)}
        />
      ) : null}
      {menu === null ? null : (
        <CommandMenu
          label={t('catalogue.row-menu')}
          kinds={['feature']}
          at={menu}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}

/** One value as it is read; classes and zones with their code. */
function Cell({
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

function Locate() {
  const { t } = useText();
  useCommandState();
  const zoom = useShow()(commandById('view.zoom-selection'));
  return (
    <Button kind="bare" onPress={zoom.run} {...(zoom.reason === undefined ? {} : { reason: zoom.reason })}>
      <Focus className="i" />
      {t('ui.locate')}
    </Button>
  );
}

function NoRows({ layer, search }: { readonly layer: LayerState; readonly search: string }) {
  const { t, name } = useText();
  useCommandState();
  const show = useShow();
  const title = name(layer.schema.name);
  if (search !== '') return <Empty icon={<Table2 />} title={t('ui.no-hit', { search })} />;
  const draw = ['industrial_park', 'town_center', 'ecological_zone'].includes(layer.schema.id)
    ? show(commandById(`tool.draw.${layer.schema.id}`))
    : null;
  return (
    <Empty
      icon={<Table2 />}
      title={t('ui.empty-table', { name: title })}
      actions={
        <>
          {draw === null || draw.reason !== undefined ? null : (
            <Button kind="primary" onPress={draw.run}>
              {t('ui.draw-now')}
            </Button>
          )}
          <Button onPress={() => useDialogs.getState().show('import', layer.schema.id)}>
            <Upload className="i" />
            {t('ui.import')}
          </Button>
        </>
      }
    >
      {t(layer.schema.readOnly ? 'ui.empty-table-control' : 'ui.empty-table-text')}
    </Empty>
  );
}

/** The text once typing has rested for a moment. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 150);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
