import { useState } from 'react';
import {
  reasonsFor,
  REASONS_WITH_TEXT,
  type ExceptionReason,
} from '../../../shared/commands/mark-exception.command.ts';
import { today } from '../../i18n/today.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { markException, targetOf, useSpoken } from '../../state/finding-words.ts';
import { useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { RadioList } from '../../ui/radio-list.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from './day-field.tsx';
import { readDay } from './read-day.ts';

/** Sets findings aside: reason, text, approval number, last day. A bottom-line conflict admits two reasons. */
export function ExceptionDialog() {
  const { t, area } = useText();
  const { spoken } = useSpoken();
  const close = useDialogs((state) => state.close);
  const author = useSettings((state) => state.settings.author);
  const targets = spoken.map(targetOf);
  const reasons = reasonsFor(targets.map(({ severity }) => severity));
  const [reason, setReason] = useState<ExceptionReason | null>(null);
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  const [expires, setExpires] = useState('');
  const [person, setPerson] = useState(author);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const bottomLine = targets.filter(({ severity }) => severity === 'blocking').length;
  const day = readDay(expires);
  const wanted = {
    number: reason === 'approved' && number.trim() === '' ? t('findings.number-needed') : undefined,
    note:
      reason !== null && REASONS_WITH_TEXT.includes(reason) && note.trim() === ''
        ? t('findings.explain-needed')
        : undefined,
    person: person.trim() === '' ? t('findings.person-needed') : undefined,
  };
  const wrong =
    reason === null ||
    Object.values(wanted).some((one) => one !== undefined) ||
    day === undefined ||
    (day !== null && day < today());
  const error = (what: string | undefined) => (tried && what !== undefined ? { error: what } : {});
  const save = async (): Promise<void> => {
    setTried(true);
    if (wrong || reason === null || day === undefined) return;
    setBusy(true);
    if (person.trim() !== author) await useSettings.getState().change({ author: person.trim() });
    const done = await markException(spoken, {
      reason,
      note: note.trim(),
      number: reason === 'approved' ? number.trim() : null,
      expires: day,
    });
    setBusy(false);
    if (done) close();
  };
  const m2 = targets.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const single = spoken.length === 1 && targets[0]?.piece != null;
  return (
    <Dialog
      title={t('findings.exception-title')}
      closeLabel={t('findings.close')}
      onClose={close}
      busy={busy}
      footer={
        <>
          <Button onPress={close}>{t('findings.cancel')}</Button>
          <Button kind="primary" disabled={busy || reason === null} onPress={() => void save()}>
            {t('findings.save-exception')}
          </Button>
        </>
      }
    >
      <div className="word-form">
        <p className="what">
          {t(single ? 'findings.exception-of-piece' : 'findings.exception-of', {
            n: spoken.length,
            area: area(m2, 'mu'),
          })}
        </p>
        {bottomLine === 0 ? null : (
          <p className="bottom-line">
            <SeverityShape kind="blocking" />
            {bottomLine === targets.length && targets.length === 1
              ? t('findings.bottom-line-one')
              : t('findings.bottom-line', { n: bottomLine })}
          </p>
        )}
        <RadioList
          label={t('findings.reason')}
          choices={reasons.map((id) => ({ id, content: t(`findings.reason.${id}`) }))}
          value={reason}
          onChange={(id) => setReason(reasons.find((one) => one === id) ?? null)}
        />
        {reason === 'approved' ? (
          <TextField
            label={t('findings.number')}
            required
            autoFocus
            value={number}
            onChange={setNumber}
            {...error(wanted.number)}
          />
        ) : null}
        <TextField
          label={t('findings.explain')}
          required={reason !== null && REASONS_WITH_TEXT.includes(reason)}
          multiline
          value={note}
          onChange={setNote}
          {...error(wanted.note)}
        />
        <DayField
          label={t('findings.expires')}
          hint={t('findings.expires-hint')}
          value={expires}
          onChange={setExpires}
          from={today()}
        />
        <TextField
          label={t('findings.person')}
          required
          value={person}
          onChange={setPerson}
          {...error(wanted.person)}
        />
      </div>
    </Dialog>
  );
}
