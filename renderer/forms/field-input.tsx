import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { formatArea } from '../../shared/i18n/format.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { unitText, valueText } from '../i18n/field-text.ts';
import { useText } from '../i18n/use-text.ts';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { DomainTree } from './domain-tree.tsx';
import { computedText, editText, parseField, type FormField } from './form-model.ts';

const HA_M2 = 10_000;

interface Draft {
  readonly kept: string;
  readonly text: string;
  /** The reading that the text was written over, once it is in the file. */
  readonly writtenAt?: object;
}

/**
 * One field: judged as it is typed, committed on Enter and when it is left, put back on Esc. A value that is not
 * allowed stays in the field with what is expected, and is not committed. With `mixed` the features in hand have
 * several values: the field is empty until one is written to all of them.
 */
export function FieldInput({
  item,
  value,
  mixed = false,
  reading,
  onCommit,
}: {
  readonly item: FormField;
  readonly value: FieldValue;
  readonly mixed?: boolean;
  /** What the value was read with: another one says that it has been read again. */
  readonly reading?: object;
  readonly onCommit: (value: FieldValue) => Promise<boolean>;
}) {
  const { t, language } = useText();
  const { field, control, readOnly } = item;
  const kept = mixed ? '' : editText(value);
  const [draft, setDraft] = useState<Draft>({ kept, text: kept });
  // A value that was changed elsewhere (undo, another program) replaces what is in the field. What was written and
  // taken back before it was read leaves the value as it was: then the next reading says what holds.
  if (draft.kept !== kept || (draft.writtenAt !== undefined && draft.writtenAt !== reading)) {
    setDraft({ kept, text: kept });
  }
  const { text } = draft;
  const setText = (next: string): void => setDraft({ kept, text: next });
  const typed = text !== kept;
  const parsed = readOnly || (mixed && !typed) ? { value } : parseField(item, text);
  const error = 'problem' in parsed ? t(parsed.problem.key, parsed.problem.params) : undefined;
  const label = field.label[language];
  const shell = {
    label,
    required: field.required && !readOnly,
    mark: t('ui.required'),
    ...(error === undefined ? {} : { error }),
  };
  const placeholder = mixed ? t('forms.mixed') : undefined;
  const commit = (next: string): void => {
    if (mixed && next === '') return;
    const result = parseField(item, next);
    if ('problem' in result) return;
    const written = editText(result.value);
    setText(written);
    if (!mixed && result.value === value) return;
    void onCommit(result.value).then((done) => {
      if (!done) setText(kept);
      else if (reading !== undefined) {
        setDraft((now) => (now.text === written ? { ...now, writtenAt: reading } : now));
      }
    });
  };
  if (readOnly) {
    const how = computedText(field);
    const read = value === null ? '' : valueText({ fields: [field] } as never, field.name, value, language);
    return (
      <TextField
        {...shell}
        readOnly
        value={mixed ? '' : read}
        unit={unitText(field.unit, language)}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(how === undefined ? {} : { hint: t(how) })}
      />
    );
  }
  if (control === 'code') {
    return (
      <DomainTree
        {...shell}
        domain={field.domain ?? ''}
        value={text === '' ? null : text}
        {...(placeholder === undefined ? {} : { placeholder })}
        onChange={(id) => {
          setText(id ?? '');
          commit(id ?? '');
        }}
      />
    );
  }
  if (control === 'bool') {
    return (
      <Select
        {...shell}
        choices={[
          { id: '1', label: t('ui.yes') },
          { id: '0', label: t('ui.no') },
        ]}
        value={text === '' ? null : text}
        placeholder={placeholder ?? t('ui.choose')}
        onChange={(id) => {
          setText(id);
          commit(id);
        }}
      />
    );
  }
  const hectares = field.unit === 'ha' && 'value' in parsed && !mixed ? parsed.value : null;
  return (
    <TextField
      {...shell}
      value={text}
      typed={typed}
      onChange={setText}
      onCommit={() => commit(text)}
      onEscape={() => setText(kept)}
      numeric={control === 'number'}
      multiline={control === 'long-text'}
      {...(typed ? { action: <Reset label={label} onPress={() => setText(kept)} /> } : {})}
      {...(typeof hectares === 'number'
        ? { hint: t('forms.also', { area: formatArea(language, hectares * HA_M2, 'mu') }) }
        : {})}
      {...(field.unit === undefined ? {} : { unit: unitText(field.unit, language) })}
      {...(placeholder !== undefined
        ? { placeholder }
        : control === 'date'
          ? { placeholder: t('ui.date-format') }
          : {})}
    />
  );
}

/** Puts the stored value back; reached with the mouse, as Esc does the same. */
function Reset({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  const { t } = useText();
  const name = t('forms.reset', { name: label });
  return (
    <button
      type="button"
      className="drop"
      tabIndex={-1}
      aria-label={name}
      title={name}
      // Else leaving the field would commit what is to be put back.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <RotateCcw className="i" />
    </button>
  );
}
