import { useState, type KeyboardEvent } from 'react';
import type { RowFigures } from '../../../../shared/bridge/rows-contract.ts';
import type { RowFilter, RowSort } from '../../../../shared/bridge/rows-schemas.ts';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { areaNumber } from '../../../../shared/i18n/format.ts';
import { formSections } from '../../../forms/form-model.ts';
import { CommandMenu } from '../../../commands/command-menu.tsx';
import { useText } from '../../../i18n/use-text.ts';
import { useCamera } from '../../../state/camera.ts';
import { editAttributes } from '../../../state/edit.ts';
import { notifyFailure } from '../../../state/notices.ts';
import { selectRows } from '../../../state/select-by.ts';
import { PLAIN_LAYOUT, useTableLayout } from '../../../state/table-layout.ts';
import { useTableView } from '../../../state/table-view.ts';
import { useSelection } from '../../../state/selection.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import type { MenuPoint } from '../../../ui/context-menu.tsx';
import { DataGrid, type GridColumn } from '../../../ui/data-grid.tsx';
import type { GridCursor } from '../../../ui/grid-keys.ts';
import { copyRows } from '../copy-rows.ts';
import { arranged, copyColumns, moved, nextSort, type TableField } from '../table-columns.ts';
import { useFollowedRow, usePicking } from '../use-picking.ts';
import type { Rows, TableRow } from '../use-rows.ts';
import { CellEditor, type NextCell } from './cell-editor.tsx';
import { Cell } from './cell.tsx';
import { notWritable } from './edit-pane.tsx';

