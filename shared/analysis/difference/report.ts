import { toGeoJson } from '../../geometry/geojson.ts';
import type { FindingMessage } from '../../rules/rule.ts';
import { DIFFERENCE_TABLES } from './sides.ts';
import type { DifferencePatch, DifferenceTable, FourAreas, PatchCount } from './types.ts';

/** The sentence of a table: its rule, and the message with the four areas. */
export function differenceMessage({ id, layerA, layerB, total }: DifferenceTable): {
  readonly rule: string;
  readonly message: FindingMessage;
} {
  const area = (m2: number) => ({ kind: 'area', m2 }) as const;
  return {
    rule: DIFFERENCE_TABLES[id].rule,
    message: {
      key: 'four-classes',
      params: {
        x: { kind: 'layer', id: layerA },
        y: { kind: 'layer', id: layerB },
        both: area(total.both),
        only_x: area(total.onlyA),
        only_y: area(total.onlyB),
        neither: area(total.neither),
      },
    },
  };
}

const areas = ({ both, onlyA, onlyB, neither, unclassed }: FourAreas) => ({
  both_m2: both,
  only_a_m2: onlyA,
  only_b_m2: onlyB,
  neither_m2: neither,
  unclassed_m2: unclassed,
});
const counts = ({ onlyA, onlyB }: PatchCount) => ({ only_a: onlyA, only_b: onlyB });

const patch = ({ kind, a, b, codeA, codeB, township, areaM2, geometry, answer }: DifferencePatch) => ({
  class: kind === 'onlyA' ? 'only_a' : 'only_b',
  a: { layer: a.table, uid: a.uid, code: codeA },
  b: { layer: b.table, uid: b.uid, code: codeB },
  township,
  area_m2: areaM2,
  conversion: answer && {
    from: answer.from,
    to: answer.to,
    inside: answer.inside,
    relation: answer.relation,
    decided_by: answer.decidedBy,
    condition: answer.condition,
    citation: answer.citation,
  },
  geometry: toGeoJson(geometry),
});

/** A table as the command line prints it. */
export const differenceReport = (table: DifferenceTable) => ({
  table: table.id,
  ruleset_version: table.rulesetVersion,
  construction: table.construction,
  a: table.layerA,
  b: table.layerB,
  total: areas(table.total),
  townships: table.townships.map(({ code, name, areas: own, patches }) => ({
    code,
    name,
    ...areas(own),
    patches: counts(patches),
  })),
  patch_count: counts(table.patchCount),
  patches: table.patches.map(patch),
});
