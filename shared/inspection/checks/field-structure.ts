import { builtinLayer } from '../../model/builtin-layers.ts';
import type { Field, LayerSchema } from '../../model/layer.ts';
import {
  tableParam,
  textParam,
  type DraftDefect,
  type FileFound,
  type InspectionCheck,
} from '../define-check.ts';
import { declaredText, expectedText, fits } from '../column-types.ts';
import type { TableFacts } from '../source.ts';

/** Columns that the store keeps beside the fields of a schema. */
const OWN = ['fid', 'geom', 'uid', 'revision'] as const;

const about = (
  layer: string,
  key: string,
  field: string,
  more: Readonly<Record<string, string>> = {},
): DraftDefect => ({
  layer,
  uid: null,
  detail: `${key} ${field}`,
  messages: [
    {
      key,
      params: {
        layer: tableParam(layer),
        field: { kind: 'field', layer, name: field },
        ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, textParam(value)])),
      },
    },
  ],
});

/** A column against the field it is of. */
function columnFault(table: string, field: Field, columns: ReadonlyMap<string, string>): DraftDefect[] {
  const type = columns.get(field.name);
  if (type === undefined) return [about(table, 'field-absent', field.name)];
  if (fits(field, type)) return [];
  const said = { found: declaredText(type), expected: expectedText(field) };
  return [about(table, 'field-type', field.name, said)];
}

/** Fields that the product's own schema of a layer has and the file's has not. */
function lacking(schema: LayerSchema): DraftDefect[] {
  const own = new Set(schema.fields.map(({ name }) => name));
  return (builtinLayer(schema.id)?.fields ?? [])
    .filter(({ name }) => !own.has(name))
    .map(({ name }) => about(schema.id, 'field-absent', name));
}

function tableFaults({ table, layer, columns }: TableFacts): DraftDefect[] {
  if (layer === null) return [];
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const known = new Set<string>([...OWN, ...layer.fields.map(({ name }) => name)]);
  return [
    ...lacking(layer),
    ...layer.fields.flatMap((field) => columnFault(table, field, types)),
    ...columns.filter(({ name }) => !known.has(name)).map(({ name }) => about(table, 'field-unknown', name)),
  ];
}

/** 字段结构: columns of each layer against its fields, by name, type and length. */
export const fieldStructure: InspectionCheck = {
  kind: 'file',
  check: 'A2',
  run: ({ tables }): FileFound => ({
    defects: tables.filter(({ present }) => present).flatMap(tableFaults),
    unchecked: [],
    looked: true,
  }),
};

/** Whether a layer's table cannot be read as the catalogue says: then nothing that reads records may ask it. */
export const isBroken = ({ layer, present, columns, geometry }: TableFacts): boolean => {
  if (layer === null) return false;
  if (!present) return true;
  const names = new Set(columns.map(({ name }) => name));
  if (layer.geometry !== null && (geometry === null || !names.has('geom'))) return true;
  return !names.has('uid') || layer.fields.some(({ name }) => !names.has(name));
};
