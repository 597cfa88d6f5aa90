import { useState } from 'react';
import type { Finding } from '../../../../shared/rules/rule.ts';
import { useText } from '../../../i18n/use-text.ts';
import { noteFinding, type NoteStatus } from '../../../state/finding-words.ts';
import { useSession } from '../../../state/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';

const STATUSES: readonly NoteStatus[] = ['note', 'seen', 'follow-up'];

/** Where something is said of a finding: it stays with it through re-runs, and is a step like any edit. */
export function NoteBox({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [status, setStatus] = useState<NoteStatus>('note');
  const [busy, setBusy] = useState(false);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const save = async (): Promise<void> => {
    setBusy(true);
    const saved = await noteFinding(finding, status, text.trim());
    setBusy(false);
    if (!saved) return;
    setText('');
    setStatus('note');
  };
  if (readOnly) return null;
  return (
    <section className="sec">
      <h4>{t('findings.note')}</h4>
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
        <div className="row">
          <Segmented<NoteStatus>
            label={t('ui.note-status')}
            value={status}
            choices={STATUSES.map((id) => ({ id, content: t(`ui.note-status.${id}`) }))}
            onChange={setStatus}
          />
          {text.trim() === '' && status === 'note' ? null : (
            <Button onPress={() => void save()} disabled={busy}>
              {t('ui.note-save')}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
