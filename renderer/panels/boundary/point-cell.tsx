import { useEffect, useRef } from 'react';
import type { BoundaryPoint } from '../../../shared/map/boundary-points.ts';
import { EDITABLE, type EditColumn } from './edit-point.ts';
import type { BoundaryEdit } from './use-boundary-edit.ts';

/** One coordinate of a point: a figure, or the field it is typed in. Enter writes, Esc gives up, Tab goes on. */
export function PointCell({
  table,
  point,
  column,
  shown,
  label,
  columns,
}: {
  readonly table: BoundaryEdit;
  readonly point: BoundaryPoint;
  readonly column: EditColumn;
  readonly shown: string;
  readonly label: string;
  /** Columns that can be typed in: without a zone there are no X and Y. */
  readonly columns: readonly EditColumn[];
}) {
  const { edit } = table;
  const editing = edit?.row === point.row && edit.column === column;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!editing) return;
    input.current?.focus();
    input.current?.select();
  }, [editing]);
  const typed = edit?.row === point.row ? edit.texts[column] : undefined;
  if (!editing) {
    return (
      <span
        className={typed === undefined ? 'path' : 'path typed'}
        onDoubleClick={(event) => {
          event.stopPropagation();
          table.begin(point.row, column);
        }}
      >
        {typed ?? shown}
      </span>
    );
  }
  const beside = (step: 1 | -1): EditColumn =>
    columns[(columns.indexOf(column) + step + columns.length) % columns.length] ?? EDITABLE[0];
  return (
    <input
      ref={input}
      className={table.failure === null ? 'path point-input' : 'path point-input bad'}
      aria-label={label}
      aria-invalid={table.failure !== null}
      value={typed ?? shown}
      inputMode="decimal"
      spellCheck={false}
      onChange={(event) => table.type(column, event.target.value)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        const back = (): void => event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus();
        if (event.key === 'Enter') {
          back();
          void table.commit();
        } else if (event.key === 'Escape') {
          back();
          table.cancel();
        } else if (event.key === 'Tab') {
          event.preventDefault();
          table.begin(point.row, beside(event.shiftKey ? -1 : 1));
        }
      }}
    />
  );
}
