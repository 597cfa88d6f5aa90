import { useState } from 'react';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { codeChoices } from '../../i18n/code-choices.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Select, type Choice } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  changedFields,
  draftOf,
  judgeDraft,
  newDraft,
  quotaForm,
  type QuotaDraft,
  type QuotaRow,
} from './quota-model.ts';
import type { Quotas } from './use-quotas.ts';

/** One quota: all fields at once, judged as they are typed, written as one step. */
export function QuotaForm({
  schema,
  row,
  quotas,
  writable,
  title,
  onEnd,
}: {
  readonly schema: LayerSchema;
  /** Null for a new one. */
  readonly row: QuotaRow | null;
  readonly quotas: Quotas;
  readonly writable: boolean;
  readonly title: string;
  readonly onEnd: () => void;
}) {
  const { t, language } = useText();
  const blueprint = useSession((state) => state.blueprint);
  const all = quotas.rows ?? [];
  const [draft, setDraft] = useState<QuotaDraft>(
    row === null
      ? newDraft(all, blueprint?.countyCode ?? '', blueprint?.planYear ?? null)
      : draftOf(row.fields),
  );
  const [tried, setTried] = useState(row !== null);
  const [busy, setBusy] = useState(false);
  const form = quotaForm(schema);
  const { values, problems } = judgeDraft(
    form,
    draft,
    all.filter(({ uid }) => uid !== row?.uid),
  );
  const sound = Object.keys(problems).length === 0;
  const changes = row === null ? values : changedFields(row.fields, values);
  const write = async (): Promise<void> => {
    setTried(true);
    if (!sound) return;
    setBusy(true);
    const done = await (row === null ? quotas.add(values) : quotas.edit(row, changes));
    setBusy(false);
    if (done) onEnd();
  };
  const remove = async (): Promise<void> => {
    if (row !== null && (await quotas.remove([row]))) onEnd();
  };
  const places: readonly Choice[] = quotas.places.map(({ code, name }) => ({
    id: code,
    label: name,
    note: code,
  }));
  const choicesOf = (name: string, domain: string | undefined): readonly Choice[] | null => {
    if (name === 'admin_code')
      return places.some(({ id }) => id === draft[name]) || row === null ? places : null;
    if (domain === undefined) return null;
    return codeChoices(domain, language).map(({ id, label }) => ({ id, label }));
  };
  return (
    <section className="quota-form" aria-label={title}>
      <div className="quota-fields">
        {form.map(({ field, control }) => {
          const problem = problems[field.name];
          const shell = {
            label: field.name === 'admin_code' ? t('ui.quota.place') : field.label[language],
            required: field.required,
            mark: t('ui.required'),
            ...(tried && problem !== undefined ? { error: t(problem.key, problem.params) } : {}),
          };
          const value = draft[field.name] ?? '';
          const set = (next: string): void => setDraft({ ...draft, [field.name]: next });
          const choices = choicesOf(field.name, field.domain);
          return (
            <div key={field.name} className={`quota-field ${field.name}`}>
              {choices !== null && choices.length > 0 ? (
                <Select
                  {...shell}
                  choices={choices}
                  value={value === '' ? null : value}
                  onChange={set}
                  placeholder={t('ui.choose')}
                  disabled={!writable}
                />
              ) : (
                <TextField
                  {...shell}
                  value={value}
                  onChange={set}
                  numeric={control === 'number'}
                  readOnly={!writable}
                />
              )}
            </div>
          );
        })}
      </div>
      <div className="quota-foot">
        {row === null ? null : (
          <Button kind="danger" onPress={() => void remove()} disabled={!writable}>
            {t('ui.quota.remove')}
          </Button>
        )}
        <span className="grow" />
        <Button onPress={onEnd}>{t('ui.cancel')}</Button>
        <Button
          kind="primary"
          disabled={!writable || busy || (row !== null && (Object.keys(changes).length === 0 || !sound))}
          onPress={() => void write()}
        >
          {t('ui.quota.save')}
        </Button>
      </div>
    </section>
  );
}
