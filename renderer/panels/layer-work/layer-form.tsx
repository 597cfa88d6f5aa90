import { useState } from 'react';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { suitsRole } from '../../../shared/commands/create-layer.command.ts';
import { codeEntry } from '../../../shared/model/code-list.ts';
import type { GeomType, PlanId } from '../../../shared/model/layer.ts';
import { LAYER_ROLES } from '../../../shared/model/layer-roles.ts';
import { OWN_GEOMETRIES, OWN_PLANS } from '../../../shared/model/own-layer.ts';
import type { Failure } from '../../../shared/result.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { createLayer, layerCommand } from '../../state/layer-work.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface Form {
  readonly zh: string;
  readonly en: string;
  readonly plan: PlanId;
  readonly geometry: GeomType | null;
  readonly role: string | null;
  readonly coverage: boolean;
  readonly copy: boolean;
}

const NONE = '-';

/** Makes a layer, or changes one: names, plan, kind of shape, role in the rules. */
export function LayerForm({
  like,
  edited,
}: {
  readonly like: LayerState | null;
  readonly edited: LayerState | null;
}) {
  const { t, name, failure } = useText();
  const close = useDialogs((state) => state.close);
  const model = edited?.schema ?? like?.schema ?? null;
  const [form, setForm] = useState<Form>({
    zh: edited?.schema.name['zh-CN'] ?? '',
    en: edited?.schema.name.en ?? '',
    plan: model && OWN_PLANS.includes(model.plan) ? model.plan : 'industrial',
    geometry: model?.geometry ?? 'MULTIPOLYGON',
    role: edited?.schema.role ?? null,
    coverage: model?.coverage ?? false,
    copy: like !== null,
  });
  const [problem, setProblem] = useState<Failure | null>(null);
  const [tried, setTried] = useState(false);
  const change = (patch: Partial<Form>): void => setForm({ ...form, ...patch });
  const nameless = form.zh.trim() === '' && form.en.trim() === '';
  const polygon = form.geometry?.endsWith('POLYGON') === true;
  const roles = LAYER_ROLES.filter(({ role }) => suitsRole(form.geometry, role));
  const role = roles.some((one) => one.role === form.role) ? form.role : null;
  const roleName = (id: string, layer: (typeof roles)[number]['layer']): string =>
    name(codeEntry('layer_role', id)?.label ?? layer.name);
  const save = async (): Promise<void> => {
    setTried(true);
    if (nameless) return;
    const shared = {
      name: { 'zh-CN': form.zh, en: form.en },
      plan: form.plan,
      role,
      coverage: form.coverage && polygon,
    };
    const roleLayer = roles.find((one) => one.role === role)?.layer.id ?? null;
    const done = edited
      ? await layerCommand('change-layer', { layer: edited.schema.id, ...shared })
      : await createLayer({
          ...shared,
          geometry: form.geometry,
          like: like && form.copy ? like.schema.id : roleLayer,
        });
    if (done.ok || done.error.code === 'command.unchanged') close();
    else setProblem(done.error);
  };
  return (
    <Dialog
      title={t(edited ? 'ui.layer-edit' : 'ui.layer-new')}
      closeLabel={t('ui.close')}
      onClose={close}
      className="layer-form-dialog"
      footer={
        <>
          <span className="cap grow">{problem ? failure(problem) : ''}</span>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button kind="primary" onPress={() => void save()}>
            {t(edited ? 'ui.save' : 'ui.layer-create')}
          </Button>
        </>
      }
    >
      <div className="layer-form">
        <div className="two">
          <TextField
            label={t('ui.layer-name-zh')}
            value={form.zh}
            onChange={(zh) => change({ zh })}
            required
            mark={t('ui.required')}
            autoFocus
            {...(tried && nameless ? { error: t('ui.layer-nameless') } : {})}
          />
          <TextField label={t('ui.layer-name-en')} value={form.en} onChange={(en) => change({ en })} />
        </div>
        <div className="two">
          <Select
            label={t('ui.layer-plan')}
            value={form.plan}
            choices={OWN_PLANS.map((plan) => ({ id: plan, label: t(`plan.${plan}`) }))}
            onChange={(plan) => change({ plan: plan as PlanId })}
          />
          <Select
            label={t('ui.layer-geometry')}
            value={form.geometry ?? NONE}
            disabled={edited !== null}
            choices={OWN_GEOMETRIES.map((id) => ({ id, label: t(`ui.geometry.${id}`) }))}
            onChange={(geometry) => change({ geometry: geometry as GeomType })}
          />
        </div>
        <Select
          label={t('ui.layer-role')}
          hint={t('ui.layer-role-hint')}
          value={role ?? NONE}
          choices={[
            { id: NONE, label: t('ui.layer-role-none') },
            ...roles.map(({ role: id, layer }) => ({
              id,
              label: roleName(id, layer),
              note: t('ui.layer-role-like', { layer: name(layer.name) }),
            })),
          ]}
          onChange={(id) => change({ role: id === NONE ? null : id })}
        />
        {polygon ? (
          <Checkbox selected={form.coverage} onChange={(coverage) => change({ coverage })}>
            {t('ui.layer-coverage')}
          </Checkbox>
        ) : null}
        {like ? (
          <Checkbox selected={form.copy} onChange={(copy) => change({ copy })}>
            {t('ui.layer-copy-fields', { layer: name(like.schema.name) })}
          </Checkbox>
        ) : null}
      </div>
    </Dialog>
  );
}
