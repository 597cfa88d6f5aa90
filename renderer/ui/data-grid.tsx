import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useId,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { isMenuKey, menuPoint, menuPointOf, type MenuPoint } from './context-menu.tsx';
import { gridStep, type GridCursor } from './grid-keys.ts';
import { GridHead } from './grid-head.tsx';
import type { PickModifiers } from './virtual-table.tsx';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Pixels. */
  readonly width: number;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** False for a column of controls, which the keyboard passes over and nobody moves. */
  readonly data?: boolean;
  readonly head?: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Stands under the column, at the foot. */
  readonly foot?: ReactNode;
}

export interface GridSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface GridProps<Row> {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** Columns from the left that stay in sight. */
  readonly frozen: number;
  readonly count: number;
  readonly row: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string;
  readonly isSelected: (row: Row) => boolean;
  /** Where the keyboard stands; it is scrolled into sight when it changes. */
  readonly cursor: GridCursor | null;
  readonly onCursor: (cursor: GridCursor) => void;
  readonly sort: readonly GridSort[];
  /** Said of a head that sorts, and of its edge that is drawn. */
  readonly sortLabel: (column: GridColumn<Row>) => string;
  readonly resizeLabel: (column: GridColumn<Row>) => string;
  /** @param add Shift is held: sort by this column as well */
  readonly onSort: (column: string, add: boolean) => void;
  readonly onResize: (column: string, width: number) => void;
  readonly onMove: (column: string, before: string) => void;
  readonly onPick: (index: number, modifiers: PickModifiers) => void;
  /** Enter, F2, a double click. */
  readonly onEdit: (cursor: GridCursor) => void;
  /** Stands in the cell of the cursor while it is edited. */
  readonly editor: ReactNode;
  /** Other keys than those that move, pick and edit; true when one was taken. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
  readonly onRange: (first: number, last: number) => void;
  /** A right click on a row, or the menu key on the current one. */
  readonly onMenu?: (index: number, at: MenuPoint) => void;
  readonly hasFoot: boolean;
  /** Grows when the grid is to take the focus back. */
  readonly focusAsked?: number;
}

const ROW = 26;

/** How far a frozen column stands from the left. */
function places<Row>(
  columns: readonly GridColumn<Row>[],
  frozen: number,
): readonly (CSSProperties | undefined)[] {
  let left = 0;
  return columns.map(({ width }, i) => {
    const place = i < frozen ? { left } : undefined;
    left += width;
    return place;
  });
}

/**
 * A table of any length whose cells can be reached and edited: only rows in sight are in the page. Arrows move and
 * pick, Shift extends, Ctrl+Space or a click with Ctrl adds one, Enter and F2 edit. Columns are sorted, drawn wider and moved by their heads.
 */
