import { Check, LocateFixed, MapPin } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import {
  changeDraft,
  dropDraft,
  EMPTY_DRAFT,
  NEW_TASK,
  useDrafts,
  type Draft,
} from '../../state/field-draft.ts';
import { askTap } from '../../state/field-hand.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { addTask } from '../../state/field-steps.ts';
import { useHere } from '../../state/field-work.ts';
import { notify } from '../../state/notices.ts';
import { BigButton, NoteField } from './parts/big-button.tsx';

/** A task of one's own: what is to be looked at, and where. */
export function NewTask() {
  const { t } = useText();
  const draft = useDrafts((state) => state.drafts[NEW_TASK]) ?? EMPTY_DRAFT;
  const change = (patch: Partial<Draft>): void => changeDraft(NEW_TASK, EMPTY_DRAFT, patch);
  const here = useHere();
  const back = (): void => {
    dropDraft(NEW_TASK);
    useFieldMode.getState().show('tasks');
  };
  const save = async (): Promise<void> => {
    const uid = await addTask(draft);
    if (uid === null) return;
    notify('ok', 'field.task-added', { title: draft.title.trim() });
    useFieldMode.getState().show('tasks');
  };
  const reason =
    draft.title.trim() === '' ? 'field.reason.title' : draft.place === null ? 'field.reason.place' : null;
  return (
    <>
      <div className="field-head">
        <h3>{t('field.add-task')}</h3>
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
            <BigButton icon={MapPin} onPress={() => askTap(NEW_TASK, EMPTY_DRAFT)}>
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
        <BigButton onPress={back}>{t('ui.cancel')}</BigButton>
        <BigButton
          icon={Check}
          primary
          onPress={() => void save()}
          {...(reason === null ? {} : { reason: t(reason) })}
        >
          {t('field.add')}
        </BigButton>
      </div>
    </>
  );
}
