import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import type { FieldValue, RecordRef } from '../../../../shared/model/record.ts';
import { FieldInput } from '../../../forms/field-input.tsx';
import { formSections } from '../../../forms/form-model.ts';
import { useText } from '../../../i18n/use-text.ts';
import { execute } from '../../../state/edit.ts';
import { notify, notifyFailure } from '../../../state/notices.ts';
import { useSession } from '../../../state/session.ts';
import { stepHistory } from '../../../state/undo.ts';
import { commonValues } from '../common-values.ts';
import { useFieldsOf } from '../use-fields-of.ts';

/** The form of several features of one layer: what they share, and what they differ in; written to all at once. */
export function ManyForm({
  refs,
  layer,
}: {
  readonly refs: readonly RecordRef[];
  readonly layer: LayerState;
}) {
  const { t } = useText();
  const fileReadOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const all = useFieldsOf(refs);
  if (all === null) return null;
  const locked = fileReadOnly || layer.locked;
  const common = commonValues(all);
  const commit = async (field: string, value: FieldValue): Promise<boolean> => {
    const done = await execute('edit-attributes', { refs, fields: { [field]: value } });
    if (!done.ok) notifyFailure(done.error);
    else {
      notify(
        'ok',
        'forms.written-to',
        { n: refs.length },
        {
          key: 'ui.undo',
          run: () => void stepHistory('undo'),
        },
      );
    }
    return done.ok;
  };
  const fields = formSections(layer.schema).flatMap((section) =>
    section.id === 'main' ? section.fields : [],
  );
  return (
    <section className="sec">
      <h4>
        {t('ui.form.main')}
        <span className="r">{layer.locked ? t('ui.locked') : t('forms.writes-to', { n: refs.length })}</span>
      </h4>
      <div className="form">
        {fields.map((item) => {
          const { name } = item.field;
          const { value, mixed } = common(name);
          return (
            <FieldInput
              key={name}
              item={locked ? { ...item, readOnly: true } : item}
              value={value}
              mixed={mixed}
              reading={all}
              onCommit={(next) => commit(name, next)}
            />
          );
        })}
      </div>
    </section>
  );
}
