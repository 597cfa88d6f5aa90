/** The kinds of plan a blueprint holds (产业规划, 用地规划, 功能区规划, 三条控制线, 底图底数, 外业). */
export type PlanId = 'industrial' | 'land-use' | 'functional-zone' | 'control-line' | 'base' | 'field';
export const PLAN_IDS: readonly PlanId[] = [
  'industrial',
  'land-use',
  'functional-zone',
  'control-line',
  'base',
  'field',
];

/** GeoPackage geometry type names; null for a table without geometry. */
export type GeomType = 'POINT' | 'LINESTRING' | 'POLYGON' | 'MULTIPOLYGON';
export type FieldType = 'text' | 'int' | 'real' | 'date' | 'datetime' | 'code' | 'blob' | 'json';
export type Verified = 'yes' | 'practice' | 'no';
/** What happens to a field when its feature is split or merged. */
export type Policy = 'keep' | 'copy' | 'largest' | 'sum' | 'by_area' | 'ask' | 'null';
export interface BilingualText {
  readonly 'zh-CN': string;
  readonly en: string;
}

export interface Field {
  readonly name: string;
  /** Stable name of a field the user added: a rename keeps it. Fields of the built-in schemas have none. */
  readonly key?: string;
  readonly label: BilingualText;
  readonly type: FieldType;
  readonly length?: number;
  readonly precision?: number;
  /** Unit of the stored value, e.g. `m2`, `ha`, `m`. */
  readonly unit?: string;
  readonly required: boolean;
  /** Code list (`code-lists.json`), or `land_use_class`, `planning_zone`, `survey_class`. */
  readonly domain?: string;
  /** Name in the standard databases (BSM, YSDM, XZQDM, YDYHFLDM ...). */
  readonly standardName?: string;
  /** Names under which imported data brings this field. */
  readonly aliases: readonly string[];
  /** How the product fills it; such a field is read-only in forms. */
  readonly computed?: string;
  readonly split: Policy;
  readonly merge: Policy;
  readonly verified: Verified;
  readonly source: string;
  readonly note?: string;
  /** uid, revision, derived_from: kept by the store, never in a form. */
  readonly system?: boolean;
}

/** A feature table of one plan. Rules bind to `role`, so a layer of the user's own can serve. */
export interface LayerSchema {
  readonly id: string;
  readonly plan: PlanId;
  readonly role: string | null;
  readonly name: BilingualText;
  readonly geometry: GeomType | null;
  readonly builtIn: boolean;
  /** Handed down from above (control lines): never edited here; import replaces or adds as a whole. */
  readonly readOnly: boolean;
  /** True where the parcels must cover their range without gap or overlap. */
  readonly coverage: boolean;
  readonly fields: readonly Field[];
  readonly coincidesWith?: readonly string[];
}
