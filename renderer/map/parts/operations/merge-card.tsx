import { useState } from 'react';
import { polygonAreaM2 } from '../../../../shared/geometry/area.ts';
import { mergeQuestions, type MergeQuestion } from '../../../../shared/change/split-merge-fields.ts';
import type { LayerSchema } from '../../../../shared/model/layer.ts';
import type { FeatureRecord, FieldValue } from '../../../../shared/model/record.ts';
import { fieldLabel, valueText } from '../../../i18n/field-text.ts';
import { titleOfFeature } from '../../../i18n/feature-title.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import { useSelection } from '../../../state/selection.ts';
import { RadioList } from '../../../ui/radio-list.tsx';
import { Select } from '../../../ui/select.tsx';
import { useSelectedFeatures } from '../../selected-features.ts';
import { refOf } from '../../tools/subjects.ts';
import { PREVIEWED } from './limits.ts';
import { OperationCard } from './operation-card.tsx';

const areaOf = (record: FeatureRecord): number => (record.geometry ? polygonAreaM2(record.geometry) : 0);

/** Makes one feature of the selected ones: which of them stays, and what no rule decides. */
export function MergeCard() {
  const { t, area, language } = useText();
  const records = useSelectedFeatures((state) => state.records);
  const layer = useLayer(records[0]?.layer ?? null)?.schema;
  const sorted = [...records].sort((a, b) => areaOf(b) - areaOf(a));
  const [kept, setKept] = useState<string | null>(null);
  const [answers, setAnswers] = useState<Readonly<Record<string, number>>>({});
  if (!layer) return null;
  const into = sorted.find(({ uid }) => uid === kept) ?? sorted[0];
  const questions = mergeQuestions(layer, sorted);
  const answered = questions.every(({ field }) => answers[field] !== undefined);
  const ready = into !== undefined && records.length > 1 && answered;
  const params = ready
    ? {
        into: refOf(into),
        refs: sorted.filter((one) => one !== into).map(refOf),
        keepFields: false,
        answers: Object.fromEntries(questions.map(({ field, values }) => [field, values[answers[field]!]!])),
      }
    : null;
  return (
    <OperationCard
      title={t('map.operation.merge', { n: records.length })}
      command="merge-features"
      params={params}
      previews={records.length <= PREVIEWED}
      onDone={() => into && useSelection.getState().set([refOf(into)])}
    >
      <Select
        label={t('map.operation.merge.keep')}
        value={into?.uid ?? null}
        choices={sorted.slice(0, PREVIEWED).map((record, i) => ({
          id: record.uid,
          label: titleOfFeature(record, layer, language),
          note: `${area(areaOf(record), 'mu')}${i === 0 ? ` · ${t('map.operation.merge.largest')}` : ''}`,
        }))}
        onChange={setKept}
      />
      {questions.length > 0 ? <p className="help">{t('map.operation.merge.ask')}</p> : null}
      {questions.map((question) => (
        <Question
          key={question.field}
          layer={layer}
          question={question}
          chosen={answers[question.field] ?? null}
          onChoose={(index) => setAnswers({ ...answers, [question.field]: index })}
        />
      ))}
    </OperationCard>
  );
}

function Question({
  layer,
  question: { field, values },
  chosen,
  onChoose,
}: {
  readonly layer: LayerSchema;
  readonly question: MergeQuestion;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}) {
  const { t, language } = useText();
  const label = fieldLabel(layer, field, language);
  const shown = (value: FieldValue): string =>
    value === null || value === ''
      ? t('map.operation.merge.empty')
      : valueText(layer, field, value, language);
  return (
    <fieldset className="question">
      <legend>{label}</legend>
      <RadioList
        label={label}
        value={chosen === null ? null : String(chosen)}
        choices={values.map((value, i) => ({ id: String(i), content: shown(value) }))}
        onChange={(id) => onChoose(Number(id))}
      />
    </fieldset>
  );
}
