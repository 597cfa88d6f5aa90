import { Check, LocateFixed, MapPin } from 'lucide-react';
import type { TaskRecord } from '../../../shared/bridge/task-contract.ts';
import { useText } from '../../i18n/use-text.ts';
import {
  changeDraft,
  dropDraft,
  EMPTY_DRAFT,
  NEW_TASK,
  useDrafts,
  wordsOf,
  wordsOfTask,
  type Draft,
} from '../../state/field-draft.ts';
import { askTap } from '../../state/field-hand.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { addTask, editTask } from '../../state/field-steps.ts';
import { useHere } from '../../state/field-work.ts';
import { notify } from '../../state/notices.ts';
import { BigButton, NoteField } from './parts/big-button.tsx';

/** A task of one's own, a new one or one that is there: what is to be looked at, and where. */
export function NewTask({ task }: { readonly task: TaskRecord | null }) {
  const { t } = useText();
  const key = task === null ? NEW_TASK : wordsOf(task.uid);
  const from = task === null ? EMPTY_DRAFT : wordsOfTask(task);
  const draft = useDrafts((state) => state.drafts[key]) ?? from;
  const change = (patch: Partial<Draft>): void => changeDraft(key, from, patch);
  const here = useHere();
  const leave = (): void => useFieldMode.getState().show(task === null ? 'tasks' : 'task');
  const save = async (): Promise<void> => {
    const done = task === null ? (await addTask(draft)) !== null : await editTask(task.uid, draft);
    if (!done) return;
    if (task === null) notify('ok', 'field.task-added', { title: draft.title.trim() });
    leave();
  };
  const reason =
    draft.title.trim() === '' ? 'field.reason.title' : draft.place === null ? 'field.reason.place' : null;
  return (
    <>
      <div className="field-head">
        <h3>{t(task === null ? 'field.add-task' : 'field.edit-task')}</h3>
      </div>
      <div className="field-body">
        <NoteField
          single
          label={t('field.task-title')}
          max={500}
          value={draft.title}
          onChange={(title) => change({ title })}
        />
        <NoteField label={t('field.task-note')} value={draft.note} onChange={(note) => change({ note })} />
        <section className="fq">
          <h4>{t('field.task-place')}</h4>
          <p className="said">{t(draft.place === null ? 'field.no-place' : 'field.place-set')}</p>
          <div className="fpair">
            <BigButton icon={MapPin} onPress={() => askTap(key, from, 'place')}>
              {t('field.by-tap')}
            </BigButton>
            <BigButton
              icon={LocateFixed}
              onPress={() => {
                if (here !== null) change({ place: [here[0], here[1]] });
              }}
              {...(here === null ? { reason: t('field.no-fix') } : {})}
            >
              {t('field.by-position')}
            </BigButton>
          </div>
        </section>
      </div>
      <div className="field-foot">
        <BigButton
          onPress={() => {
            dropDraft(key);
            leave();
          }}
        >
          {t('ui.cancel')}
        </BigButton>
        <BigButton
          icon={Check}
          primary
          onPress={() => void save()}
          {...(reason === null ? {} : { reason: t(reason) })}
        >
          {t(task === null ? 'field.add' : 'field.save-words')}
        </BigButton>
      </div>
    </>
  );
}