/** The rows: picked, edited in the cell, sorted, copied; the sums of the columns at the foot. */
export function RowGrid(props: {
  readonly layer: LayerState;
  readonly columns: readonly TableField[];
  /** Fields whose values a row brings, in order. */
  readonly names: readonly string[];
  readonly rows: Rows;
  readonly filter: RowFilter | null;
  readonly figures: RowFigures | null;
  readonly selected: ReadonlySet<string>;
  readonly total: number;
  readonly frozen: number;
  readonly fids: Float64Array | null;
  readonly sort: RowSort;
}) {
  const { layer, columns, names, rows, filter, figures, selected, total } = props;
  const { t, name } = useText();
  const { schema } = layer;
  const [cursor, setCursor] = useState<GridCursor | null>(null);
  const [editing, setEditing] = useState(false);
  const [menu, setMenu] = useState<MenuPoint | null>(null);
  const [focusAsked, askFocus] = useState(0);
  const change = useTableView((state) => state.change);
  const order = useTableView((state) => state.layers[schema.id]?.sort ?? NO_SORT);
  const sorted = order.map(({ field, descending }) => ({ column: field, descending }));
  const pick = usePicking(schema.id, rows);
  useFollowedRow(schema.id, rows, (row) => setCursor((now) => ({ row, column: now?.column ?? 1 })));
  const place = (index: number): number => names.indexOf(columns[index - 1]?.field.name ?? '');
  const form = formSections(schema).flatMap((section) => section.fields);

  const itemAt = (at: GridCursor) => {
    const column = columns[at.column - 1];
    const item = form.find(({ field }) => field.name === column?.field.name);
    return item === undefined || item.readOnly || notWritable(layer) !== null ? null : item;
  };
  const edit = (at: GridCursor): void => {
    setCursor(at);
    const row = rows.row(at.row);
    if (row === undefined) return;
    if (itemAt(at) !== null) setEditing(true);
    else if (row.box) useCamera.getState().zoomTo(row.box);
  };
  const leave = (to: NextCell): void => {
    if (to === 'stay' || cursor === null) {
      setEditing(false);
      askFocus((before) => before + 1);
      return;
    }
    const next =
      to === 'below'
        ? { row: Math.min(total - 1, cursor.row + 1), column: cursor.column }
        : {
            row: cursor.row,
            column: Math.min(columns.length, Math.max(1, cursor.column + (to === 'right' ? 1 : -1))),
          };
    setCursor(next);
    // Enter ends with the cell below; Tab goes on writing where it can.
    const goesOn = to !== 'below' && itemAt(next) !== null;
    setEditing(goesOn);
    if (!goesOn) askFocus((before) => before + 1);
  };
  const commit = async (row: TableRow, field: string, value: string | number | null): Promise<boolean> => {
    const done = await editAttributes({ table: schema.id, uid: row.uid }, row.rev, { [field]: value });
    if (!done.ok) notifyFailure(done.error);
    return done.ok;
  };

  const grid: GridColumn<TableRow>[] = columns.map(({ id, field, header, width, numeric, unit }) => {
    const at = names.indexOf(field.name);
    const sum = figures?.sums[field.name] ?? null;
    return {
      id,
      header,
      width,
      numeric,
      cell: (row) => <Cell schema={schema} field={field.name} unit={unit} value={row.values[at] ?? null} />,
      foot: sum === null ? null : unit === null ? sum.toFixed(field.precision ?? 2) : areaNumber(sum, unit),
    };
  });
  const box: GridColumn<TableRow> = {
    id: '*',
    header: '',
    width: 34,
    data: false,
    foot: null,
    head: (
      <Checkbox
        label={t('table.select-all')}
        selected={selected.size > 0 && selected.size >= total}
        indeterminate={selected.size > 0 && selected.size < total}
        onChange={(on) => (on && filter ? void selectRows(filter, 'set') : useSelection.getState().clear())}
      />
    ),
    cell: (row) => (
      <Checkbox
        label={t('table.select-row', { n: row.fid })}
        selected={selected.has(row.uid)}
        onChange={() => useSelection.getState().toggle({ table: schema.id, uid: row.uid })}
      />
    ),
  };
  if (grid[0] && grid[0].foot === null) grid[0] = { ...grid[0], foot: t('table.total') };
  const onKey = (event: KeyboardEvent): boolean => {
    const far = event.ctrlKey || event.metaKey;
    if (far && event.key.toLowerCase() === 'a' && filter) void selectRows(filter, 'set');
    else if (far && event.key.toLowerCase() === 'c' && filter)
      void copyRows(filter, props.fids, props.sort, copyColumns(columns));
    else return false;
    event.stopPropagation();
    return true;
  };
  const row = cursor === null ? undefined : rows.row(cursor.row);
  const item = cursor === null ? null : itemAt(cursor);
  const changeLayout = useTableLayout((state) => state.change);
  const layout = useTableLayout((state) => state.layers[schema.id] ?? PLAIN_LAYOUT);
  return (
    <>
      <DataGrid
        label={`${t('ui.tab.table')} ${name(schema.name)}`}
        columns={[box, ...grid]}
        frozen={props.frozen + 1}
        count={total}
        row={rows.row}
        rowKey={(one) => one.uid}
        isSelected={(one) => selected.has(one.uid)}
        cursor={cursor}
        onCursor={(next) => {
          setCursor(next);
          setEditing(false);
        }}
        sort={sorted}
        sortLabel={(column) => t('table.sort-by', { name: column.header })}
        resizeLabel={(column) => t('table.resize', { name: column.header })}
        onSort={(column, add) => change(schema.id, { sort: nextSort(order, column, add) })}
        onResize={(column, width) =>
          changeLayout(schema.id, { widths: { ...layout.widths, [column]: width } })
        }
        onMove={(column, before) =>
          changeLayout(schema.id, {
            order: moved(arranged(columns, { ...layout, hidden: [] }), column, before),
          })
        }
        onPick={pick}
        onEdit={edit}
        editor={
          editing && row !== undefined && item !== null && cursor !== null ? (
            <CellEditor
              key={`${row.uid} ${cursor.column}`}
              item={item}
              value={row.values[place(cursor.column)] ?? null}
              onCommit={(value) => commit(row, item.field.name, value)}
              onLeave={leave}
            />
          ) : null
        }
        onKey={onKey}
        onRange={rows.see}
        hasFoot
        focusAsked={focusAsked}
        onMenu={(index, at) => {
          const clicked = rows.row(index);
          if (clicked && !selected.has(clicked.uid)) pick(index, { toggle: false, range: false });
          setMenu(at);
        }}
      />
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

const NO_SORT: RowSort = [];
