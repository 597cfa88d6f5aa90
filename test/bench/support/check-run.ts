/**
 * `check-run.ts blueprint.gpkg whole|repeat|rules [number]`: the check of a blueprint, measured; prints JSON.
 * `whole` once, from opening to closing, in so many threads; `repeat` many times on an open file, with the memory after each; `rules`
 * each rule of the default ruleset alone.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { startFigures } from './own-figures.ts';
import { checkWhole } from './whole-check.ts';

const [file, mode, number] = process.argv.slice(2);
await loadOverlay();

async function whole(): Promise<object> {
  const { findings, notChecked } = await checkWhole(file!, { threads: Number(number) });
  return { findings: findings.length, notChecked: notChecked.length };
}

/** Megabytes after all garbage is gone: objects and the buffers they hold, and the process as a whole. */
async function repeat(): Promise<object> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heldMB: number[] = [];
  const residentMB: number[] = [];
  await checkWhole(file!, {
    times: Number(number),
    after() {
      collect();
      const { heapUsed, external, rss } = process.memoryUsage();
      heldMB.push((heapUsed + external) / 1e6);
      residentMB.push(rss / 1e6);
    },
  });
  return { heldMB, residentMB };
}

async function rules(): Promise<object> {
  const alone: { rule: string; cpuMs: number; findings: number }[] = [];
  for (const rule of DEFAULT_RULESET.rules.filter(({ on }) => on)) {
    const ruleset = { ...DEFAULT_RULESET, rules: [rule] };
    const told = startFigures();
    const { findings } = await checkWhole(file!, { ruleset });
    alone.push({ rule: rule.id, cpuMs: told().cpuMs, findings: findings.length });
  }
  return { alone };
}

const told = startFigures();
const result = await { whole, repeat, rules }[mode as 'whole' | 'repeat' | 'rules']();
console.log(JSON.stringify({ ...told(), ...result }));
