import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { rulesetText } from '../../../shared/rules/ruleset-format.ts';
import { withAllRules } from '../../../shared/rules/ruleset-in-force.ts';
import { inspectRuleset } from '../../../shared/rules/ruleset-inspect.ts';
import type { RulesetReading } from '../../../shared/bridge/query-contract.ts';
import { writeSynced } from '../io/sync.ts';
import { clearLeftovers, temporaryPath } from '../io/temporary.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';

/** A ruleset with all matrices takes a quarter of a megabyte; nothing near this is one. */
const MOST_MB = 8;

const systemCode = (error: unknown): string => {
  const { code } = error as NodeJS.ErrnoException;
  // A system error is the disk's; anything else is a bug and stays one.
  if (typeof code !== 'string') throw error;
  return code;
};

/**
 * Reads a ruleset file with everything that is wrong with it; rules it does not name are switched off and listed.
 * Failures `ruleset-file` (file, cause), `ruleset-file-large` (file, most).
 */
export async function readRulesetFile(file: string): Promise<Result<RulesetReading>> {
  const name = path.basename(file);
  try {
    const { size } = await stat(file);
    if (size > MOST_MB * 1_000_000) return fail('ruleset-file-large', { file: name, most: MOST_MB });
    const { ruleset, problems, missing } = inspectRuleset(await readFile(file, 'utf8'));
    return ok({ ruleset: ruleset === null ? null : withAllRules(ruleset), problems, missing });
  } catch (error) {
    return fail('ruleset-file', { file: name, cause: systemCode(error) });
  }
}

/**
 * Writes a whole ruleset to a file, under another name first, so that a full disk leaves an old file as it was.
 * Failure `ruleset-not-written` (file, cause).
 */
export async function writeRulesetFile(file: string, ruleset: Ruleset): Promise<Result<null>> {
  await clearLeftovers(file);
  const temporary = temporaryPath(file, randomUUID());
  try {
    await writeSynced(temporary, rulesetText(ruleset));
    await rename(temporary, file);
    return ok(null);
  } catch (error) {
    return fail('ruleset-not-written', { file: path.basename(file), cause: systemCode(error) });
  } finally {
    await rm(temporary, { force: true });
  }
}
