import { Check } from 'lucide-react';
import { useState } from 'react';
import { FORM_LISTS } from '../../../shared/field/form.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { codeChoices } from '../../i18n/code-choices.ts';
import { useText } from '../../i18n/use-text.ts';
import { dropDraft, EMPTY_DRAFT, NEW_OBSERVATION, useDrafts, type Draft } from '../../state/field-draft.ts';
import { changeHere, useStanding } from '../../state/field-hand.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { saveObservation } from '../../state/field-steps.ts';
import { useLayer } from '../../state/layers.ts';
import { useSession } from '../../state/session.ts';
import { BigButton, Choices, NoteField } from './parts/big-button.tsx';
import { EvidenceStrip } from './parts/evidence-strip.tsx';
import { PositionRow } from './parts/position-row.tsx';
import { VoiceNote } from './parts/voice-note.tsx';
import { positionText } from './words.ts';

/** Something seen that belongs to no task. It is in the file before its photographs are: those hang on it. */
export function ObservePage() {
  const [saved, setSaved] = useState<RecordRef | null>(null);
  return saved === null ? (
    <NewObservation onSaved={setSaved} />
  ) : (
    <SavedObservation of={saved} onNext={() => setSaved(null)} />
  );
}

function NewObservation({ onSaved }: { readonly onSaved: (of: RecordRef | null) => void }) {
  const { t, name, language } = useText();
  const count = useLayer('observation')?.count ?? 0;
  const locked = useLayer('observation')?.locked ?? false;
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const draft = useDrafts((state) => state.drafts[NEW_OBSERVATION]) ?? EMPTY_DRAFT;
  const change = (patch: Partial<Draft>): void => changeHere(NEW_OBSERVATION, EMPTY_DRAFT, patch);
  const standing = useStanding();
  const position = draft.position ?? standing;
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    if (saving || position === null) return;
    setSaving(true);
    const done = await saveObservation({ ...draft, position }, positionText(t, position));
    setSaving(false);
    if (done.ok) onSaved(done.value);
  };
  const reason = readOnly
    ? 'ui.reason.read-only'
    : locked
      ? 'ui.reason.locked'
      : position === null
        ? 'field.reason.position'
        : null;
  const land = FORM_LISTS.find(({ id }) => id === 'land_class');
  return (
    <>
      <div className="field-head tall">
        <span className="mut">{t('field.observation-number', { n: count + 1 })}</span>
        <h3>{t('field.new-observation')}</h3>
      </div>
      <div className="field-body">
        <PositionRow draftKey={NEW_OBSERVATION} draft={draft} from={EMPTY_DRAFT} />
        <Choices
          label={t('field.observation-kind')}
          needed
          value={draft.kind}
          choices={codeChoices('observation_kind', language).map(({ id, label }) => ({ id, label }))}
          onChange={(kind) => change({ kind: kind ?? EMPTY_DRAFT.kind })}
        />
        {land === undefined ? null : (
          <Choices
            label={name(land.label)}
            value={draft.answers[land.id] ?? null}
            choices={land.choices.map((one) => ({ id: one.code, label: name(one.label) }))}
            onChange={(code) => change({ answers: code === null ? {} : { [land.id]: code } })}
          />
        )}
        <NoteField label={t('field.note')} value={draft.note} onChange={(note) => change({ note })} />
        <p className="said">{t('field.photos-after')}</p>
      </div>
      <div className="field-foot">
        <BigButton
          onPress={() => {
            dropDraft(NEW_OBSERVATION);
            useFieldMode.getState().show('tasks');
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
          {t('field.save-observation')}
        </BigButton>
      </div>
    </>
  );
}

function SavedObservation({ of, onNext }: { readonly of: RecordRef; readonly onNext: () => void }) {
  const { t } = useText();
  return (
    <>
      <div className="field-head tall">
        <span className="mut">{t('field.observation')}</span>
        <h3>{t('field.observation-saved')}</h3>
      </div>
      <div className="field-body">
        <EvidenceStrip about={[of]} readOnly={false} />
        <VoiceNote about={[of]} />
      </div>
      <div className="field-foot">
        <BigButton onPress={() => useFieldMode.getState().show('tasks')}>{t('field.to-tasks')}</BigButton>
        <BigButton primary onPress={onNext}>
          {t('field.next-observation')}
        </BigButton>
      </div>
    </>
  );
}
