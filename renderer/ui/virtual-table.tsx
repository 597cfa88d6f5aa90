import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { isMenuKey, menuPoint, menuPointOf, type MenuPoint } from './context-menu.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Pixels, or a share of what is left (`fr`). */
  readonly width: number | `${number}fr`;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface SortState {
  readonly column: string;
  readonly descending: boolean;
}

export interface PickModifiers {
  /** Ctrl or Cmd: add or take away one. */
  readonly toggle: boolean;
  /** Shift: from the last one to this one. */
  readonly range: boolean;
}

const grid = <Row,>(columns: readonly Column<Row>[]): string =>
  columns
    .map(({ width }) => (typeof width === 'number' ? `${width}px` : `minmax(140px, ${width})`))
    .join(' ');

/**
 * A table of any length: only the rows in sight are in the page. Rows that have not arrived (`row` gives
 * undefined) are drawn as skeletons. Arrow keys move and pick, Enter opens.
 */
export function VirtualTable<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly count: number;
  readonly rowHeight?: number;
  readonly row: (index: number) => Row | undefined;
  readonly rowKey: (row: Row) => string;
  readonly isSelected: (row: Row) => boolean;
  /** The row the keyboard stands on, -1 for none; it is scrolled into sight when it changes. */
  readonly current: number;
  readonly sort?: SortState | null;
  readonly sortLabel?: (column: Column<Row>) => string;
  readonly onSort?: (column: string) => void;
  readonly onPick: (index: number, modifiers: PickModifiers) => void;
  readonly onOpen?: (index: number) => void;
  readonly onRange?: (first: number, last: number) => void;
  readonly onHover?: (row: Row | null) => void;
  /** A right click on a row, or the menu key on the current one. */
  readonly onMenu?: (index: number, at: MenuPoint) => void;
  readonly minWidth?: number;
}) {
  const { columns, count, row, current, rowHeight = 26, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= first) onRange?.(first, last);
  }, [first, last, onRange]);
  useEffect(() => {
    if (current >= 0 && current < count) virtual.scrollToIndex(current, { align: 'auto' });
    // Only a move of the current row scrolls; a row that grows or a list that changes does not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [current]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, last - first - 12);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (isMenuKey(event) && props.onMenu && current >= 0) {
      const element = scroller.current?.querySelector('.vt-row.cur');
      event.preventDefault();
      event.stopPropagation();
      if (element) props.onMenu(current, menuPointOf(element));
    } else if (to !== undefined && count > 0) {
      event.preventDefault();
      props.onPick(Math.min(count - 1, Math.max(0, to)), { toggle: false, range: event.shiftKey });
    } else if (event.key === 'Enter' && current >= 0) {
      props.onOpen?.(current);
    }
  };
  const pick = (index: number) => (event: MouseEvent) =>
    props.onPick(index, { toggle: event.ctrlKey || event.metaKey, range: event.shiftKey });

  const template = grid(columns);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      className="vt"
      onKeyDown={onKeyDown}
      onMouseLeave={() => props.onHover?.(null)}
    >
      <div role="rowgroup" className="vt-inner" style={{ minWidth: props.minWidth ?? 0 }}>
        <div role="row" aria-rowindex={1} className="vt-head" style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} {...props} />
          ))}
        </div>
        <div className="vt-body" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const data = row(item.index);
            const place = { transform: `translateY(${item.start}px)`, height: rowHeight };
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
                className={`vt-row${selected ? ' sel' : ''}${item.index === current ? ' cur' : ''}`}
                style={{ ...place, gridTemplateColumns: template }}
                onClick={pick(item.index)}
                onDoubleClick={() => props.onOpen?.(item.index)}
                onMouseEnter={() => props.onHover?.(data)}
                onContextMenu={(event) => {
                  if (!props.onMenu) return;
                  event.preventDefault();
                  props.onMenu(item.index, menuPoint(event));
                }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" className={column.numeric ? 'n el' : 'el'}>
                    {column.cell(data)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function HeadCell<Row>({
  column,
  sort,
  sortLabel,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sort?: SortState | null;
  readonly sortLabel?: (column: Column<Row>) => string;
  readonly onSort?: (column: string) => void;
}) {
  const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : 'none';
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    <div role="columnheader" aria-sort={sorted} className={column.numeric ? 'n' : ''}>
      {column.sortable && onSort ? (
        <button
          type="button"
          className="sorter"
          title={sortLabel?.(column)}
          tabIndex={-1}
          onClick={() => onSort(column.id)}
        >
          {column.header}
          {sorted === 'none' ? null : <Arrow className="i" />}
        </button>
      ) : (
        column.header
      )}
    </div>
  );
}
