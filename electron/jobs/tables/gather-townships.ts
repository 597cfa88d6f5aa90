import { meetings } from '../../../shared/analysis/difference/compare.ts';
import { countedAs, divideUnits, RIDGE_FIELDS } from '../../../shared/analysis/tables/ridges.ts';
import type { TownshipAggregates } from '../../../shared/analysis/tables/townships.ts';
import { units } from '../../../shared/analysis/versions/transitions.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import { textOf } from '../../../shared/rules/fact-params.ts';
import {
  BORDER_NOISE,
  gathered,
  lacking,
  layerOfRole,
  partOf,
  type Gathered,
  type GatherTools,
} from './gather-tools.ts';
import { createClassSums, createMetGround, createTally, featuresIn, groundOf, withField } from './sums.ts';
import { ADMIN, readTownships, type TownshipPart } from './townships-of.ts';

type Key = readonly [township: string | null, zone: string | null, code: string | null];

const ZONE = 'zone_code';

/** Planned ground by township, planning zone and class: plan and zones laid over one another. */
export async function gatherTownships(tools: GatherTools): Promise<Gathered<TownshipAggregates>> {
  const layer = layerOfRole(tools.source, 'planned_use');
  if (layer === undefined) return lacking('land_use');
  const side = { layer: layer.schema.id, field: 'land_class' };
  const townships = await readTownships(tools);
  const zones = layerOfRole(tools.source, 'zone');
  const fields = withField(side, [ADMIN, ...RIDGE_FIELDS]);
  const tally = createTally<Key>();
  const add = (feature: CheckFeature, zone: string | null, parts: readonly TownshipPart[]): void => {
    const counted = countedAs(textOf(feature.fields, side.field), feature.fields);
    for (const { township, units: amount } of parts) {
      const amounts = divideUnits(
        amount,
        counted.map(({ share }) => share),
      );
      counted.forEach(({ code }, i) => tally.add([township, zone, code], amounts[i]!));
    }
  };
  const met = createMetGround();
  const steps = zones === undefined ? 1 : 2;
  if (zones !== undefined) {
    const first = partOf(tools, 0, steps);
    const compare = { ...first, onProgress: first.onShare };
    const zoneSide = { layer: zones.schema.id, field: ZONE };
    for await (const { a, b, areaM2 } of meetings(compare, tools.ground, side, zoneSide, fields)) {
      met.add(a, units(areaM2));
      const stated = townships.stated(a);
      const parts =
        stated === null
          ? tools.ground.parts(a.geometry, b.geometry).flatMap((piece) => townships.divide(piece.geometry))
          : [{ township: stated, units: units(areaM2) }];
      add(a, textOf(b.fields, ZONE), parts);
    }
  }
  const plan = createClassSums();
  for await (const feature of featuresIn(partOf(tools, steps - 1, steps), side.layer, fields)) {
    plan.add(countedAs(textOf(feature.fields, side.field), feature.fields), groundOf(feature));
    const rest = met.rest(feature, zones === undefined ? 0 : BORDER_NOISE);
    if (rest === 0) continue;
    const stated = townships.stated(feature);
    const whole = stated === null && zones === undefined;
    add(feature, null, whole ? townships.divide(feature.geometry) : [{ township: stated, units: rest }]);
  }
  return gathered({
    ground: tally
      .entries()
      .map(({ key: [township, zone, code], units: amount }) => ({ township, zone, code, units: amount })),
    plan: plan.sums,
    construction: tools.ruleset.constructionPrefixes,
    names: townships.names,
    zoned: zones !== undefined,
  });
}
