import { RotateCcw } from 'lucide-react';
import { problemText } from '../../../shared/rules/ruleset-problem.ts';
import type { RuleData, Threshold } from '../../../shared/rules/rule.ts';
import { thresholdName, unitName } from '../../../shared/rules/ruleset-words.ts';
import { withThreshold } from '../../../shared/rules/ruleset-edit.ts';
import { useText } from '../../i18n/use-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { parseThreshold, standardValue } from './threshold-model.ts';
import type { RulesetDraft } from './use-ruleset-draft.ts';

/** One threshold: value with unit, the rank of what it rests on, the value that ships, and the way back to it. */
export function ThresholdField({
  draft,
  rule,
  threshold,
  unset,
}: {
  readonly draft: RulesetDraft;
  readonly rule: RuleData;
  readonly threshold: Threshold;
  /** A local setting nobody has filled in: the field is empty and the value a proposal. */
  readonly unset: boolean;
}) {
  const { t, language } = useText();
  const { name, unit, rank } = threshold;
  const key = `${rule.id} ${name}`;
  const kept = unset ? '' : String(threshold.default);
  const text = draft.wrong.get(key) ?? kept;
  const standard = standardValue(rule.id, name);
  const changed = draft.wrong.has(key) || (standard !== undefined && threshold.default !== standard);
  const parsed = unset && text === '' ? null : parseThreshold(draft.ruleset, rule.id, name, text);
  const problem = parsed !== null && 'problem' in parsed ? parsed.problem : null;
  const place = problem === null || problem === 'number' ? null : { ...problem, rule: null, where: '' };
  const label = thresholdName(language, name);
  const take = (typed: string): void => {
    if (unset && typed.trim() === '') return draft.setWrong(key, null);
    const next = parseThreshold(draft.ruleset, rule.id, name, typed);
    const fits = 'value' in next;
    // What is being typed stays as it is typed ("1.", "0.0"), as long as it is not a value of its own spelling.
    draft.setWrong(key, fits && String(next.value) === typed.trim() ? null : typed);
    if (!fits) return;
    if (unset) draft.fill(rule.id);
    draft.change((ruleset) => withThreshold(ruleset, rule.id, name, next.value));
  };
  const reset = (): void => {
    draft.setWrong(key, null);
    if (standard !== undefined) draft.change((ruleset) => withThreshold(ruleset, rule.id, name, standard));
  };
  return (
    <div className={`threshold${changed ? ' changed' : ''}`}>
      <TextField
        label={label}
        value={text}
        numeric
        unit={unitName(language, unit)}
        onChange={take}
        onCommit={() => {
          if (problem === null) draft.setWrong(key, null);
        }}
        {...(unset ? { placeholder: t('ui.ruleset.proposal', { value: threshold.default }) } : {})}
        {...(problem === null
          ? {}
          : { error: place === null ? t('ui.field.number') : problemText(language, place) })}
      />
      <span className="threshold-side">
        <span className={`tag ${rank === 'legal' || rank === 'technical' ? 'ok' : 'warn'}`}>
          {t(`ui.ruleset.rank.${rank}`)}
        </span>
        {changed && standard !== undefined ? (
          <>
            <span className="cap">{t('ui.ruleset.was', { value: standard })}</span>
            <IconButton label={t('ui.ruleset.reset', { name: label })} onPress={reset}>
              <RotateCcw className="i" />
            </IconButton>
          </>
        ) : null}
      </span>
    </div>
  );
}
