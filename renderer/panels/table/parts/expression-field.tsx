import { ListFilter } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import { services } from '../../../bridge/client.ts';
import { useText } from '../../../i18n/use-text.ts';
import { suggestionsAt, written, type Suggestion } from '../suggestions.ts';

/** A line in which an expression is written; fields, words and values are offered while it is typed. */
export function ExpressionField({
  id,
  schema,
  label,
  value,
  onChange,
  onApply,
  placeholder,
  wrong,
  functions = false,
  end,
}: {
  readonly id?: string;
  readonly schema: LayerSchema;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onApply?: () => void;
  readonly placeholder: string;
  readonly wrong: boolean;
  /** Functions are offered as well: it gives a value. */
  readonly functions?: boolean;
  readonly end?: ReactNode;
}) {
  const { language } = useText();
  const input = useRef<HTMLInputElement>(null);
  const name = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [cursor, setCursor] = useState(0);
  const found = open ? suggestionsAt(schema, value, cursor, language, functions) : null;
  const more = useValues(schema, found?.expected ?? null);
  const list = found === null ? [] : [...found.list, ...more];
  const shown = open && list.length > 0;
  // What is calculated is not lost by a key; a filter is taken away by it.
  const clears = !functions && value !== '';

  const take = (one: Suggestion): void => {
    if (found === null) return;
    const before = value.slice(0, found.expected.from);
    const after = value.slice(cursor).replace(/^['"”’\]]/, '');
    const space = /[(]$/.test(one.insert) ? '' : ' ';
    const next = `${before}${one.insert}${space}`;
    onChange(`${next}${after.trimStart()}`);
    setActive(-1);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(next.length, next.length);
      setCursor(next.length);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && list.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((active + by + list.length + (active < 0 && by < 0 ? 1 : 0)) % list.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && shown && active >= 0) {
      event.preventDefault();
      take(list[active]!);
    } else if (event.key === 'Enter') {
      setOpen(false);
      onApply?.();
    } else if (event.key === 'Escape' && (open || clears)) {
      event.stopPropagation();
      if (open) setOpen(false);
      else onChange('');
    }
  };
  const where = (): void => setCursor(input.current?.selectionStart ?? value.length);
  return (
    <div className="expr" onBlur={() => setOpen(false)}>
      <div className={`in short${wrong ? ' bad' : ''}`}>
        <ListFilter className="i" aria-hidden="true" />
        <input
          ref={input}
          {...(id === undefined ? {} : { id })}
          role="combobox"
          aria-label={label}
          aria-expanded={shown}
          aria-controls={`${name}-list`}
          aria-autocomplete="list"
          aria-invalid={wrong}
          {...(shown && active >= 0 ? { 'aria-activedescendant': `${name}-${active}` } : {})}
          value={value}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            onChange(event.target.value);
            setCursor(event.target.selectionStart ?? event.target.value.length);
            setActive(-1);
            setOpen(true);
          }}
          onSelect={where}
          onKeyDown={onKeyDown}
        />
        {end}
      </div>
      {shown ? (
        <ul id={`${name}-list`} role="listbox" aria-label={label} className="pop expr-list">
          {list.map((one, i) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={`${one.insert} ${one.note}`}
              id={`${name}-${i}`}
              role="option"
              aria-selected={i === active}
              className={i === active ? 'item on' : 'item'}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(one)}
            >
              {one.label}
              {one.note === '' ? null : <span className="code">{one.note}</span>}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Values that a text field really has, asked of the reader. */
function useValues(
  schema: LayerSchema,
  expected: {
    readonly kind: string;
    readonly prefix: string;
    readonly field: { readonly name: string; readonly domain?: string; readonly type: string } | null;
  } | null,
): readonly Suggestion[] {
  const field = expected?.kind === 'value' && expected.field?.domain === undefined ? expected.field : null;
  const name = field !== null && field.type !== 'real' ? field.name : null;
  const prefix = expected?.prefix ?? '';
  const [values, setValues] = useState<{ readonly key: string; readonly list: readonly Suggestion[] }>({
    key: '',
    list: [],
  });
  const key = name === null ? '' : `${name} ${prefix}`;
  useEffect(() => {
    if (name === null) return;
    let current = true;
    const timer = setTimeout(() => {
      void services()
        ?.query.rowValues({ layer: schema.id, field: name, part: prefix, limit: 8 })
        .then((answer) => {
          if (!current || !answer.ok) return;
          const list = answer.value.map(({ value, count }) => ({
            label: value,
            note: String(count),
            insert: written(schema, value),
          }));
          setValues({ key, list });
        });
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [schema, name, prefix, key]);
  return values.key === key && key !== '' ? values.list : [];
}
