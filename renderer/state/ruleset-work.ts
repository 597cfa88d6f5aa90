import type { RulesetReading } from '../../shared/bridge/query-contract.ts';
import type { Committed } from '../../shared/change/change.ts';
import { RULESET_SUFFIX, rulesetText } from '../../shared/rules/ruleset-format.ts';
import type { Ruleset } from '../../shared/rules/rule.ts';
import { services } from '../bridge/client.ts';
import { execute } from './edit.ts';
import { notify, notifyFailure, useNotices } from './notices.ts';
import { useRuleset } from './ruleset.ts';
import { useSession } from './session.ts';
import { stepHistory } from './undo.ts';

let asked = 0;

/** Reads the ruleset in force; what is wrong with the blueprint's own is said. A later call makes an earlier void. */
export async function loadRuleset(): Promise<void> {
  const now = services();
  if (now === null) return;
  asked += 1;
  const turn = asked;
  const found = await now.query.ruleset({});
  if (turn !== asked) return;
  if (!found.ok) {
    if (found.error.code !== 'bridge.closed') notifyFailure(found.error);
    return;
  }
  useRuleset.getState().take(found.value);
  const { problems, ruleset } = found.value;
  if (problems.length > 0) {
    const params = { count: problems.length, version: ruleset.version };
    useNotices.getState().add({ kind: 'error', text: { key: 'ruleset.broken', params } });
  }
}

/** Reads the ruleset again when a commit has touched the facts of the blueprint. */
export function followRuleset({ touched }: Pick<Committed, 'touched'>): void {
  if (touched.some(({ layer }) => layer === 'lantu_info')) void loadRuleset();
}

/** Writes a ruleset, or null for the default, as one step that can be taken back. True when it was written. */
export async function saveRuleset(ruleset: Ruleset | null): Promise<boolean> {
  const done = await execute('set-ruleset', { ruleset: ruleset === null ? null : rulesetText(ruleset) });
  if (!done.ok) {
    notifyFailure(done.error);
    return false;
  }
  notify(
    'ok',
    'ruleset.saved',
    { version: String(done.value.params['version'] ?? '') },
    {
      key: 'ui.undo',
      run: () => void stepHistory('undo'),
    },
  );
  return true;
}

/** Asks where to, then writes the ruleset in force to a file. */
export async function exportRuleset(): Promise<void> {
  const now = services();
  if (now === null) return;
  const { ruleset } = useRuleset.getState();
  const chosen = await now.shell.chooseExport({
    suggested: `${ruleset.id} ${ruleset.version}${RULESET_SUFFIX}`,
  });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const written = await now.query.rulesetWrite({ file: chosen.value.token });
  if (!written.ok) return notifyFailure(written.error);
  const { version, rules } = ruleset;
  notify('ok', 'ruleset.exported', { version, count: rules.length, file: chosen.value.name });
}

export interface ReadRuleset extends RulesetReading {
  readonly file: string;
}

/** Asks for a ruleset file and reads it; null when the user cancels or it cannot be read. */
export async function chooseRuleset(): Promise<ReadRuleset | null> {
  const now = services();
  if (now === null) return null;
  const chosen = await now.shell.chooseImport({});
  if (!chosen.ok) notifyFailure(chosen.error);
  if (!chosen.ok || chosen.value === null) return null;
  const read = await now.query.rulesetRead({ file: chosen.value.token });
  if (read.ok) return { ...read.value, file: chosen.value.name };
  notifyFailure(read.error);
  return null;
}

/** The code of the county, for the name of an edited ruleset. */
export const countyCode = (): string => useSession.getState().blueprint?.countyCode ?? '';
