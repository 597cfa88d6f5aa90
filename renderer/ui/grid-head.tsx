import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  useRef,
  useState,
  type CSSProperties,
  type DragEvent,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import type { GridColumn, GridProps } from './data-grid.tsx';

const NARROWEST = 48;
const STEP = 16;

/** The heads of a grid: sorted by a click, moved by dragging, drawn wider at their edge. */
export function GridHead<Row>({
  template,
  lefts,
  ...props
}: GridProps<Row> & {
  readonly template: string;
  readonly lefts: readonly (CSSProperties | undefined)[];
}) {
  const { columns, frozen, onMove } = props;
  const [over, setOver] = useState<string | null>(null);
  const dragged = useRef<string | null>(null);
  return (
    <div role="row" aria-rowindex={1} className="vt-head" style={{ gridTemplateColumns: template }}>
      {columns.map((column, i) => {
        const sorted = props.sort.findIndex((one) => one.column === column.id);
        const descending = props.sort[sorted]?.descending ?? false;
        const moves = column.data !== false;
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={i + 1}
            aria-sort={sorted < 0 ? 'none' : descending ? 'descending' : 'ascending'}
            className={`${column.numeric ? 'n' : ''}${i < frozen ? ' fix' : ''}${i === frozen - 1 ? ' last' : ''}${over === column.id ? ' over' : ''}`}
            style={lefts[i]}
            draggable={moves}
            onDragStart={() => {
              dragged.current = column.id;
            }}
            onDragOver={(event: DragEvent) => {
              if (!moves || dragged.current === null) return;
              event.preventDefault();
              setOver(column.id);
            }}
            onDragEnd={() => {
              dragged.current = null;
              setOver(null);
            }}
            onDrop={() => {
              if (dragged.current !== null && dragged.current !== column.id)
                onMove(dragged.current, column.id);
              setOver(null);
            }}
          >
            {column.head ?? (
              <HeadLabel
                column={column}
                sortLabel={props.sortLabel}
                onSort={props.onSort}
                mark={sorted < 0 ? null : { descending, place: props.sort.length > 1 ? sorted + 1 : null }}
              />
            )}
            {moves ? (
              <Edge column={column} label={props.resizeLabel(column)} onResize={props.onResize} />
            ) : null}
          </div>
        );
      })}
    </div>
  );
}

function HeadLabel<Row>({
  column,
  sortLabel,
  onSort,
  mark,
}: {
  readonly column: GridColumn<Row>;
  readonly sortLabel: (column: GridColumn<Row>) => string;
  readonly onSort: (column: string, add: boolean) => void;
  readonly mark: { readonly descending: boolean; readonly place: number | null } | null;
}) {
  if (column.sortable === false) return <span className="el">{column.header}</span>;
  const Arrow = mark?.descending ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      className="sorter"
      title={sortLabel(column)}
      tabIndex={-1}
      onClick={(event) => onSort(column.id, event.shiftKey)}
    >
      <span className="el">{column.header}</span>
      {mark === null ? null : <Arrow className="i" />}
      {mark?.place === null || mark?.place === undefined ? null : <span className="place">{mark.place}</span>}
    </button>
  );
}

/** The right edge of a head: dragged, or moved by the arrows while it has the focus. */
function Edge<Row>({
  column,
  label,
  onResize,
}: {
  readonly column: GridColumn<Row>;
  readonly label: string;
  readonly onResize: (column: string, width: number) => void;
}) {
  const begun = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const set = (width: number): void => onResize(column.id, Math.max(NARROWEST, Math.round(width)));
  const begin = (event: PointerEvent<HTMLDivElement>): void => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    begun.current = { x: event.clientX, width: column.width };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    set(column.width + by);
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={column.width}
      className="dg-edge"
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={begin}
      onPointerMove={(event) => {
        if (begun.current !== null) set(begun.current.width + event.clientX - begun.current.x);
      }}
      onPointerUp={() => {
        begun.current = null;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
