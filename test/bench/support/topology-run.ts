/**
 * `topology-run.ts blueprint.gpkg`: the rules of the default ruleset's group `topology` over a blueprint, measured;
 * prints JSON with the fids of the features each rule speaks of, and the boxes of the pieces.
 */
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { fidOfUid } from '../../fixtures/county/generated-blueprint.ts';
import { startFigures } from './own-figures.ts';
import { checkWhole } from './whole-check.ts';

const LAYER = 'land_use';
const [file] = process.argv.slice(2);
await loadOverlay();
const told = startFigures();
const rules = DEFAULT_RULESET.rules.filter(({ group, on }) => group === 'topology' && on);
const { findings, notChecked } = await checkWhole(file!, { ruleset: { ...DEFAULT_RULESET, rules } });
const figures = told();
const flagged: Record<string, number[]> = {};
for (const { rule, subject, pieces } of findings) {
  const refs = [subject, ...pieces.map(({ other }) => other)];
  const fids = refs.flatMap((ref) => (ref?.table === LAYER ? [fidOfUid(ref.uid)] : []));
  flagged[rule] = [...new Set([...(flagged[rule] ?? []), ...fids])];
}
const places = findings.flatMap(({ pieces }) => pieces.map(({ box }) => box));
const unchecked = notChecked.map(({ rule }) => rule);
console.log(JSON.stringify({ ...figures, findings: findings.length, flagged, places, unchecked }));
