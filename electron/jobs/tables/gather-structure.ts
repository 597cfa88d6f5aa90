import { sidesOf, type Side } from '../../../shared/analysis/difference/sides.ts';
import { countedAs, RIDGE_FIELDS } from '../../../shared/analysis/tables/ridges.ts';
import type { ClassSums, StructureAggregates } from '../../../shared/analysis/tables/structure.ts';
import { textOf } from '../../../shared/rules/fact-params.ts';
import { gathered, lacking, partOf, type Gathered, type GatherTools } from './gather-tools.ts';
import { createClassSums, featuresIn, groundOf, withField } from './sums.ts';

async function classSums(tools: GatherTools, side: Side): Promise<ClassSums> {
  const { sums, add } = createClassSums();
  for await (const feature of featuresIn(tools, side.layer, withField(side, RIDGE_FIELDS)))
    add(countedAs(textOf(feature.fields, side.field), feature.fields), groundOf(feature));
  return sums;
}

/** Ground by class in the baseline and in the plan. */
export async function gatherStructure(tools: GatherTools): Promise<Gathered<StructureAggregates>> {
  const sides = sidesOf('baseline-plan', tools.source.occupied());
  if (sides.a === null) return lacking(...sides.missing);
  return gathered({
    base: await classSums(partOf(tools, 0, 2), sides.a),
    plan: await classSums(partOf(tools, 1, 2), sides.b),
    construction: tools.ruleset.constructionPrefixes,
  });
}
