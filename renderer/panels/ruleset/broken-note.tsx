import { TriangleAlert } from 'lucide-react';
import { problemText } from '../../../shared/rules/ruleset-problem.ts';
import { useText } from '../../i18n/use-text.ts';
import { useRuleset } from '../../state/ruleset.ts';

/** What is wrong with the ruleset that the blueprint keeps, so that the default is in force. */
export function BrokenNote() {
  const { t, language } = useText();
  const { problems, missing, ruleset } = useRuleset();
  if (problems.length === 0 && missing.length === 0) return null;
  const titles = missing.map((id) => ruleset.rules.find((rule) => rule.id === id)?.title[language] ?? id);
  return (
    <div className="rule-warning" role="alert">
      <TriangleAlert className="i" />
      <div className="selectable">
        {problems.length === 0 ? null : (
          <>
            {t('ruleset.broken', { count: problems.length, version: ruleset.version })}
            <ol className="problems">
              {problems.map((problem, i) => (
                // The list is read once and never changes.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={i}>{problemText(language, problem)}</li>
              ))}
            </ol>
          </>
        )}
        {missing.length === 0
          ? null
          : t('ruleset.missing', { count: missing.length, rules: titles.join(t('rules.list-separator')) })}
      </div>
    </div>
  );
}
