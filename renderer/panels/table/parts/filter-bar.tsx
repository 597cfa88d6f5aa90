import { SquareDashedMousePointer, SquareCheckBig, X } from 'lucide-react';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { expressionParts, withoutPart } from '../../../../shared/expression/parts.ts';
import { useText } from '../../../i18n/use-text.ts';
import { tableViewOf, useTableView } from '../../../state/table-view.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { FilterText } from '../filter-text.ts';
import { ExpressionField } from './expression-field.tsx';

/** The filter of a table: typed words or a condition, its parts as chips, and where it looks. */
export function FilterBar({ layer, read }: { readonly layer: LayerState; readonly read: FilterText }) {
  const { t } = useText();
  const { schema } = layer;
  const view = useTableView((state) => tableViewOf(state, schema.id));
  const change = useTableView((state) => state.change);
  return (
    <>
      <ExpressionField
        id="panel-search"
        schema={schema}
        label={t('table.filter')}
        placeholder={t('table.filter-hint')}
        value={view.text}
        wrong={read.kind === 'wrong'}
        onChange={(text) => change(schema.id, { text })}
        end={
          view.text === '' ? null : (
            <button
              type="button"
              className="drop"
              aria-label={t('table.filter-clear')}
              onClick={() => change(schema.id, { text: '' })}
            >
              <X className="i" />
            </button>
          )
        }
      />
      <IconButton
        label={t('table.in-view')}
        toggle
        on={view.inView}
        onPress={() => change(schema.id, { inView: !view.inView })}
      >
        <SquareDashedMousePointer className="i" />
      </IconButton>
      <IconButton
        label={t('table.only-selected')}
        toggle
        on={view.onlySelected}
        onPress={() => change(schema.id, { onlySelected: !view.onlySelected })}
      >
        <SquareCheckBig className="i" />
      </IconButton>
    </>
  );
}

/** The parts of a condition, each to be taken away. */
export function FilterChips({ layer, read }: { readonly layer: LayerState; readonly read: FilterText }) {
  const { t, language } = useText();
  const { schema } = layer;
  const view = useTableView((state) => tableViewOf(state, schema.id));
  const change = useTableView((state) => state.change);
  const parts = read.kind === 'condition' ? expressionParts(read.source, schema, language) : [];
  if (parts.length === 0) return null;
  return (
    <div className="chip-row">
      {parts.map((part, i) => (
        <span key={part.source} className="fchip part" data-testid="filter-part">
          {part.short === null ? (
            <b className="el">{part.source}</b>
          ) : (
            <>
              {part.short.field} <b className="path">{part.short.value}</b>
            </>
          )}
          <button
            type="button"
            aria-label={t('table.part-remove', { part: part.source })}
            onClick={() => change(schema.id, { text: withoutPart(view.text, schema, i) })}
          >
            <X className="i" />
          </button>
        </span>
      ))}
    </div>
  );
}

/** What is wrong with the condition, and where. */
export function FilterFault({ read }: { readonly read: FilterText }) {
  const { failure } = useText();
  return read.kind === 'wrong' ? (
    <p className="filter-fault" role="status">
      {failure(read.failure)}
    </p>
  ) : null;
}
