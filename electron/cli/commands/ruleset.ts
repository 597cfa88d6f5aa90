import path from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { text } from '../../../shared/i18n/text.ts';
import { diffRulesets } from '../../../shared/rules/ruleset-diff.ts';
import { rulesetText } from '../../../shared/rules/ruleset-format.ts';
import type { RulesetInForce } from '../../../shared/rules/ruleset-in-force.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { problemText } from '../../../shared/rules/ruleset-problem.ts';
import { asNewVersion } from '../../../shared/rules/ruleset-version.ts';
import { readRulesetFile, writeRulesetFile } from '../../jobs/ruleset/ruleset-file.ts';
import { probeFile } from '../../store/open.ts';
import type { CliCommand, CliIo, ExitCode } from '../define-command.ts';
import type { Line } from '../command-line.ts';
import { FORCE, freeOutput } from '../free-output.ts';
import { withBlueprint } from '../with-services.ts';
import { differenceLines, rulesetLines } from './ruleset-lines.ts';
import { readInForce, sayBroken, sayMissing } from './ruleset-of.ts';

const ACTIONS = ['show', 'export', 'import', 'diff', 'reset'] as const;
type Action = (typeof ACTIONS)[number];

/** What is in force in a blueprint, read beside the app. */
function inForce(file: string, io: CliIo): Result<RulesetInForce> {
  const probed = probeFile(file);
  return probed.ok ? ok(readInForce(file, io)) : probed;
}

/** A ruleset file that can be used; else everything that is wrong is said. */
async function fromFile(file: string, io: CliIo): Promise<Result<Ruleset>> {
  const read = await readRulesetFile(path.resolve(file));
  if (!read.ok) return read;
  const { ruleset, problems, missing } = read.value;
  const [first] = problems;
  if (ruleset === null || first !== undefined) {
    for (const problem of problems.slice(1)) io.note(problemText(io.language, problem));
    return fail('ruleset-broken', {
      count: problems.length,
      problemZh: first === undefined ? '' : problemText('zh-CN', first),
      problemEn: first === undefined ? '' : problemText('en', first),
    });
  }
  if (missing.length > 0) sayMissing(missing, io);
  return ok(ruleset);
}

const RUN: Readonly<
  Record<Action, (file: string, other: string, line: Line, io: CliIo) => Promise<Result<ExitCode>>>
> = {
  async show(file, _other, line, io) {
    const found = inForce(file, io);
    if (!found.ok) return found;
    if (line.flag('json')) io.out(rulesetText(found.value.ruleset).trimEnd());
    else for (const one of rulesetLines(io.language, found.value)) io.out(one);
    return ok(0);
  },
  async export(file, other, line, io) {
    const found = inForce(file, io);
    if (!found.ok) return found;
    const free = await freeOutput(path.resolve(file), path.resolve(other), line);
    if (!free.ok) return free;
    const written = await writeRulesetFile(path.resolve(other), found.value.ruleset);
    if (!written.ok) return written;
    const { version, rules } = found.value.ruleset;
    io.note(text(io.language, 'ruleset.exported', { version, count: rules.length, file: other }));
    return ok(0);
  },
  async diff(file, other, line, io) {
    const found = inForce(file, io);
    if (!found.ok) return found;
    const read = await fromFile(other, io);
    if (!read.ok) return read;
    const difference = diffRulesets(found.value.ruleset, read.value);
    if (line.flag('json')) io.out(JSON.stringify(difference, null, 1));
    else for (const one of differenceLines(io.language, difference)) io.out(one);
    return ok(0);
  },
  async import(file, other, _line, io) {
    const read = await fromFile(other, io);
    if (!read.ok) return read;
    return change(file, io, (now, county) => {
      const ruleset = asNewVersion(read.value, now.ruleset, { county, edits: now.edits });
      for (const one of differenceLines(io.language, diffRulesets(now.ruleset, ruleset))) io.note(one);
      return ruleset;
    });
  },
  reset: (file, _other, _line, io) => change(file, io, () => null),
};

/** Writes a ruleset into a blueprint as one undoable change. */
const change = (
  file: string,
  io: CliIo,
  make: (now: RulesetInForce, county: string) => Ruleset | null,
): Promise<Result<ExitCode>> =>
  withBlueprint(file, async ({ store, query }, info) => {
    const now = await query.ruleset({});
    if (!now.ok) return now;
    sayBroken(now.value, io);
    const ruleset = make(now.value, info.countyCode);
    const done = await store.execute({
      command: 'set-ruleset',
      params: { ruleset: ruleset === null ? null : rulesetText(ruleset) },
    });
    if (!done.ok) return done;
    io.note(text(io.language, done.value.label, done.value.params));
    return ok(0);
  });

export const rulesetCommand: CliCommand = {
  name: 'ruleset',
  help: 'cli.help.ruleset',
  usage: 'ruleset show|export|import|diff|reset <file.gpkg> [<rules.json>] [--force] [--json]',
  line: { positionals: ['action', 'file.gpkg'], optional: ['rules.json'], flags: ['json', FORCE] },
  run: async (line, io) => {
    const [action = '', file = '', other] = line.positionals;
    const known = ACTIONS.find((one) => one === action);
    if (known === undefined) return fail('cli.action', { value: action, names: ACTIONS.join(', ') });
    const takesFile = known === 'export' || known === 'import' || known === 'diff';
    if (takesFile !== (other !== undefined)) {
      return fail('cli.words', { expected: `${known} <file.gpkg>${takesFile ? ' <rules.json>' : ''}` });
    }
    return RUN[known](path.resolve(file), other ?? '', line, io);
  },
};
