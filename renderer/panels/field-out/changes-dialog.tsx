import { useState } from 'react';
import { ok } from '../../../shared/result.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { useSettings } from '../../state/settings.ts';
import { useVersions } from '../../state/versions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BoxFields } from './parts/box-fields.tsx';
import { SendFoot } from './parts/send-foot.tsx';
import { boxForm, boxReason, FIRST_BOX, useSend } from './use-send.ts';
import '../../ui/form-dialog.css';
import './field-out.css';

/** 送出变更: what changed since the file was cut for the field, since a version, or since a step. */
export function ChangesDialog() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const blueprint = useSession((state) => state.blueprint);
  const rev = useSession((state) => state.readRev);
  const versions = useVersions((state) => state.versions) ?? [];
  const field = blueprint?.field ?? null;
  const [name, setName] = useState(() =>
    t('send.default-changes', { name: field?.name ?? blueprint?.name ?? '' }),
  );
  const [since, setSince] = useState(() => (field !== null ? 'field' : (versions.at(-1)?.uid ?? 'step')));
  const [step, setStep] = useState('');
  const [box, setBox] = useState(FIRST_BOX);
  const { state, send, cancel } = useSend();
  const number = /^\d{1,9}$/.test(step.trim()) && Number(step) <= rev ? Number(step) : null;
  const seq = since === 'step' ? number : (versions.find(({ uid }) => uid === since)?.seq ?? null);
  const ask =
    name.trim() === ''
      ? 'send.need.name'
      : since !== 'field' && seq === null
        ? 'send.need.step'
        : boxReason(box);
  const run = async (): Promise<void> => {
    const done = await send({
      kind: 'changes-out',
      name: name.trim(),
      done: 'send.changes-done',
      pack: async ({ query }, file, uuid, options) => {
        const packed = await query.changesPack(
          {
            file,
            uuid,
            name: name.trim(),
            since: since === 'field' ? null : seq,
            author: useSettings.getState().settings.author,
            ...boxForm(box),
          },
          options,
        );
        if (!packed.ok) return packed;
        const { meta } = packed.value;
        return ok({
          count: meta.records,
          baseSeq: meta.to,
          details: { from: meta.from },
          tasks: [],
        });
      },
    });
    if (done) close();
  };
  return (
    <Dialog
      title={t('send.changes')}
      className="form field-out"
      closeLabel={t('ui.close')}
      onClose={close}
      busy={state.busy}
      footer={<SendFoot {...state} reason={ask} onCancel={cancel} onClose={close} onRun={() => void run()} />}
    >
      <div className="send-two">
        <TextField label={t('send.name')} value={name} onChange={setName} />
        <Select
          label={t('send.since')}
          choices={[
            ...(field === null ? [] : [{ id: 'field', label: t('send.since-field') }]),
            ...versions.map((version) => ({
              id: version.uid,
              label: t('send.since-version', { name: version.name }),
            })),
            { id: 'step', label: t('send.since-step') },
          ]}
          value={since}
          onChange={setSince}
        />
      </div>
      {since === 'step' ? (
        <TextField
          label={t('send.step')}
          value={step}
          onChange={setStep}
          numeric
          {...(step !== '' && number === null ? { error: t('send.step-wrong', { max: rev }) } : {})}
        />
      ) : null}
      <BoxFields box={box} onChange={(patch) => setBox((now) => ({ ...now, ...patch }))} />
    </Dialog>
  );
}