export function DataGrid<Row>(props: GridProps<Row>) {
  const { columns, frozen, count, row, cursor, onRange, editor } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const name = useId();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= first) onRange(first, last);
  }, [first, last, onRange]);
  const at = cursor?.row ?? -1;
  useEffect(() => {
    if (at >= 0 && at < count) virtual.scrollToIndex(at, { align: 'auto' });
    // Only a move of the cursor scrolls; rows that change do not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [at]);
  const lefts = places(columns, frozen);
  const column = cursor?.column ?? -1;
  useEffect(() => {
    const box = scroller.current;
    if (!box || column < frozen) return;
    const fixed = columns.slice(0, frozen).reduce((sum, { width }) => sum + width, 0);
    const from = columns.slice(0, column).reduce((sum, { width }) => sum + width, 0);
    const to = from + (columns[column]?.width ?? 0);
    if (from < box.scrollLeft + fixed) box.scrollLeft = from - fixed;
    else if (to > box.scrollLeft + box.clientWidth) box.scrollLeft = to - box.clientWidth;
    // Only a move of the cursor scrolls.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [column]);
  useEffect(() => {
    if ((props.focusAsked ?? 0) > 0) scroller.current?.focus();
  }, [props.focusAsked]);

  const controls = columns.findIndex(({ data }) => data !== false);
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is typed into an editor is its own.
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
    const page = Math.max(1, last - first - 14);
    const now = cursor ?? { row: -1, column: Math.max(0, controls) };
    const step = gridStep(event, now, {
      rows: count,
      columns: columns.length,
      first: Math.max(0, controls),
      page,
    });
    if (step !== null) {
      event.preventDefault();
      props.onCursor(step);
      if (step.row !== now.row && !event.ctrlKey)
        props.onPick(step.row, { toggle: false, range: event.shiftKey });
    } else if ((event.key === 'Enter' || event.key === 'F2') && cursor !== null) {
      event.preventDefault();
      props.onEdit(cursor);
    } else if (event.key === ' ' && cursor !== null) {
      event.preventDefault();
      props.onPick(cursor.row, { toggle: true, range: event.shiftKey });
    } else if (isMenuKey(event) && props.onMenu && cursor !== null) {
      const element = scroller.current?.querySelector('.vt-row.cur');
      event.preventDefault();
      event.stopPropagation();
      if (element) props.onMenu(cursor.row, menuPointOf(element));
    } else if (props.onKey?.(event)) event.preventDefault();
  };

  const template = columns.map(({ width }) => `${width}px`).join(' ');
  const wide = columns.reduce((sum, { width }) => sum + width, 0);
  const cellId = (rowIndex: number, columnIndex: number): string => `${name}-${rowIndex}-${columnIndex}`;
  const cells = (data: Row, index: number): ReactNode =>
    columns.map((one, i) => {
      const here = cursor?.row === index && cursor.column === i;
      const editing = here && editor !== null;
      const press = (event: MouseEvent): void => {
        if (one.data === false) return;
        props.onCursor({ row: index, column: i });
        props.onPick(index, { toggle: event.ctrlKey || event.metaKey, range: event.shiftKey });
      };
      return (
        <div
          key={one.id}
          id={cellId(index, i)}
          role="gridcell"
          aria-colindex={i + 1}
          className={`${one.numeric ? 'n ' : ''}${editing ? 'editing' : 'el'}${here ? ' at' : ''}${i < frozen ? ' fix' : ''}${i === frozen - 1 ? ' last' : ''}`}
          style={lefts[i]}
          {...(editing
            ? {}
            : { onClick: press, onDoubleClick: () => props.onEdit({ row: index, column: i }) })}
        >
          {editing ? editor : one.cell(data)}
        </div>
      );
    });
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      {...(cursor === null ? {} : { 'aria-activedescendant': cellId(cursor.row, cursor.column) })}
      tabIndex={0}
      className="vt dg"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" className="vt-inner" style={{ width: wide, minWidth: '100%' }}>
        <GridHead {...props} template={template} lefts={lefts} />
        <div className="vt-body" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const data = row(item.index);
            const place = { transform: `translateY(${item.start}px)`, height: ROW };
            if (data === undefined) {
              return (
                <div key={`wait-${item.index}`} role="row" className="vt-row wait" style={place}>
                  <span className="skel" role="gridcell" />
                </div>
              );
            }
            const selected = props.isSelected(data);
            return (
              <div
                key={props.rowKey(data)}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={selected}
                className={`vt-row${selected ? ' sel' : ''}${item.index === at ? ' cur' : ''}`}
                style={{ ...place, gridTemplateColumns: template }}
                onContextMenu={(event) => {
                  if (!props.onMenu) return;
                  event.preventDefault();
                  props.onMenu(item.index, menuPoint(event));
                }}
              >
                {cells(data, item.index)}
              </div>
            );
          })}
        </div>
        {props.hasFoot ? (
          <div role="row" className="dg-foot" style={{ gridTemplateColumns: template }}>
            {columns.map((one, i) => (
              <div
                key={one.id}
                role="gridcell"
                className={`${one.numeric ? 'n ' : ''}el${i < frozen ? ' fix' : ''}${i === frozen - 1 ? ' last' : ''}`}
                style={lefts[i]}
              >
                {one.foot}
              </div>
            ))}
          </div>
        ) : null}
      </div>
    </div>
  );
}
