import { FileWarning, Info } from 'lucide-react';
import { isEmptyDifference, diffRulesets } from '../../../shared/rules/ruleset-diff.ts';
import { problemText } from '../../../shared/rules/ruleset-problem.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { useText } from '../../i18n/use-text.ts';
import type { ReadRuleset } from '../../state/ruleset-work.ts';
import { Empty } from '../../ui/empty.tsx';
import { DifferenceList } from './difference-list.tsx';

/** A ruleset file before it is taken: everything that is wrong with it, or what it would change. */
export function ImportPreview({
  read,
  ruleset,
  inForce,
}: {
  readonly read: ReadRuleset;
  /** The file's ruleset under the name it would have; null when it cannot be used. */
  readonly ruleset: Ruleset | null;
  readonly inForce: Ruleset;
}) {
  const { t, name, language } = useText();
  if (ruleset === null) {
    return (
      <div className="ruleset-page">
        <p className="rule-warning" role="alert">
          <FileWarning className="i" />
          {t('ui.ruleset.file-broken', { file: read.file, n: read.problems.length })}
        </p>
        <ol className="problems selectable">
          {read.problems.map((problem, i) => (
            // The list is read once and never changes.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={i}>{problemText(language, problem)}</li>
          ))}
        </ol>
      </div>
    );
  }
  const difference = diffRulesets(inForce, ruleset);
  return (
    <div className="ruleset-page">
      <p>
        <b>{name(ruleset.title)}</b> <span className="cap path">{`${ruleset.id} ${ruleset.version}`}</span>
      </p>
      {read.missing.length === 0 ? null : (
        <p className="rule-note">
          <Info className="i" />
          {t('ruleset.missing', {
            count: read.missing.length,
            rules: read.missing
              .map((id) => ruleset.rules.find((rule) => rule.id === id))
              .flatMap((rule) => (rule === undefined ? [] : [name(rule.title)]))
              .join(t('rules.list-separator')),
          })}
        </p>
      )}
      {isEmptyDifference(difference) ? (
        <Empty icon={<Info />} title={t('ruleset.no-difference')} />
      ) : (
        <DifferenceList difference={difference} />
      )}
    </div>
  );
}
