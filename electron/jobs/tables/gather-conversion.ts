import { meetings } from '../../../shared/analysis/difference/compare.ts';
import { sidesOf, type Side } from '../../../shared/analysis/difference/sides.ts';
import {
  UNCOVERED,
  type ConversionAggregates,
  type ConversionEnd,
} from '../../../shared/analysis/tables/conversion.ts';
import {
  countedAs,
  countedAsBoth,
  divideUnits,
  RIDGE_FIELDS,
} from '../../../shared/analysis/tables/ridges.ts';
import type { ClassSums } from '../../../shared/analysis/tables/structure.ts';
import { units } from '../../../shared/analysis/versions/transitions.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import { textOf } from '../../../shared/rules/fact-params.ts';
import { BORDER_NOISE, gathered, lacking, partOf, type Gathered, type GatherTools } from './gather-tools.ts';
import {
  createClassSums,
  createMetGround,
  createTally,
  featuresIn,
  groundOf,
  withField,
  type MetGround,
  type Tally,
} from './sums.ts';

type Ends = readonly [from: ConversionEnd, to: ConversionEnd];

const countedOn = (feature: CheckFeature, { field }: Side) =>
  countedAs(textOf(feature.fields, field), feature.fields);

/** Ground of one side that the other does not cover; gives the ground of the whole side by class. */
async function addUncovered(
  tools: GatherTools,
  side: Side,
  met: MetGround,
  tally: Tally<Ends>,
  ends: (code: string | null) => Ends,
): Promise<ClassSums> {
  const whole = createClassSums();
  for await (const feature of featuresIn(tools, side.layer, withField(side, RIDGE_FIELDS))) {
    const parts = countedOn(feature, side);
    whole.add(parts, groundOf(feature));
    const rest = met.rest(feature, BORDER_NOISE);
    if (rest === 0) continue;
    const amounts = divideUnits(
      rest,
      parts.map(({ share }) => share),
    );
    parts.forEach(({ code }, i) => tally.add(ends(code), amounts[i]!));
  }
  return whole.sums;
}

/** Ground by class in the baseline and class in the plan: the two laid over one another. */
export async function gatherConversion(tools: GatherTools): Promise<Gathered<ConversionAggregates>> {
  const sides = sidesOf('baseline-plan', tools.source.occupied());
  if (sides.a === null) return lacking(...sides.missing);
  const { a, b } = sides;
  const tally = createTally<Ends>();
  const [metA, metB] = [createMetGround(), createMetGround()];
  const first = partOf(tools, 0, 3);
  const compare = { ...first, onProgress: first.onShare };
  for await (const met of meetings(compare, tools.ground, a, b, RIDGE_FIELDS)) {
    const amount = units(met.areaM2);
    metA.add(met.a, amount);
    metB.add(met.b, amount);
    const parts = countedAsBoth(countedOn(met.a, a), countedOn(met.b, b));
    const amounts = divideUnits(
      amount,
      parts.map(({ share }) => share),
    );
    parts.forEach(({ from, to }, i) => tally.add([from, to], amounts[i]!));
  }
  const base = await addUncovered(partOf(tools, 1, 3), a, metA, tally, (code) => [code, UNCOVERED]);
  const plan = await addUncovered(partOf(tools, 2, 3), b, metB, tally, (code) => [UNCOVERED, code]);
  const ground = tally.entries().map(({ key: [from, to], units: amount }) => ({ from, to, units: amount }));
  return gathered({ ground, base, plan, construction: tools.ruleset.constructionPrefixes });
}
