import { z } from 'zod';
import type { LabelParams, Op } from '../change/change.ts';
import { fail, ok, type Result } from '../result.ts';
import { DEFAULT_RULESET } from '../rules/ruleset.ts';
import { diffRulesets, isEmptyDifference, type RulesetDifference } from '../rules/ruleset-diff.ts';
import { rulesetRecord } from '../rules/ruleset-format.ts';
import { rulesetInForce, withAllRules } from '../rules/ruleset-in-force.ts';
import { inspectRuleset } from '../rules/ruleset-inspect.ts';
import { problemText } from '../rules/ruleset-problem.ts';
import { sameName } from '../rules/ruleset-version.ts';
import type { Ruleset } from '../rules/rule.ts';
import { defineCommand, type Snapshot } from './define-command.ts';

const RULESET = { table: 'lantu_info', uid: 'ruleset' };
const VERSION = { table: 'lantu_info', uid: 'ruleset_version' };
/** Far above any ruleset, far below what would hold up the window. */
const MOST_CHARACTERS = 8_000_000;
/** Lowered rules that a label names. */
const NAMED = 3;

function parse(text: string): Result<Ruleset> {
  const inspected = inspectRuleset(text);
  if (inspected.ruleset !== null) return ok(withAllRules(inspected.ruleset));
  const [first] = inspected.problems;
  return fail('ruleset-broken', {
    count: inspected.problems.length,
    problemZh: problemText('zh-CN', first),
    problemEn: problemText('en', first),
  });
}

/** The label's end names the bottom-line rules that no longer stand as they were. */
function labelled(key: string, version: string, difference: RulesetDifference) {
  const { rules, cells, lowered } = difference;
  const names = (language: 'zh-CN' | 'en', separator: string): string =>
    lowered
      .slice(0, NAMED)
      .map(({ title }) => title[language])
      .join(separator) + (lowered.length > NAMED ? ` (+${lowered.length - NAMED})` : '');
  const params: LabelParams = {
    version,
    count: rules.length,
    cells: cells.length,
    ...(lowered.length === 0 ? {} : { loweredZh: names('zh-CN', '、'), loweredEn: names('en', ', ') }),
  };
  return { label: lowered.length === 0 ? key : `${key}-lowered`, params };
}

function versionOp(snapshot: Snapshot, version: string): Op {
  const known = snapshot.feature(VERSION) !== undefined;
  return { at: VERSION, kind: known ? 'patch' : 'put', after: { fields: { value: version } } };
}

/**
 * Replaces the ruleset of the blueprint by JSON text, or with null by the default that ships.
 *
 * Failures: `ruleset-broken` (count, problemZh, problemEn), `ruleset-same-version` (id, version) when other content
 * would go by a name that is taken, `command.unchanged`.
 */
export const setRuleset = defineCommand({
  id: 'set-ruleset',
  label: 'command.set-ruleset',
  params: z.strictObject({ ruleset: z.string().max(MOST_CHARACTERS).nullable() }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: () => ({ refs: [RULESET, VERSION] }),
  run(snapshot, { ruleset: text }) {
    const kept = snapshot.feature(RULESET);
    const value = kept?.fields['value'];
    const before = rulesetInForce(typeof value === 'string' ? value : null);
    if (text === null) {
      if (kept === undefined) return fail('command.unchanged');
      const difference = diffRulesets(before.ruleset, DEFAULT_RULESET);
      return ok({
        ...labelled('history.reset-ruleset', DEFAULT_RULESET.version, difference),
        ops: [{ at: RULESET, kind: 'delete' }, versionOp(snapshot, DEFAULT_RULESET.version)],
      });
    }
    const parsed = parse(text);
    if (!parsed.ok) return parsed;
    const after = parsed.value;
    const difference = diffRulesets(before.ruleset, after);
    const same = isEmptyDifference(difference);
    if (same && before.problems.length === 0 && sameName(before.ruleset, after)) {
      return fail('command.unchanged');
    }
    const standsFor = (known: Ruleset): boolean =>
      sameName(known, after) && !isEmptyDifference(diffRulesets(known, after));
    if (standsFor(before.ruleset) || standsFor(DEFAULT_RULESET)) {
      return fail('ruleset-same-version', { id: after.id, version: after.version });
    }
    return ok({
      ...labelled('history.set-ruleset', after.version, difference),
      ops: [
        {
          at: RULESET,
          kind: kept === undefined ? 'put' : 'patch',
          after: { fields: { value: rulesetRecord(after) } },
        },
        versionOp(snapshot, after.version),
      ],
    });
  },
});
