import type { CheckFeature } from '../../check/source.ts';
import { averageWidthM, metresPerDegree } from '../../geometry/measure.ts';
import { STEP_DEGREES } from '../../geometry/grid.ts';
import type { Piece } from '../../geometry/overlay.ts';
import { fail, ok, type Result } from '../../result.ts';
import { bindParams } from '../../rules/bind-params.ts';
import { textOf } from '../../rules/fact-params.ts';
import { fourClassMessages, fourClassParams, type FourClassParams } from '../../rules/four-class.ts';
import type { Ruleset } from '../../rules/rule.ts';
import { useGroup } from '../use-group.ts';
import { answerTo } from './answer.ts';
import { createAreaSums, townshipOf } from './areas.ts';
import { commonGround } from './common-ground.ts';
import { meetings, type CompareTools } from './compare.ts';
import { largestFirst } from './largest.ts';
import { readPlaces } from './places.ts';
import { DIFFERENCE_TABLES, sidesOf, type Side } from './sides.ts';
import { townshipNames } from './township-names.ts';
import type { DifferenceAnswer, DifferenceId, DifferencePatch } from './types.ts';

export interface DifferenceOptions {
  /** Another construction split than the ruleset's, to be tried: prefixes of classes. */
  readonly construction?: readonly string[];
  /** For `legacy-current`, the layer of the earlier plan. */
  readonly legacy?: string;
  /** How many patches are listed, the largest; all when absent. */
  readonly limit?: number;
}

const ADMIN = 'admin_code';

/** Metres in one grid step along a meridian. */
const STEP_M = STEP_DEGREES * metresPerDegree(90).lat;

/** Whether what a side says is construction land; null where it does not say. */
function isBuilt(code: string | null, { filter }: FourClassParams, ownUse: boolean): boolean | null {
  if (code === null) return null;
  if (ownUse) return filter.uses[code]?.construction ?? null;
  return filter.construction.some((prefix) => code.startsWith(prefix));
}

const groupOf = (code: string, { filter }: FourClassParams, ownUse: boolean): string | null =>
  ownUse ? (filter.uses[code]?.group ?? null) : useGroup(code);

/** The parameters of a table in a ruleset, with the split that is tried. Failures: `difference-unknown`, `ruleset-rule`. */
function paramsOf(
  id: DifferenceId,
  ruleset: Ruleset,
  construction: readonly string[],
): Result<FourClassParams> {
  const { rule } = DIFFERENCE_TABLES[id];
  const data = ruleset.rules.find((one) => one.id === rule);
  if (data === undefined) return fail('difference-unknown', { rule });
  return bindParams(rule, fourClassParams, fourClassMessages, data, {
    construction,
    matrices: ruleset.matrices,
  });
}

/**
 * Two plans held against each other: every place that both cover is construction land in both, in one of them or in
 * neither. Areas by township, and the patches on which they differ, each with the conversion table's answer.
 *
 * The caller holds one state of the source. An aborted pace throws.
 * Failures: `difference-unknown` (rule) for a ruleset without the table, `ruleset-rule` for one that does not fit.
 */
export async function differenceTable(
  tools: CompareTools,
  ruleset: Ruleset,
  id: DifferenceId,
  options: DifferenceOptions = {},
): Promise<Result<DifferenceAnswer>> {
  const construction = options.construction ?? ruleset.constructionPrefixes;
  const bound = paramsOf(id, ruleset, construction);
  if (!bound.ok) return bound;
  const params = bound.value;
  const sides = sidesOf(id, tools.source.occupied(), options.legacy);
  if (sides.a === null) return ok({ table: null, missing: sides.missing });
  const { a, b } = sides;
  const spec = DIFFERENCE_TABLES[id];
  const usesA = spec.a.ownUse ?? false;
  const usesB = spec.b.ownUse ?? false;
  const noiseM = (ruleset.topologyTolerance?.gridSteps ?? 0) * STEP_M;
  const least = params.thresholds.min_area_m2;
  const isPatch = (part: Piece): boolean => part.areaM2 >= least && averageWidthM(part.geometry) > noiseM;

  const ground = commonGround(tools.overlay);
  const places = await readPlaces(tools, ground);
  const sums = createAreaSums();
  const listed = largestFirst<DifferencePatch>(options.limit, comparePatches);
  const codeOf = (feature: CheckFeature, side: Side): string | null => textOf(feature.fields, side.field);

  for await (const met of meetings(tools, ground, a, b, [ADMIN])) {
    const codeA = codeOf(met.a, a);
    const codeB = codeOf(met.b, b);
    const township = townshipOf(textOf(met.b.fields, ADMIN));
    const builtA = isBuilt(codeA, params, usesA);
    const builtB = isBuilt(codeB, params, usesB);
    if (codeA === null || codeB === null || builtA === null || builtB === null) {
      sums.add(township, 'unclassed', met.areaM2);
      continue;
    }
    if (builtA === builtB) {
      sums.add(township, builtA ? 'both' : 'neither', met.areaM2);
      continue;
    }
    const kind = builtA ? 'onlyA' : 'onlyB';
    sums.add(township, kind, met.areaM2);
    const groupA = groupOf(codeA, params, usesA);
    const groupB = groupOf(codeB, params, usesB);
    const [from, to] = spec.from === 'a' ? [groupA, groupB] : [groupB, groupA];
    for (const { geometry, areaM2 } of ground.parts(met.a.geometry, met.b.geometry).filter(isPatch)) {
      sums.count(township, kind);
      const inside = places.at(geometry, Math.min(least, areaM2));
      listed.add({
        kind,
        a: { table: met.a.layer, uid: met.a.uid },
        b: { table: met.b.layer, uid: met.b.uid },
        codeA,
        codeB,
        township,
        areaM2,
        geometry,
        answer: answerTo(ruleset.matrices.conversion, from, to, inside),
      });
    }
  }
  const { areas, patches } = sums.total();
  return ok({
    missing: [],
    table: {
      id,
      rulesetVersion: ruleset.version,
      construction: [...construction],
      layerA: a.layer,
      layerB: b.layer,
      total: areas,
      townships: sums.rows(await townshipNames(tools)),
      patchCount: patches,
      patches: listed.done(),
    },
  });
}

/** The larger first; of equals by what they lie between, so that the order never depends on reading. */
const comparePatches = (p: DifferencePatch, q: DifferencePatch): number =>
  q.areaM2 - p.areaM2 ||
  compareTexts(p.a.uid, q.a.uid) ||
  compareTexts(p.b.uid, q.b.uid) ||
  p.geometry.box[0] - q.geometry.box[0] ||
  p.geometry.box[1] - q.geometry.box[1];
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
