import { useState } from 'react';
import type { ListedDispute } from '../../../../shared/bridge/exchange-contract.ts';
import type { FieldDispute } from '../../../../shared/merge/types.ts';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import type { FieldValue } from '../../../../shared/model/record.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import { parseField } from '../../../forms/form-model.ts';
import { valueText } from '../../../i18n/field-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import type { Side } from '../../../state/merge-decisions.ts';
import { decide } from '../../../state/merge-work.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { fieldName, joined, typedField } from '../merge-words.ts';

type Choice = Side | 'typed';

/** Attribute by attribute: what it was, what it is here, what it is there, and what is taken. */
export function FieldRows({
  dispute,
  schema,
}: {
  readonly dispute: ListedDispute;
  readonly schema: LayerSchema | undefined;
}) {
  const { t } = useText();
  return (
    <table className="tbl merge-fields">
      <thead>
        <tr>
          <th className="name">{t('merge.attribute')}</th>
          <th>{t('merge.base')}</th>
          <th>{t('merge.mine')}</th>
          <th>{t('merge.theirs')}</th>
          <th className="choice">{t('merge.taken-value')}</th>
        </tr>
      </thead>
      {dispute.fields.map((field) => (
        <FieldRow key={field.field} dispute={dispute} field={field} schema={schema} />
      ))}
    </table>
  );
}

function choiceOf({ mine, theirs }: FieldDispute, value: FieldValue | undefined): Choice | null {
  if (value === undefined) return null;
  return value === mine ? 'mine' : value === theirs ? 'theirs' : 'typed';
}

function FieldRow({
  dispute,
  field,
  schema,
}: {
  readonly dispute: ListedDispute;
  readonly field: FieldDispute;
  readonly schema: LayerSchema | undefined;
}) {
  const said = useText();
  const { t, language } = said;
  const [typing, setTyping] = useState(false);
  const value = dispute.decision?.fields?.[field.field];
  const choice = typing ? 'typed' : choiceOf(field, value);
  const item = typedField(said, field, schema);
  const name = fieldName(said, field.field, schema);
  const read = (one: FieldValue): string => valueText(schema, field.field, one, language);
  const take = (taken: FieldValue): void => decide(dispute, { fields: { [field.field]: taken } });
  const together = item && joined(item, field, t('merge.joiner'));
  const fits = together !== undefined && item !== undefined && 'value' in parseField(item, together);
  const sides = (['mine', 'theirs'] as const).map((id) => ({ id, content: t(`merge.${id}`) }));
  return (
    <tbody>
      <tr>
        <td className="name" title={name}>
          {name}
        </td>
        {(['base', 'mine', 'theirs'] as const).map((side) => (
          <td
            key={side}
            title={read(field[side])}
            className={side === 'base' ? 'mut' : choice === side ? 'taken' : ''}
          >
            {read(field[side])}
          </td>
        ))}
        <td className="choice">
          <Segmented<Choice>
            label={t('merge.take-of', { name })}
            value={choice}
            choices={
              item === undefined ? sides : [...sides, { id: 'typed' as const, content: t('merge.typed') }]
            }
            onChange={(id) => {
              setTyping(id === 'typed');
              if (id !== 'typed') take(field[id]);
            }}
          />
        </td>
      </tr>
      {choice === 'typed' && item !== undefined ? (
        <tr className="merge-typed">
          <td />
          <td colSpan={4}>
            <div className="row">
              <FieldInput
                item={item}
                value={value ?? null}
                onCommit={(typed) => {
                  take(typed);
                  return Promise.resolve(true);
                }}
              />
              {together === undefined ? null : (
                <Button
                  onPress={() => take(together)}
                  {...(fits ? {} : { reason: t('merge.join-long', { max: item.field.length ?? 0 }) })}
                >
                  {t('merge.join')}
                </Button>
              )}
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}
