import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { findingFacts } from '../../state/finding-list.ts';
import { assignFindings, targetOf, useSpoken } from '../../state/finding-words.ts';
import { useFindings } from '../../state/findings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from './day-field.tsx';
import { readDay } from './read-day.ts';

/** As many names of people who have findings already as are offered. */
const NAMES = 8;

/** Gives findings to a person, with a day by which they are to be dealt with; or takes them away. */
export function AssignDialog() {
  const { t, area } = useText();
  const { spoken } = useSpoken();
  const close = useDialogs((state) => state.close);
  const all = useFindings((state) => state.findings) ?? [];
  const facts = findingFacts();
  const held = spoken.map(({ finding }) => facts.standing(finding));
  const [first] = held;
  const common = held.every(({ assignee }) => assignee === first?.assignee) ? (first ?? null) : null;
  const [person, setPerson] = useState(common?.assignee ?? '');
  const [due, setDue] = useState(common?.due ?? '');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const day = readDay(due);
  const names = [...new Set(all.flatMap((finding) => facts.standing(finding).assignee ?? []))].slice(
    0,
    NAMES,
  );
  const give = async (assignee: string | null): Promise<void> => {
    setTried(true);
    if (assignee === '' || day === undefined) return;
    setBusy(true);
    const done = await assignFindings(spoken, { assignee, due: assignee === null ? null : day, note });
    setBusy(false);
    if (done) close();
  };
  const m2 = spoken.map(targetOf).reduce((sum, { areaM2 }) => sum + areaM2, 0);
  return (
    <Dialog
      title={t('findings.assign-title')}
      closeLabel={t('findings.close')}
      onClose={close}
      busy={busy}
      footer={
        <>
          {held.some(({ assignee }) => assignee !== null) ? (
            <Button disabled={busy} onPress={() => void give(null)}>
              {t('findings.unassign')}
            </Button>
          ) : null}
          <span className="grow" />
          <Button onPress={close}>{t('findings.cancel')}</Button>
          <Button kind="primary" disabled={busy} onPress={() => void give(person.trim())}>
            {t('findings.save-assign')}
          </Button>
        </>
      }
    >
      <div className="word-form">
        <p className="what">{t('findings.exception-of', { n: spoken.length, area: area(m2, 'mu') })}</p>
        <TextField
          label={t('findings.assign-to')}
          required
          autoFocus
          value={person}
          onChange={setPerson}
          {...(tried && person.trim() === '' ? { error: t('findings.assign-needed') } : {})}
        />
        {names.length === 0 ? null : (
          <div className="row names">
            {names.map((name) => (
              <Button key={name} kind="link" onPress={() => setPerson(name)}>
                {name}
              </Button>
            ))}
          </div>
        )}
        <DayField label={t('findings.due')} hint={t('findings.due-hint')} value={due} onChange={setDue} />
        <TextField label={t('findings.explain')} multiline value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}
