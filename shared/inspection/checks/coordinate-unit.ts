import { crsByEpsg } from '../../crs/catalogue.ts';
import { WORLD } from '../../geometry/grid.ts';
import { boxContains } from '../../geometry/box.ts';
import { tableParam, type DraftDefect, type FileFound, type InspectionCheck } from '../define-check.ts';
import type { TableFacts } from '../source.ts';

/** Degrees where the system counts metres, or metres where it counts degrees; by the extent that is stated. */
function unitFault({ table, geometry, extent }: TableFacts): DraftDefect | null {
  if (geometry === null || extent === null) return null;
  const system = crsByEpsg(geometry.srs);
  if (system === undefined) return null;
  const degrees = boxContains(WORLD, extent);
  if (degrees === (system.kind === 'geographic')) return null;
  const key = degrees ? 'unit-degrees' : 'unit-metres';
  return {
    layer: table,
    uid: null,
    detail: key,
    messages: [{ key, params: { layer: tableParam(table) } }],
  };
}

/**
 * 坐标单位 of tables outside the layer catalogue, whose shapes nothing else reads. Those of the catalogue are looked at
 * vertex by vertex (`coordinateUnitOfShapes`).
 */
export const coordinateUnit: InspectionCheck = {
  kind: 'file',
  check: 'G2',
  run({ tables }): FileFound {
    const others = tables.filter(({ layer, present, geometry }) => layer === null && present && geometry);
    const silent = others.filter(({ extent }) => extent === null).map(({ table }) => table);
    return {
      defects: others.map(unitFault).filter((one) => one !== null),
      unchecked: silent.length === 0 ? [] : [{ why: 'no-extent', layers: silent }],
      looked: others.length > silent.length,
    };
  },
};

/** Vertices that are no place on earth: what the rule on extents says apart from those that are only far away. */
const NOT_A_PLACE = 'not-a-place';

export const coordinateUnitOfShapes: InspectionCheck = {
  kind: 'rule',
  check: 'G2',
  rules: ['outside-extent'],
  takes: ({ message }) => message.key === NOT_A_PLACE,
};

/** 坐标范围: vertices far outside the county. */
export const extent: InspectionCheck = {
  kind: 'rule',
  check: 'T11',
  rules: ['outside-extent'],
  takes: ({ message }) => message.key !== NOT_A_PLACE,
};
