import { useState } from 'react';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import type { Field } from '../../../../shared/model/layer.ts';
import type { FieldValue } from '../../../../shared/model/record.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import { formSections } from '../../../forms/form-model.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { FUNCTION_HINTS } from '../suggestions.ts';
import { EditPane, writableFields, type EditScope } from './edit-pane.tsx';
import { ExpressionField } from './expression-field.tsx';

interface FormProps {
  readonly layer: LayerState;
  readonly scope: EditScope;
}

function FieldChoice({
  fields,
  value,
  onChange,
}: {
  readonly fields: readonly Field[];
  readonly value: string | null;
  readonly onChange: (field: string) => void;
}) {
  const { t, name } = useText();
  return (
    <Select
      label={t('table.field')}
      value={value}
      placeholder={t('ui.choose')}
      choices={fields.map((field) => ({ id: field.name, label: name(field.label) }))}
      onChange={onChange}
    />
  );
}

/** One value into a field of every row. */
export function SetForm({ layer, scope }: FormProps) {
  const fields = writableFields(layer);
  const [field, setField] = useState<string | null>(null);
  const [value, setValue] = useState<FieldValue>(null);
  const [given, setGiven] = useState(false);
  const item = formSections(layer.schema)
    .flatMap((section) => section.fields)
    .find((one) => one.field.name === field);
  return (
    <EditPane
      layer={layer}
      scope={scope}
      edit={field !== null && given ? { kind: 'set', field, value } : null}
    >
      <FieldChoice
        fields={fields}
        value={field}
        onChange={(next) => {
          setField(next);
          setValue(null);
          setGiven(false);
        }}
      />
      {item === undefined ? null : (
        <FieldInput
          key={field}
          item={item}
          value={value}
          onCommit={(next) => {
            setValue(next);
            setGiven(true);
            return Promise.resolve(true);
          }}
        />
      )}
    </EditPane>
  );
}

/** What an expression gives for each row, into a field of it. */
export function CalculateForm({ layer, scope }: FormProps) {
  const { t, language } = useText();
  const [field, setField] = useState<string | null>(null);
  const [expression, setExpression] = useState('');
  const edit =
    field !== null && expression.trim() !== '' ? { kind: 'calculate' as const, field, expression } : null;
  return (
    <EditPane layer={layer} scope={scope} edit={edit}>
      <FieldChoice fields={writableFields(layer)} value={field} onChange={setField} />
      <div className="field">
        <span className="field-label">{t('table.expression')}</span>
        <ExpressionField
          schema={layer.schema}
          label={t('table.expression')}
          placeholder={t('table.expression-hint')}
          value={expression}
          wrong={false}
          functions
          onChange={setExpression}
        />
      </div>
      <div className="function-list">
        {FUNCTION_HINTS.map(([insert, zh, en]) => (
          <button
            key={insert}
            type="button"
            className="fchip"
            title={language === 'en' ? en : zh}
            onClick={() => setExpression((before) => `${before}${insert}`)}
          >
            <span className="path">{insert.replace(/\(.*$/, '')}</span>
          </button>
        ))}
      </div>
    </EditPane>
  );
}

/** A text in fields of every row, replaced by another. */
export function ReplaceForm({ layer, scope }: FormProps) {
  const { t, name } = useText();
  const fields = writableFields(layer).filter((field) => ['text', 'code', 'date'].includes(field.type));
  const [chosen, setChosen] = useState<string>('*');
  const [find, setFind] = useState('');
  const [replace, setReplace] = useState('');
  const [matchCase, setMatchCase] = useState(true);
  const [whole, setWhole] = useState(false);
  // Codes and dates are replaced only where they are chosen by name.
  const texts = fields.filter((field) => field.type === 'text').map((field) => field.name);
  const names = chosen === '*' ? texts : [chosen];
  const edit =
    find === '' || names.length === 0
      ? null
      : { kind: 'replace' as const, fields: names, find, replace, matchCase, whole };
  return (
    <EditPane layer={layer} scope={scope} edit={edit}>
      <Select
        label={t('table.field')}
        value={chosen}
        choices={[
          { id: '*', label: t('table.all-texts') },
          ...fields.map((field) => ({ id: field.name, label: name(field.label) })),
        ]}
        onChange={setChosen}
      />
      <TextField label={t('table.find')} value={find} onChange={setFind} />
      <TextField label={t('table.replace-with')} value={replace} onChange={setReplace} />
      <div className="row wrap">
        <Checkbox selected={matchCase} onChange={setMatchCase}>
          {t('table.match-case')}
        </Checkbox>
        <Checkbox selected={whole} onChange={setWhole}>
          {t('table.whole')}
        </Checkbox>
      </div>
    </EditPane>
  );
}
