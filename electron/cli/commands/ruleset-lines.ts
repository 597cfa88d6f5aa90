import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import { differenceRows } from '../../../shared/rules/ruleset-words.ts';
import type { RulesetDifference } from '../../../shared/rules/ruleset-diff.ts';
import type { RulesetInForce } from '../../../shared/rules/ruleset-in-force.ts';

/** What a ruleset changes, one line a change. */
export function differenceLines(language: Language, difference: RulesetDifference): string[] {
  const rows = differenceRows(language, difference);
  if (rows.length === 0) return [text(language, 'ruleset.no-difference')];
  return rows.map(({ what, before, after, lowered }) =>
    text(language, lowered ? 'ruleset.change-lowered' : 'ruleset.change', { what, before, after }),
  );
}

/** Name and version, then the rules: on or off, severity, id, title. */
export function rulesetLines(language: Language, { ruleset, own }: RulesetInForce): string[] {
  const head = text(language, own ? 'ruleset.head-own' : 'ruleset.head-default', {
    title: ruleset.title[language],
    id: ruleset.id,
    version: ruleset.version,
  });
  const width = Math.max(...ruleset.rules.map(({ id }) => id.length));
  const rules = ruleset.rules.map(({ id, on, severity, title }) =>
    [
      text(language, on ? 'ruleset.on' : 'ruleset.off'),
      id.padEnd(width),
      text(language, `severity.${severity}`),
      title[language],
    ].join('  '),
  );
  return [head, ...rules];
}
