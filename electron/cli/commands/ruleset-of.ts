import { text } from '../../../shared/i18n/text.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import type { RulesetInForce } from '../../../shared/rules/ruleset-in-force.ts';
import { problemText } from '../../../shared/rules/ruleset-problem.ts';
import { openReader } from '../../store/read/reader.ts';
import type { CliIo } from '../define-command.ts';

/** Names rules that a ruleset does not list, which are switched off. */
export function sayMissing(missing: readonly string[], io: CliIo): void {
  if (missing.length === 0) return;
  const rules = missing.join(text(io.language, 'rules.list-separator'));
  io.note(text(io.language, 'ruleset.missing', { count: missing.length, rules }));
}

/** Says what is wrong with a blueprint's own ruleset, and that the default is used. */
export function sayBroken({ problems, ruleset, missing }: RulesetInForce, io: CliIo): void {
  if (problems.length > 0) {
    io.note(text(io.language, 'ruleset.broken', { count: problems.length, version: ruleset.version }));
    for (const problem of problems) io.note(`  ${problemText(io.language, problem)}`);
  }
  sayMissing(missing, io);
}

/** What is in force in a file that has been probed; what is wrong with the blueprint's own is said. */
export function readInForce(file: string, io: CliIo): RulesetInForce {
  const reader = openReader(file);
  try {
    const found = reader.ruleset();
    sayBroken(found, io);
    return found;
  } finally {
    reader.close();
  }
}

/** The ruleset by which a file that has been probed is checked. */
export const rulesetOf = (file: string, io: CliIo): Ruleset => readInForce(file, io).ruleset;
