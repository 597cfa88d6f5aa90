import { STORED_EPSG } from '../../crs/catalogue.ts';
import {
  tableParam,
  textParam,
  type DraftDefect,
  type FileFound,
  type InspectionCheck,
} from '../define-check.ts';
import type { FileFacts, TableFacts } from '../source.ts';

/** Words by which the definition of CGCS2000 is known, whoever wrote it. */
const NAMES = /CGCS\s?2000|China[_ ]?2000|China Geodetic Coordinate System 2000/i;

const defect = (table: string | null, key: string, params: Record<string, string>): DraftDefect => ({
  layer: table,
  uid: null,
  detail: key,
  messages: [
    {
      key,
      params: {
        ...(table === null ? {} : { layer: tableParam(table) }),
        ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, textParam(value)])),
      },
    },
  ],
});

/** What is wrong with the system that one table states. */
function faultsOf(facts: FileFacts, { table, geometry, contentsSrs, features }: TableFacts): DraftDefect[] {
  if (geometry === null) return features ? [defect(table, 'crs-none', {})] : [];
  const { srs } = geometry;
  const expected = `EPSG:${STORED_EPSG}`;
  const known = facts.systems.find(({ id }) => id === srs);
  if (known === undefined || srs <= 0) return [defect(table, 'crs-undefined', { found: String(srs) })];
  if (srs !== STORED_EPSG) {
    return [
      defect(table, 'crs-differs', { found: `${known.organization.toUpperCase()}:${known.code}`, expected }),
    ];
  }
  return contentsSrs === srs
    ? []
    : [defect(table, 'crs-listed', { found: String(contentsSrs ?? '—'), expected })];
}

/** Whether the file defines the stored system as what it is. */
function definition({ systems }: FileFacts): DraftDefect[] {
  const stored = systems.find(({ id }) => id === STORED_EPSG);
  const right =
    stored !== undefined &&
    stored.organization.toUpperCase() === 'EPSG' &&
    stored.code === STORED_EPSG &&
    NAMES.test(stored.definition);
  return right ? [] : [defect(null, 'crs-definition', { expected: `EPSG:${STORED_EPSG}` })];
}

/** 坐标系: every table with shapes states the one system of the file, and the file defines that. */
export const referenceSystem: InspectionCheck = {
  kind: 'file',
  check: 'G1',
  run(facts): FileFound {
    const tables = facts.tables.filter(({ present }) => present);
    return {
      defects: [...definition(facts), ...tables.flatMap((table) => faultsOf(facts, table))],
      unchecked: [],
      looked: true,
    };
  },
};

/** The system written into each shape, beside that of its table. One defect a layer: a program wrote them all alike. */
export const shapeSystem: InspectionCheck = {
  kind: 'shape',
  check: 'G1',
  faults: ['other-crs'],
  message: ({ detail }, subject) => ({
    key: 'crs-shape',
    params: { ...subject, found: textParam(String(detail ?? '')) },
  }),
  together: ({ detail }, layer, n) => ({
    key: 'crs-shapes',
    params: {
      layer: tableParam(layer),
      n: { kind: 'count', value: n },
      found: textParam(String(detail ?? '')),
    },
  }),
};
