import { useState } from 'react';
import type { FieldValue } from '../../shared/model/record.ts';
import { codeChoices } from '../i18n/code-choices.ts';
import { unitText, valueText } from '../i18n/field-text.ts';
import { useText } from '../i18n/use-text.ts';
import { Combobox } from '../ui/combobox.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { editText, parseField, type FormField } from './form-model.ts';

/**
 * One field: judged as it is typed, committed on Enter and when it is left, put back on Esc. A value that is not
 * allowed stays in the field with what is expected, and is not committed.
 */
export function FieldInput({
  item,
  value,
  onCommit,
}: {
  readonly item: FormField;
  readonly value: FieldValue;
  readonly onCommit: (value: FieldValue) => Promise<boolean>;
}) {
  const { t, language } = useText();
  const { field, control, readOnly } = item;
  const kept = editText(value);
  const [draft, setDraft] = useState({ kept, text: kept });
  // A value that was changed elsewhere (undo, another program) replaces what is in the field.
  if (draft.kept !== kept) setDraft({ kept, text: kept });
  const { text } = draft;
  const setText = (next: string): void => setDraft({ kept, text: next });
  const parsed = readOnly ? { value } : parseField(item, text);
  const error = 'problem' in parsed ? t(parsed.problem.key, parsed.problem.params) : undefined;
  const shell = {
    label: field.label[language],
    required: field.required && !readOnly,
    mark: t('ui.required'),
    ...(error === undefined ? {} : { error }),
  };
  const commit = (next: string): void => {
    const result = parseField(item, next);
    if ('problem' in result) return;
    setText(editText(result.value));
    if (result.value === value) return;
    void onCommit(result.value).then((done) => {
      if (!done) setText(kept);
    });
  };
  if (readOnly) {
    return (
      <TextField
        {...shell}
        readOnly
        value={value === null ? '' : valueText({ fields: [field] } as never, field.name, value, language)}
        unit={unitText(field.unit, language)}
      />
    );
  }
  if (control === 'code') {
    return (
      <Combobox
        {...shell}
        choices={codeChoices(field.domain ?? '', language)}
        value={text === '' ? null : text}
        openLabel={t('ui.open-list', { name: shell.label })}
        emptyLabel={t('ui.no-match')}
        placeholder={t('ui.choose')}
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
        placeholder={t('ui.choose')}
        onChange={(id) => {
          setText(id);
          commit(id);
        }}
      />
    );
  }
  return (
    <TextField
      {...shell}
      value={text}
      onChange={setText}
      onCommit={() => commit(text)}
      onEscape={() => setText(kept)}
      numeric={control === 'number'}
      multiline={control === 'long-text'}
      {...(field.unit === undefined ? {} : { unit: unitText(field.unit, language) })}
      {...(control === 'date' ? { placeholder: t('ui.date-format') } : {})}
    />
  );
}
