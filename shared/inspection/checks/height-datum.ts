import { tableParam, type FileFound, type InspectionCheck } from '../define-check.ts';

/** 1985 国家高程基准, as a system that is compound with it names it. */
const DATUM = /Yellow Sea 1985|1985|5737/;

/** 高程基准: tables with heights must say above what. Plan data have none, and then there is nothing to look at. */
export const heightDatum: InspectionCheck = {
  kind: 'file',
  check: 'G4',
  run({ tables, systems }): FileFound {
    const high = tables.filter(({ present, geometry }) => present && geometry !== null && geometry.z !== 0);
    const wrong = high.filter(({ geometry }) => {
      const system = systems.find(({ id }) => id === geometry?.srs);
      return !DATUM.test(system?.definition ?? '');
    });
    return {
      defects: wrong.map(({ table }) => ({
        layer: table,
        uid: null,
        detail: 'height',
        messages: [{ key: 'height', params: { layer: tableParam(table) } }],
      })),
      unchecked: high.length > 0 ? [] : [{ why: 'flat', layers: [] }],
      looked: high.length > 0,
    };
  },
};
