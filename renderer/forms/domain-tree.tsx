import { ChevronDown, RotateCcw } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '../i18n/use-text.ts';
import { FieldShellBox } from '../ui/field-shell-box.tsx';
import type { FieldShell } from '../ui/text-field.tsx';
import { DomainPopup } from './domain-popup.tsx';
import { namedBy, type DomainRow } from './domain-model.ts';
import { useDomainList } from './use-domain-list.ts';

const PAGE = 10;

/**
 * The choice of a code from its list. Closed it shows colour, code and name; typing searches by code, name and
 * pinyin; the open list is the tree of the standard. Arrows move and unfold, Enter and a click choose, Alt+Down
 * opens, Esc closes and puts the stored value back. A text that names no entry stays in the field and is not taken.
 */
export function DomainTree(
  props: FieldShell & {
    readonly domain: string;
    readonly value: string | null;
    readonly onChange: (code: string | null) => void;
    readonly placeholder?: string;
    readonly hideLabel?: boolean;
    readonly autoFocus?: boolean;
  },
) {
  const { t, language } = useText();
  const { value, onChange, label } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const list = useDomainList(props.domain, language, value);
  const chosen = value === null ? undefined : list.domain.byCode.get(value);
  const shown =
    list.typed ?? (chosen ? [chosen.shownCode, chosen.label].filter(Boolean).join(' ') : (value ?? ''));
  const wrong =
    list.typed !== null &&
    !list.open &&
    list.typed.trim() !== '' &&
    namedBy(list.domain, list.typed) === undefined;
  const unknown = value !== null && chosen === undefined && list.typed === null;
  const error = wrong || unknown ? t('ui.field.code') : props.error;

  const take = (row: DomainRow | undefined): void => {
    if (row?.kind !== 'node') return;
    list.remember(row.node.code);
    list.hide();
    list.forget();
    if (row.node.code !== value) onChange(row.node.code);
  };
  /** What is typed, when the field is left: the entry it names, nothing, or a text that stays to be put right. */
  const leave = (): void => {
    list.hide();
    if (list.typed === null) return;
    const named = namedBy(list.domain, list.typed);
    if (list.typed.trim() === '') {
      list.forget();
      // What must be filled in keeps what it had.
      if (value !== null && !props.required) onChange(null);
    } else if (named) {
      list.forget();
      if (named.code !== value) onChange(named.code);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const row = list.rows[list.at];
    const atEnd = input.current?.selectionStart === input.current?.value.length;
    if (!list.open) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') list.show();
      else if (event.key === 'Enter') leave();
      else if (event.key === 'Escape' && list.typed !== null) list.forget();
      else return;
    } else if (event.key === 'ArrowDown') list.step(1);
    else if (event.key === 'ArrowUp') {
      if (event.altKey) list.hide();
      else list.step(-1);
    } else if (event.key === 'PageDown') list.step(PAGE);
    else if (event.key === 'PageUp') list.step(-PAGE);
    else if (event.key === 'Enter') take(row);
    else if (event.key === 'Escape') {
      list.hide();
      list.forget();
    } else if (event.key === 'ArrowRight' && row?.kind === 'node' && row.open === false && atEnd) {
      list.unfold(row, true);
    } else if (event.key === 'ArrowLeft' && row?.kind === 'node' && atEnd && list.typed === null) {
      if (row.open) list.unfold(row, false);
      else {
        const parent = list.rows.findIndex((one) => one.kind === 'node' && one.id === row.node.parent);
        if (parent >= 0) list.stand(parent);
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const active = list.rows[list.at];
  return (
    <FieldShellBox {...props} {...(error === undefined ? {} : { error })} inputId={id}>
      <div
        ref={setFrame}
        className={`in domain${error === undefined ? '' : ' bad'}`}
        data-typed={list.typed === null ? 'no' : 'yes'}
        {...(list.open ? { 'data-own-keys': '' } : {})}
      >
        {chosen?.swatch && list.typed === null ? (
          <span className="swatch" style={{ background: chosen.swatch }} />
        ) : null}
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-label={label}
          aria-expanded={list.open}
          aria-haspopup={list.domain.nested ? 'tree' : 'listbox'}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-invalid={error !== undefined}
          aria-required={props.required ?? false}
          {...(list.open && active?.kind === 'node' ? { 'aria-activedescendant': `${id}-${active.id}` } : {})}
          {...(error === undefined ? {} : { 'aria-describedby': `${id}-help` })}
          value={shown}
          placeholder={props.placeholder ?? t('ui.choose')}
          spellCheck={false}
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={props.autoFocus ?? false}
          onFocus={(event) => event.target.select()}
          onClick={list.show}
          onChange={(event) => list.type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={leave}
        />
        {wrong ? (
          <button
            type="button"
            className="drop"
            aria-label={t('forms.reset', { name: label })}
            onPointerDown={(event) => event.preventDefault()}
            onClick={list.forget}
          >
            <RotateCcw className="i" />
          </button>
        ) : null}
        <button
          type="button"
          className="drop"
          tabIndex={-1}
          aria-label={t('ui.open-list', { name: label })}
          onPointerDown={(event) => {
            event.preventDefault();
            input.current?.focus();
            if (list.open) list.hide();
            else list.show();
          }}
        >
          <ChevronDown className="i" />
        </button>
      </div>
      {list.open && frame ? (
        <DomainPopup
          id={id}
          label={label}
          domain={props.domain}
          list={list}
          value={value}
          anchor={frame}
          onTake={take}
        />
      ) : null}
    </FieldShellBox>
  );
}
