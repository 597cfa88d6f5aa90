import { useState } from 'react';
import { PLAN_IDS, type PlanId } from '../../../shared/model/layer.ts';
import { nextVersionName, STANDINGS, versionsOf, type Standing } from '../../../shared/model/version.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { saveVersion, useVersions } from '../../state/versions.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import './versions.css';

const WHOLE = 'whole';
/** Plans that are made here. */
const PLANS: readonly PlanId[] = PLAN_IDS.filter((plan) => !['control-line', 'base', 'field'].includes(plan));

/** Names a state, or gives a version another name, standing or note. */
export function VersionDialog() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const target = useVersions((state) => state.target);
  const versions = useVersions((state) => state.versions) ?? [];
  const known = target?.kind === 'known' ? target.version : null;
  const [plan, setPlan] = useState<PlanId | null>(
    target?.kind === 'new' ? target.plan : (known?.plan ?? null),
  );
  const proposed = (of: PlanId | null): string =>
    nextVersionName(
      of === null ? versions.filter((one) => one.plan === null) : versionsOf(versions, of).toReversed(),
    );
  const [name, setName] = useState(known?.name ?? proposed(plan));
  const [standing, setStanding] = useState<Standing>(known?.standing ?? 'draft');
  const [note, setNote] = useState(known?.note ?? '');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  if (target === null) return null;
  const seq = target.kind === 'new' ? target.seq : target.version.seq;
  const taken = versions.some(
    (one) => one.plan === plan && one.name === name.trim() && one.uid !== known?.uid,
  );
  const problem = name.trim() === '' ? 'compare.name-needed' : taken ? 'compare.name-taken' : null;
  const save = async (): Promise<void> => {
    setTried(true);
    if (problem !== null) return;
    setBusy(true);
    const done = await saveVersion(target, plan, { name: name.trim(), standing, note });
    setBusy(false);
    if (done) close();
  };
  return (
    <Dialog
      title={t(known === null ? 'compare.save-title' : 'compare.edit-title')}
      closeLabel={t('ui.close')}
      onClose={close}
      busy={busy}
      footer={
        <>
          <span className="cap grow">{t('compare.save-note')}</span>
          <Button onPress={close} disabled={busy}>
            {t('ui.cancel')}
          </Button>
          <Button kind="primary" onPress={() => void save()} disabled={busy}>
            {t('compare.save')}
          </Button>
        </>
      }
    >
      <div className="version-form">
        <p className="what">{seq === null ? t('compare.of-now') : t('compare.of-step', { seq })}</p>
        <Select
          label={t('compare.plan')}
          choices={[
            ...PLANS.map((id) => ({ id, label: t(`plan.${id}`) })),
            { id: WHOLE, label: t('compare.whole') },
          ]}
          value={plan ?? WHOLE}
          disabled={known !== null}
          onChange={(id) => {
            const next = PLANS.find((one) => one === id) ?? null;
            if (name === proposed(plan)) setName(proposed(next));
            setPlan(next);
          }}
        />
        <TextField
          label={t('compare.name')}
          required
          autoFocus
          value={name}
          onChange={setName}
          {...(tried && problem !== null ? { error: t(problem) } : {})}
        />
        <div className="field">
          <span className="field-label">{t('compare.standing')}</span>
          <Segmented
            label={t('compare.standing')}
            value={standing}
            choices={STANDINGS.map((id) => ({ id, content: t(`compare.standing.${id}`) }))}
            onChange={setStanding}
          />
        </div>
        <TextField label={t('compare.note')} multiline value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}
