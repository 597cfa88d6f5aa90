import { useState } from 'react';
import { whyReopened } from '../../../../shared/check/memory-status.ts';
import { formatTime } from '../../../../shared/i18n/format.ts';
import type { Finding, FindingNote } from '../../../../shared/rules/rule.ts';
import { today } from '../../../i18n/today.ts';
import { useText } from '../../../i18n/use-text.ts';
import { reopenFinding } from '../../../state/finding-words.ts';
import { numberedPieces } from '../../../state/piece-order.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { reasonText, reopenedText, wordLabel } from '../../../i18n/finding-labels.ts';

/** Everything that was said of a finding, newest first: who said what when, and why an exception holds no longer. */
export function FindingMemory({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const words = finding.memory ?? [];
  if (words.length === 0) return null;
  return (
    <section className="sec">
      <h4>
        {t('findings.memory')}
        <span className="r">{words.length}</span>
      </h4>
      {words.toReversed().map((note) => (
        <Word key={note.uid} note={note} finding={finding} />
      ))}
    </section>
  );
}

function Word({ note, finding }: { readonly note: FindingNote; readonly finding: Finding }) {
  const texts = useText();
  const { t, area } = texts;
  const piece = note.piece === null ? -1 : numberedPieces(finding).findIndex(({ key }) => key === note.piece);
  const exception = note.status === 'exception';
  const why = exception ? whyReopened(note, today()) : null;
  const about = [
    note.status === 'assigned' && note.assignee != null
      ? note.due == null
        ? note.assignee
        : t('findings.until-assigned', { person: note.assignee, day: note.due })
      : '',
    reasonText(texts, note),
    note.expires == null ? '' : t('findings.until', { day: note.expires }),
    piece >= 0 ? t('findings.on-piece', { n: piece + 1 }) : '',
  ].filter((part) => part !== '');
  return (
    <div className={why === null ? 'memory' : 'memory lapsed'}>
      <span className="row">
        <span className={`tag ${why === null ? 'acc' : 'error'}`}>
          {why === null ? wordLabel(texts, note) : t('findings.status.reopened')}
        </span>
        <span className="cap el">
          {[note.author, formatTime(note.time).slice(0, 16)].filter((part) => part !== '').join(' · ')}
        </span>
        <span className="grow" />
        {exception && why === null ? <TakeBack uid={note.uid} /> : null}
      </span>
      {why === null ? null : (
        <span className="why">
          {reopenedText(texts, note)}
          {note.closedNote == null || note.closedNote === '' ? '' : `：${note.closedNote}`}
          {note.severity == null || note.areaM2 == null || why === 'person' || why === 'expired' ? null : (
            <span className="mut">
              {' '}
              {t('findings.reopened.accepted', {
                severity: t(`severity.${note.severity}`),
                area: area(note.areaM2, 'mu'),
              })}
            </span>
          )}
        </span>
      )}
      {about.length === 0 ? null : <span className="selectable">{about.join(' · ')}</span>}
      {note.note === '' ? null : <span className="selectable">{note.note}</span>}
      {note.matchedBy === 'key' ? null : (
        <span className="cap">{t('findings.moved-along', { by: t(`findings.by.${note.matchedBy}`) })}</span>
      )}
    </div>
  );
}

/** Takes an exception back, with a reason: asked for in place, so that nothing is taken back by one click. */
function TakeBack({ uid }: { readonly uid: string }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  if (readOnly) return null;
  if (!open) {
    return (
      <Button kind="link" onPress={() => setOpen(true)}>
        {t('findings.reopen')}
      </Button>
    );
  }
  return (
    <span className="take-back">
      <TextField
        label={t('findings.reopen-note')}
        hideLabel
        autoFocus
        value={note}
        onChange={setNote}
        onEscape={() => setOpen(false)}
        placeholder={t('findings.reopen-note')}
      />
      <Button onPress={() => void reopenFinding([uid], note.trim())}>{t('findings.reopen-confirm')}</Button>
    </span>
  );
}
