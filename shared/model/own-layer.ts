import type { BilingualText, Field, FieldType, GeomType, LayerSchema, PlanId } from './layer.ts';
import { PLAN_IDS } from './layer.ts';

/** Geometry types a layer of the user's own may have; null for a table without shapes. */
export const OWN_GEOMETRIES = ['POLYGON', 'MULTIPOLYGON', 'LINESTRING', 'POINT'] as const;
/** Types a field of the user's own may have. */
export const OWN_TYPES = [
  'text',
  'int',
  'real',
  'date',
  'datetime',
  'code',
] as const satisfies readonly FieldType[];
export const POLICIES = ['keep', 'copy', 'largest', 'sum', 'by_area', 'ask', 'null'] as const;
/** Plans a layer of the user's own may belong to: control lines are handed down from above. */
export const OWN_PLANS: readonly PlanId[] = PLAN_IDS.filter((plan) => plan !== 'control-line');
/** Fields a layer may have. */
export const MOST_FIELDS = 100;

/** Names that mean something to SQLite or to the store. */
const RESERVED = new Set([
  'fid',
  'geom',
  'uid',
  'revision',
  'derived_from',
  'rowid',
  'oid',
  'geometry',
  'lantu_building',
]);

export const isFieldName = (name: string): boolean =>
  /^[a-z][a-z0-9_]{0,62}$/.test(name) && !RESERVED.has(name) && !name.startsWith('lantu_');

/** Latin letters and digits of a text as a name; empty where it has none. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 40);

/** A column name for a new field: from its English label, else numbered. */
export function freeFieldName(label: BilingualText, taken: ReadonlySet<string>): string {
  const wanted = slug(label.en) || slug(label['zh-CN']);
  if (wanted !== '' && isFieldName(wanted) && !taken.has(wanted)) return wanted;
  const base = wanted === '' ? 'field' : wanted;
  for (let n = wanted === '' ? 1 : 2; ; n++) {
    const name = `${base}_${n}`;
    if (isFieldName(name) && !taken.has(name)) return name;
  }
}

/** The field was added by the user: it may be renamed, retyped and deleted. */
export const isOwnField = (field: Field): boolean => field.key !== undefined;

const system = (name: string, zh: string, en: string, rest: Partial<Field>): Field => ({
  name,
  label: { 'zh-CN': zh, en },
  type: 'text',
  required: false,
  aliases: [],
  split: 'null',
  merge: 'null',
  verified: 'no',
  source: 'design of the file',
  system: true,
  ...rest,
});

/** What every layer has, whoever made it: identity, revision, origin, and the measure of its shapes. */
function baseFields(geometry: GeomType | null): readonly Field[] {
  const fields: Field[] = [
    system('uid', '全局标识', 'Stable id', {
      length: 36,
      required: true,
      computed: 'UUIDv7 when the writer creates the feature',
      split: 'keep',
      merge: 'largest',
    }),
    system('revision', '修订号', 'Revision', {
      type: 'int',
      required: true,
      computed: 'revision of the change that wrote it last',
    }),
    system('derived_from', '来源要素', 'Derived from', {
      length: 2000,
      computed: 'uids of the features split, merged or copied',
      split: 'keep',
      merge: 'keep',
    }),
  ];
  if (geometry?.endsWith('POLYGON')) {
    fields.push({
      name: 'area_m2',
      label: { 'zh-CN': '面积', en: 'Ellipsoid area' },
      type: 'real',
      precision: 2,
      unit: 'm2',
      required: true,
      aliases: ['MJ', '面积'],
      computed: 'ellipsoid_area(geometry), written with every geometry change',
      split: 'by_area',
      merge: 'sum',
      verified: 'yes',
      source: '国土调查办发〔2008〕32号',
    });
  }
  if (geometry === 'LINESTRING') {
    fields.push({
      name: 'length_m',
      label: { 'zh-CN': '长度', en: 'Length' },
      type: 'real',
      precision: 2,
      unit: 'm',
      required: true,
      aliases: ['CD', '长度'],
      computed: 'geodesic_length(geometry)',
      split: 'null',
      merge: 'sum',
      verified: 'no',
      source: 'design of the file',
    });
  }
  return fields;
}

/** A field of the user's own. `key` is what it is known by through renames. */
export const ownField = (
  key: string,
  given: Pick<Field, 'name' | 'label' | 'type'> & Partial<Field>,
): Field => ({
  required: false,
  aliases: [],
  split: 'copy',
  merge: 'keep',
  verified: 'no',
  source: 'user',
  ...given,
  key,
});

/** What a new layer is made from. `newKey` gives what its fields are known by. */
export interface OwnLayer {
  readonly id: string;
  readonly name: BilingualText;
  readonly plan: PlanId;
  readonly role: string | null;
  readonly geometry: GeomType | null;
  readonly coverage: boolean;
  /** A layer whose fields it takes over; null for a name and a remark. */
  readonly like: LayerSchema | null;
  readonly newKey: () => string;
}

/** The schema of a new layer of the user's own. */
export function ownLayer({ id, name, plan, role, geometry, coverage, like, newKey }: OwnLayer): LayerSchema {
  const base = baseFields(geometry);
  const known = new Set(base.map((field) => field.name));
  // A figure made from the shape is the base's to make, or has no shape to be made from.
  const copied = (like?.fields ?? []).filter(
    (field) =>
      !field.system &&
      !known.has(field.name) &&
      field.name !== 'uid' &&
      field.name !== 'length_m' &&
      field.name !== 'area_m2',
  );
  const first = [
    ownField(newKey(), {
      name: 'name',
      label: { 'zh-CN': '名称', en: 'Name' },
      type: 'text',
      length: 100,
      split: 'copy',
      merge: 'largest',
    }),
    ownField(newKey(), {
      name: 'remark',
      label: { 'zh-CN': '备注', en: 'Remark' },
      type: 'text',
      length: 255,
    }),
  ];
  const fields = like === null ? first : copied.map((field) => ({ ...field, key: newKey() }));
  return {
    id,
    plan,
    role,
    name,
    geometry,
    builtIn: false,
    readOnly: false,
    coverage,
    fields: [...base, ...fields],
  };
}
