import { BarChart3, Copy, Focus, MapPinned, MoreHorizontal, PenLine, Replace, Sigma } from 'lucide-react';
import type { RowFilter, RowSort } from '../../../../shared/bridge/rows-schemas.ts';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { commandById } from '../../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../../commands/use-command.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { useLayout } from '../../../state/layout.ts';
import { notifyFailure } from '../../../state/notices.ts';
import { invertSelection, selectRows } from '../../../state/select-by.ts';
import { useSelection } from '../../../state/selection.ts';
import { useTableView, type TablePane } from '../../../state/table-view.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Select } from '../../../ui/select.tsx';
import { copyColumns, type TableField } from '../table-columns.ts';
import { copyRows } from '../copy-rows.ts';
import type { FilterText } from '../filter-text.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { notWritable } from './edit-pane.tsx';
import { FilterBar } from './filter-bar.tsx';

/** The bar over the rows: which layer, which rows, how many, and what can be done with them. */
export function TableBar({
  layer,
  layers,
  fields,
  columns,
  read,
  filter,
  total,
  selected,
  fids,
  sort,
}: {
  readonly layer: LayerState;
  readonly layers: readonly LayerState[];
  readonly fields: readonly TableField[];
  readonly columns: readonly TableField[];
  readonly read: FilterText;
  readonly filter: RowFilter | null;
  readonly total: number | null;
  readonly selected: number;
  readonly fids: Float64Array | null;
  readonly sort: RowSort;
}) {
  const { t, name } = useText();
  useCommandState();
  const zoom = useShow()(commandById('view.zoom-selection'));
  const { schema } = layer;
  const pane = useTableView((state) => state.pane);
  const show = (wanted: TablePane) => (): void => {
    useTableView.getState().showPane(pane === wanted ? null : wanted);
    if (wanted === 'statistics' && !useLayout.getState().dockMax)
      useLayout.getState().change({ dockMax: true });
  };
  const blocked = notWritable(layer);
  const why = blocked === null ? {} : { reason: t(blocked) };
  const select = (work: Promise<{ readonly ok: boolean }>): void =>
    void work.then((done) => {
      if ('error' in done) notifyFailure(done.error as Parameters<typeof notifyFailure>[0]);
    });
  return (
    <div className="bar-row table-bar">
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
      <FilterBar layer={layer} read={read} />
      <span className="grow" />
      <span className="cap table-count" data-testid="table-count">
        {selected > 0 ? `${t('ui.selected-n', { n: selected })} · ` : ''}
        {total === null ? '' : t('ui.rows-of', { n: total, all: layer.count })}
      </span>
      <Button onPress={show('set')} {...why}>
        {t('table.pane-set')}
      </Button>
      <IconButton
        label={t('table.pane-calculate')}
        toggle
        on={pane === 'calculate'}
        onPress={show('calculate')}
        {...why}
      >
        <Sigma className="i" />
      </IconButton>
      <IconButton
        label={t('table.pane-replace')}
        toggle
        on={pane === 'replace'}
        onPress={show('replace')}
        {...why}
      >
        <Replace className="i" />
      </IconButton>
      <IconButton
        label={t('ui.locate')}
        onPress={zoom.run}
        {...(zoom.reason === undefined ? {} : { reason: zoom.reason })}
      >
        <Focus className="i" />
      </IconButton>
      <IconButton
        label={t('table.copy')}
        keys="Ctrl+C"
        onPress={() => filter && void copyRows(filter, fids, sort, copyColumns(columns))}
      >
        <Copy className="i" />
      </IconButton>
      <ColumnsMenu layer={schema.id} fields={fields} />
      <IconButton
        label={t('table.pane-statistics')}
        toggle
        on={pane === 'statistics'}
        onPress={show('statistics')}
      >
        <BarChart3 className="i" />
      </IconButton>
      <Menu
        label={t('table.selection')}
        trigger={
          <IconButton label={t('table.selection')}>
            <MoreHorizontal className="i" />
          </IconButton>
        }
        entries={[
          {
            id: 'all',
            label: t('table.select-all'),
            keys: 'Ctrl+A',
            run: () => filter && select(selectRows(filter, 'set')),
          },
          { id: 'add', label: t('table.select-add'), run: () => filter && select(selectRows(filter, 'add')) },
          {
            id: 'within',
            label: t('table.select-within'),
            run: () => filter && select(selectRows(filter, 'within')),
          },
          {
            id: 'invert',
            label: t('table.select-invert'),
            run: () => filter && select(invertSelection(filter)),
          },
          { id: 'clear', label: t('table.select-none'), run: () => useSelection.getState().clear() },
          {
            id: 'place',
            label: t('table.pane-place'),
            icon: <MapPinned className="i" />,
            separated: true,
            run: () => useTableView.getState().showPane('place'),
          },
          {
            id: 'set',
            label: t('table.pane-set'),
            icon: <PenLine className="i" />,
            disabled: blocked !== null,
            run: () => useTableView.getState().showPane('set'),
          },
        ]}
      />
    </div>
  );
}
