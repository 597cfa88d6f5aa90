import { useState } from 'react';
import { formatTime } from '../../../../shared/i18n/format.ts';
import type { Finding } from '../../../../shared/rules/rule.ts';
import { useText } from '../../../i18n/use-text.ts';
import { noteFinding } from '../../../state/edit.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';

/** Notes on a finding: they stay with it through re-runs, and are steps like any edit. */
export function NoteBox({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const save = async (): Promise<void> => {
    setBusy(true);
    const saved = await noteFinding(finding, text.trim());
    setBusy(false);
    if (saved) setText('');
  };
  return (
    <section className="sec">
      <h4>{t('ui.note')}</h4>
      {(finding.memory ?? []).map((note) => (
        <div key={note.uid} className="memory">
          <span className="selectable">{note.note}</span>
          <span className="cap">
            {[note.author, formatTime(note.time)].filter((part) => part !== '').join(' · ')}
          </span>
        </div>
      ))}
      {readOnly ? null : (
        <div className="note-box">
          <TextField
            label={t('ui.note')}
            hideLabel
            multiline
            value={text}
            onChange={setText}
            placeholder={t('ui.note-placeholder')}
            disabled={busy}
          />
          {text.trim() === '' ? null : (
            <Button onPress={() => void save()} disabled={busy}>
              {t('ui.note-save')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
