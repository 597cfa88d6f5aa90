import type { VctForm } from './vct-head.ts';

export type VctGeometry = 'point' | 'line' | 'polygon';

/** A feature code: objects carry it, and it names the table of their attributes. */
export interface VctCode {
  readonly code: string;
  readonly name: string;
  readonly geometry: VctGeometry;
  readonly table: string;
}

export interface VctField {
  readonly name: string;
  readonly type: 'text' | 'number';
}

/** The structure of an attribute table. */
export interface VctTable {
  readonly name: string;
  readonly fields: readonly VctField[];
}

/** What an import sees: the objects of one table and geometry. */
export interface VctLayer {
  readonly name: string;
  readonly geometry: VctGeometry;
  readonly codes: readonly string[];
  /** Null where the file has no structure for it. */
  readonly table: VctTable | null;
}

const GEOMETRIES: Readonly<Record<string, VctGeometry>> = {
  point: 'point',
  line: 'line',
  polygon: 'polygon',
};

/**
 * A line of the feature codes: code, name, geometry, table; with one or three colours before the table in old files.
 * Null for annotations, tables without shapes and what cannot be understood.
 */
export function readCode(parts: readonly string[], form: VctForm): VctCode | null {
  const [code = '', name = '', kind = ''] = parts;
  const geometry = GEOMETRIES[kind.toLowerCase()];
  const table = parts[form === 'new' ? 3 : parts.length >= 7 ? 6 : 4] ?? '';
  return geometry === undefined || code === '' || table === '' ? null : { code, name, geometry, table };
}

const NUMBERS = /^(?:int\d*|integer|smallint|float|double|numeric)$/i;

/** A line of a table structure: name, type, width, decimals. */
export const readField = (parts: readonly string[]): VctField => ({
  name: parts[0] ?? '',
  type: NUMBERS.test(parts[1] ?? '') ? 'number' : 'text',
});

const keyOf = (name: string): string => name.toLowerCase();

/** The layers of a file: codes that share a table and a geometry are one. */
export function layersOf(codes: readonly VctCode[], tables: readonly VctTable[]): VctLayer[] {
  const layers = new Map<string, { table: string; geometry: VctGeometry; codes: string[] }>();
  for (const { code, geometry, table } of codes) {
    const key = `${keyOf(table)}\n${geometry}`;
    const layer = layers.get(key);
    if (layer === undefined) layers.set(key, { table, geometry, codes: [code] });
    else if (!layer.codes.includes(code)) layer.codes.push(code);
  }
  const all = [...layers.values()];
  return all.map(({ table, geometry, codes: own }) => {
    const isShared = all.some((other) => keyOf(other.table) === keyOf(table) && other.geometry !== geometry);
    return {
      name: isShared ? `${table} (${geometry})` : table,
      geometry,
      codes: own,
      table: tables.find(({ name }) => keyOf(name) === keyOf(table)) ?? null,
    };
  });
}
