import { useMemo } from 'react';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayout } from '../../state/layout.ts';
import { selectedIn, useSelection } from '../../state/selection.ts';
import { PLAIN_LAYOUT, useTableLayout } from '../../state/table-layout.ts';
import { tableViewOf, useTableView } from '../../state/table-view.ts';
import { Empty } from '../../ui/empty.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FilterChips, FilterFault } from './parts/filter-bar.tsx';
import { NoRows } from './parts/no-rows.tsx';
import { RowGrid } from './parts/row-grid.tsx';
import { SidePane } from './parts/side-pane.tsx';
import { StatisticsLine } from './parts/statistics-pane.tsx';
import { TableBar } from './parts/table-bar.tsx';
import { arranged, groupField, sortField, tableFields } from './table-columns.ts';
import { useFigures } from './use-figures.ts';
import { useFilter, useSelectedFids } from './use-filter.ts';
import { useRows } from './use-rows.ts';

/** The table of one layer: bar, rows, and what stands beside them. */
export function LayerTable({
  layer,
  layers,
}: {
  readonly layer: LayerState;
  readonly layers: readonly LayerState[];
}) {
  const { t, name, language, failure } = useText();
  const { schema } = layer;
  const { filter, read } = useFilter(schema);
  const view = useTableView((state) => tableViewOf(state, schema.id));
  const pane = useTableView((state) => state.pane);
  const maximised = useLayout((state) => state.dockMax);
  const layout = useTableLayout((state) => state.layers[schema.id] ?? PLAIN_LAYOUT);
  const refs = useSelection((state) => state.refs);
  const selected = selectedIn(refs, schema.id);
  const all = useMemo(() => tableFields(schema, language), [schema, language]);
  const columns = useMemo(() => arranged(all, layout), [all, layout]);
  const names = useMemo(() => [...new Set(all.map(({ field }) => field.name))], [all]);
  const sort = useMemo(
    () => view.sort.map(({ field, descending }) => ({ field: sortField(field), descending })),
    [view.sort],
  );
  const rows = useRows(filter, sort, names);
  const fids = useSelectedFids(schema.id, selected.size > 0);
  const group = groupField(schema);
  const sums = useMemo(
    () =>
      all
        .filter(({ field }) => field.unit === 'm2' || field.unit === 'ha')
        .map(({ field }) => field.name)
        .filter((one, i, list) => list.indexOf(one) === i),
    [all],
  );
  const figures = useFigures(filter, fids, group?.name ?? null, sums);
  const { total } = rows;
  const scope = useMemo(() => {
    const some = fids !== null && fids.length > 0;
    return {
      filter: some && filter !== null ? { ...filter, search: '', expression: '', box: null, fids } : filter,
      count: some ? fids.length : (total ?? 0),
      selected: some,
    };
  }, [filter, fids, total]);
  // Statistics have room beside the rows only where the dock is large; what was asked for is there always.
  const shownPane = pane === 'statistics' && !maximised ? null : pane;
  const narrowed = read.kind !== 'none' || view.inView || view.onlySelected;
  return (
    <div className="table-panel">
      <div className="table-main">
        <TableBar
          layer={layer}
          layers={layers}
          fields={all}
          columns={columns}
          read={read}
          filter={filter}
          total={total}
          selected={selected.size}
          fids={fids}
          sort={sort}
        />
        <FilterChips layer={layer} read={read} />
        <FilterFault read={read} />
        {rows.failure ? (
          <Empty kind="error" icon={<SeverityShape kind="error" />} title={failure(rows.failure)} />
        ) : null}
        {total === null && rows.failure === null ? <Skeleton rows={5} label={t('ui.loading')} /> : null}
        {total === 0 ? <NoRows layer={layer} narrowed={narrowed} /> : null}
        {total !== null && total > 0 ? (
          <RowGrid
            key={name(schema.name)}
            layer={layer}
            columns={columns}
            names={names}
            rows={rows}
            filter={filter}
            figures={figures}
            selected={selected}
            total={total}
            frozen={layout.frozen}
            fids={fids}
            sort={sort}
          />
        ) : null}
        {shownPane === null || shownPane !== 'statistics' ? <StatisticsLine figures={figures} /> : null}
      </div>
      {shownPane === null ? null : (
        <SidePane
          pane={shownPane}
          layer={layer}
          layers={layers}
          scope={scope}
          figures={figures}
          group={group}
          filter={filter}
        />
      )}
    </div>
  );
}
