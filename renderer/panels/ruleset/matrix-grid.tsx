import { useRef, useState, type KeyboardEvent } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { relationName } from '../../../shared/rules/ruleset-words.ts';
import { useText } from '../../i18n/use-text.ts';
import { moveCell, type MatrixCellView } from './matrix-model.ts';

export interface MatrixAxis {
  readonly id: string;
  readonly label: string;
  readonly code?: string;
  readonly swatch?: string;
}

/** A table of relations: colour and word in each cell; click or Enter opens the choice. Arrow keys move. */
export function MatrixGrid({
  label,
  rows,
  columns,
  corner,
  cell,
  isChanged,
  relations,
  onChoose,
  onClear,
}: {
  readonly label: string;
  readonly rows: readonly MatrixAxis[];
  readonly columns: readonly MatrixAxis[];
  readonly corner: string;
  readonly cell: (row: string, column: string) => MatrixCellView;
  readonly isChanged: (row: string, column: string) => boolean;
  readonly relations: readonly string[];
  readonly onChoose: (row: string, column: string, relation: string) => void;
  /** Takes a cell away where a shorter prefix can decide instead. */
  readonly onClear?: (row: string, column: string) => void;
}) {
  const { t, language } = useText();
  const table = useRef<HTMLTableElement>(null);
  const trigger = useRef<HTMLElement | null>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const [open, setOpen] = useState<readonly [string, string] | null>(null);
  const focusRow = Math.min(at[0], rows.length - 1);
  const focusColumn = Math.min(at[1], columns.length - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moveCell(event.key, [focusRow, focusColumn], [rows.length, columns.length]);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
    table.current?.querySelector<HTMLElement>(`[data-cell="${to[0]} ${to[1]}"]`)?.focus();
  };
  const shown = open === null ? null : cell(...open);
  return (
    <div className="matrix-box">
      <table ref={table} className="matrix" role="grid" aria-label={label} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col" className="corner">
              {corner}
            </th>
            {columns.map((column) => (
              <th key={column.id} scope="col" title={column.label}>
                <span className="head">
                  <span className="upright">{column.label}</span>
                  {column.swatch === undefined ? null : (
                    <span className="swatch" style={{ background: column.swatch }} />
                  )}
                  {column.code === undefined ? null : <span className="path">{column.code}</span>}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.id}>
              <th scope="row" className="el" title={row.label}>
                {row.code === undefined ? null : <span className="path mut">{row.code}</span>} {row.label}
              </th>
              {columns.map((column, c) => {
                const view = cell(row.id, column.id);
                const word = relationName(language, view.relation);
                const note = view.beside?.condition ?? '';
                return (
                  <td key={column.id}>
                    <button
                      type="button"
                      data-cell={`${r} ${c}`}
                      className={`cell ${view.relation ?? 'none'}${view.inherited ? ' inherited' : ''}${isChanged(row.id, column.id) ? ' changed' : ''}${note === '' ? '' : ' noted'}`}
                      tabIndex={r === focusRow && c === focusColumn ? 0 : -1}
                      aria-haspopup="menu"
                      aria-label={`${row.label} × ${column.label}: ${word}`}
                      title={`${row.label} × ${column.label}\n${word}${note === '' ? '' : `\n${note}`}`}
                      onFocus={() => setAt([r, c])}
                      onClick={(event) => {
                        trigger.current = event.currentTarget;
                        setOpen([row.id, column.id]);
                      }}
                    >
                      {view.relation === null ? '' : t(`ui.ruleset.sign.${view.relation}`)}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <Popover
        className="pop"
        triggerRef={trigger}
        isOpen={open !== null}
        onOpenChange={(now) => !now && setOpen(null)}
        offset={4}
      >
        {shown?.beside == null ? null : (
          <div className="cell-beside">
            {shown.beside.condition === '' ? null : <span>{shown.beside.condition}</span>}
            <span className="row">
              <span className={`tag ${shown.beside.verified === 'yes' ? 'ok' : 'warn'}`}>
                {t(`verified.${shown.beside.verified}`)}
              </span>
              <span className="cap el">{shown.beside.source}</span>
            </span>
          </div>
        )}
        <Menu
          aria-label={t('ui.ruleset.relation')}
          autoFocus="first"
          selectionMode="single"
          selectedKeys={shown?.relation == null || shown.inherited ? [] : [shown.relation]}
          onAction={(key) => {
            if (open === null) return;
            if (key === 'clear') onClear?.(...open);
            else onChoose(...open, String(key));
            setOpen(null);
          }}
        >
          {relations.map((relation) => (
            <MenuItem
              key={relation}
              id={relation}
              className="item"
              textValue={relationName(language, relation)}
            >
              <span className={`cell sample ${relation}`} aria-hidden="true">
                {t(`ui.ruleset.sign.${relation}`)}
              </span>
              {relationName(language, relation)}
            </MenuItem>
          ))}
          {onClear === undefined || shown?.relation == null || shown.inherited ? null : (
            <MenuItem id="clear" className="item">
              {t('ui.ruleset.clear-cell')}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </div>
  );
}
