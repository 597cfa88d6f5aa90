import { Check, Pencil, Trash2, UserCheck } from 'lucide-react';
import { useState } from 'react';
import type { TaskRecord } from '../../../shared/bridge/task-contract.ts';
import { FORM_LISTS } from '../../../shared/field/form.ts';
import { VERDICTS } from '../../../shared/field/verdict.ts';
import { formatTime } from '../../../shared/i18n/format.ts';
import { SEVERITIES } from '../../../shared/rules/rule.ts';
import { useText } from '../../i18n/use-text.ts';
import { draftOfTask, dropDraft, useDrafts, type Draft } from '../../state/field-draft.ts';
import { changeHere, standingNow } from '../../state/field-hand.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { closeTask, recordVerdict, removeTask, takeOver } from '../../state/field-steps.ts';
import { shownTasks, taskRef, useFieldWork } from '../../state/field-work.ts';
import { notify } from '../../state/notices.ts';
import { useSession } from '../../state/session.ts';
import { useSettings } from '../../state/settings.ts';
import { Severity } from '../../ui/severity.tsx';
import { BigButton, Choices, NoteField } from './parts/big-button.tsx';
import { EvidenceStrip } from './parts/evidence-strip.tsx';
import { PositionRow } from './parts/position-row.tsx';
import { SketchRow } from './parts/sketch-row.tsx';
import { VoiceNote } from './parts/voice-note.tsx';

/** One task: what the office says, what is found here, and the evidence of it. */
export function TaskPage({ task }: { readonly task: TaskRecord }) {
  const { t, name, area } = useText();
  const work = useFieldWork();
  const me = useSettings((state) => state.settings.author);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const kept = draftOfTask(task);
  const drafted = useDrafts((state) => state.drafts[task.uid]);
  const draft = drafted ?? kept;
  const [saving, setSaving] = useState(false);
  const change = (patch: Partial<Draft>): void => changeHere(task.uid, kept, patch);
  const number = shownTasks(work, me).findIndex(({ uid }) => uid === task.uid) + 1;
  const severity = SEVERITIES.find((one) => one === task.severity);
  const about = [...(task.subject === null ? [] : [task.subject]), taskRef(task.uid)];

  const save = async (): Promise<void> => {
    if (saving) return;
    setSaving(true);
    const saved = await recordVerdict(task, { ...draft, position: draft.position ?? standingNow() });
    setSaving(false);
    if (!saved) return;
    notify('ok', 'field.task-saved', { title: task.title });
    closeTask();
  };
  const cancel = (): void => {
    dropDraft(task.uid);
    closeTask();
  };
  return (
    <>
      <div className="field-head tall">
        <span className="mut">
          {number > 0 ? t('field.task-number', { n: number }) : t('field.task')}
          {task.observedAt === null
            ? ''
            : ` · ${t('field.noted-at', { time: formatTime(task.observedAt), who: task.observer ?? '' })}`}
        </span>
        <h3>{task.title}</h3>
      </div>
      <div className="field-body">
        <section className="fq facts">
          {severity === undefined ? null : <Severity kind={severity} word={t(`severity.${severity}`)} />}
          {task.areaM2 === null ? null : <b>{area(task.areaM2, 'mu')}</b>}
          {task.assignee === null ? null : <span className="mut">{task.assignee}</span>}
          {task.note === '' ? null : <p className="said">{task.note}</p>}
        </section>
        <Choices
          label={t('field.verdict')}
          value={draft.verdict}
          choices={VERDICTS.map((id) => ({ id, label: t(`field.verdict.${id}`) }))}
          onChange={(verdict) => change({ verdict })}
        />
        {FORM_LISTS.map(({ id, label, choices }) => (
          <Choices
            key={id}
            label={name(label)}
            value={draft.answers[id] ?? null}
            choices={choices.map((one) => ({ id: one.code, label: name(one.label) }))}
            onChange={(code) => {
              const { [id]: _before, ...rest } = draft.answers;
              change({ answers: code === null ? rest : { ...rest, [id]: code } });
            }}
          />
        ))}
        <EvidenceStrip about={about} readOnly={readOnly} />
        <NoteField label={t('field.note')} value={draft.note} onChange={(note) => change({ note })} />
        {readOnly ? null : <VoiceNote about={about} />}
        <PositionRow draftKey={task.uid} draft={draft} from={kept} />
        <SketchRow draftKey={task.uid} draft={draft} from={kept} />
        {readOnly ? null : (
          <section className="fq fpair">
            {me === '' || task.assignee === me ? null : (
              <BigButton icon={UserCheck} onPress={() => void takeOver(task.uid)}>
                {t('field.take-over')}
              </BigButton>
            )}
            {task.kind === 'own' ? (
              <>
                <BigButton icon={Pencil} onPress={() => useFieldMode.getState().show('edit-task')}>
                  {t('field.edit-task')}
                </BigButton>
                <BigButton icon={Trash2} onPress={() => void removeTask(task.uid)}>
                  {t('field.remove-task')}
                </BigButton>
              </>
            ) : null}
          </section>
        )}
      </div>
      <div className="field-foot">
        <BigButton onPress={drafted === undefined ? closeTask : cancel}>
          {t(drafted === undefined ? 'field.back' : 'field.discard')}
        </BigButton>
        <BigButton
          icon={Check}
          primary
          onPress={() => void save()}
          {...(readOnly
            ? { reason: t('ui.reason.read-only') }
            : drafted === undefined
              ? { reason: t(task.verdict === null ? 'field.reason.nothing' : 'field.reason.unchanged') }
              : {})}
        >
          {t('field.save-task')}
        </BigButton>
      </div>
    </>
  );
}
