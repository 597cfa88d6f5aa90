import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import type { Field } from '../../../shared/model/layer.ts';
import { isOwnField } from '../../../shared/model/own-layer.ts';
import type { Failure } from '../../../shared/result.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { layerCommand } from '../../state/layer-work.ts';
import { useSession } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ConversionView, FieldFormView, useConversion } from './field-form.tsx';
import { fieldProblems, formOf, NEW_FIELD, specOf, type FieldForm } from './field-model.ts';

/** The fields of a layer: those it came with, and those of the user, which can be changed. */
export function FieldsDialog({ layer }: { readonly layer: LayerState }) {
  const { t, name, failure } = useText();
  const close = useDialogs((state) => state.close);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const { schema } = layer;
  const fixed = readOnly || schema.readOnly || layer.locked;
  const [form, setForm] = useState<FieldForm | null>(null);
  const [tried, setTried] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const shown = schema.fields.filter(
    (field) => !field.system && field.name !== 'uid' && field.name !== 'revision',
  );
  const edited = form?.was == null ? null : (shown.find((field) => field.name === form.was) ?? null);
  const report = useConversion(schema.id, edited, form);
  const lossy = (report?.lost ?? 0) > 0;
  const begin = (next: FieldForm | null): void => {
    setForm(next);
    setTried(false);
    setAgreed(false);
    setProblem(null);
  };
  const run = async (command: string, params: object): Promise<void> => {
    const done = await layerCommand(command, { layer: schema.id, ...params });
    if (done.ok || done.error.code === 'command.unchanged') begin(null);
    else setProblem(done.error);
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if (form === null || Object.keys(fieldProblems(form)).length > 0) return;
    if (form.was === null) await run('add-field', { field: specOf(form) });
    else await run('change-field', { field: form.was, to: specOf(form), acceptLoss: agreed });
  };
  return (
    <Dialog
      title={t('ui.layer-fields-of', { layer: name(schema.name) })}
      closeLabel={t('ui.close')}
      onClose={close}
      className="fields-dialog"
      footer={
        <>
          <span className="help bad grow" role="status">
            {problem ? failure(problem) : ''}
          </span>
          {form === null ? (
            <Button onPress={close}>{t('ui.close')}</Button>
          ) : (
            <>
              <Button onPress={() => begin(null)}>{t('ui.cancel')}</Button>
              <Button
                kind="primary"
                onPress={() => void save()}
                {...(lossy && !agreed ? { reason: t('ui.conversion-agree-first') } : {})}
              >
                {t('ui.save')}
              </Button>
            </>
          )}
        </>
      }
    >
      {form === null ? (
        <FieldList
          fields={shown}
          fixed={fixed}
          onEdit={(field) => begin(formOf(field))}
          onAdd={() => begin(NEW_FIELD)}
          onDelete={(field) => void run('delete-field', { field: field.name })}
        />
      ) : (
        <>
          <FieldFormView form={form} tried={tried} onChange={setForm} />
          {report === null ? null : <ConversionView report={report} />}
          {lossy ? (
            <Checkbox selected={agreed} onChange={setAgreed}>
              {t('ui.conversion-agree', { lost: report?.lost ?? 0 })}
            </Checkbox>
          ) : null}
        </>
      )}
    </Dialog>
  );
}

function FieldList({
  fields,
  fixed,
  onEdit,
  onAdd,
  onDelete,
}: {
  readonly fields: readonly Field[];
  readonly fixed: boolean;
  readonly onEdit: (field: Field) => void;
  readonly onAdd: () => void;
  readonly onDelete: (field: Field) => void;
}) {
  const { t, name } = useText();
  const typeOf = (field: Field): string =>
    field.domain && field.type === 'code'
      ? t('ui.field-type.code')
      : `${t(`ui.field-type.${field.type}`)}${field.length ? ` ${field.length}` : ''}`;
  return (
    <>
      <div className="fields-scroll scroll">
        <table className="fields-table">
          <thead>
            <tr>
              <th>{t('ui.field')}</th>
              <th>{t('ui.field-name')}</th>
              <th>{t('ui.field-type')}</th>
              <th>{t('ui.field-split')}</th>
              <th>{t('ui.field-merge')}</th>
              <th aria-label={t('ui.actions')} />
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field.name} className={isOwnField(field) ? 'own' : ''}>
                <td>
                  {isOwnField(field) && !fixed ? (
                    <Button kind="link" onPress={() => onEdit(field)}>
                      {name(field.label)}
                    </Button>
                  ) : (
                    name(field.label)
                  )}
                  {field.required ? <span className="req"> {t('ui.required')}</span> : null}
                </td>
                <td className="path">{field.name}</td>
                <td>{typeOf(field)}</td>
                <td>{t(`ui.policy.${field.split}`)}</td>
                <td>{t(`ui.policy.${field.merge}`)}</td>
                <td>
                  {isOwnField(field) && !fixed ? (
                    <IconButton
                      label={t('ui.field-delete', { field: name(field.label) })}
                      onPress={() => onDelete(field)}
                    >
                      <Trash2 className="i" />
                    </IconButton>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {fixed ? (
        <p className="cap">{t('ui.fields-fixed')}</p>
      ) : (
        <Button onPress={onAdd}>
          <Plus className="i" />
          {t('ui.field-add')}
        </Button>
      )}
    </>
  );
}
