import type { LayerSchema } from '../../shared/model/layer.ts';
import { columnKind } from './geopackage/header.ts';
import type { GeometryKind } from '../../shared/geometry/packed.ts';

/**
 * A table whose rows are records: fid (integer key, never reused), uid, revision (number of the change that
 * wrote the row last), data columns, and possibly a geometry.
 */
export interface RecordTable {
  readonly name: string;
  /** Null for a table of our own. */
  readonly layer: LayerSchema | null;
  /** Every column but fid, uid, revision and the geometry. */
  readonly columns: readonly string[];
  readonly geometry: {
    readonly column: string;
    /** `gpkg`: GeoPackage blob with an RTree beside it; `grid`: packed grid bytes. */
    readonly encoding: 'gpkg' | 'grid';
    readonly multi: boolean;
    readonly kind: GeometryKind;
  } | null;
}

/** The table of a layer. */
export function recordTable(layer: LayerSchema): RecordTable {
  return {
    name: layer.id,
    layer,
    columns: layer.fields.map((field) => field.name).filter((name) => name !== 'uid' && name !== 'revision'),
    geometry:
      layer.geometry === null ? null : { column: 'geom', encoding: 'gpkg', ...columnKind(layer.geometry) },
  };
}

/** What people noted about findings and their pieces (see README.md). */
export const MEMORY_TABLE: RecordTable = {
  name: 'lantu_memory',
  layer: null,
  columns: [
    'rule',
    'subject_table',
    'subject_uid',
    'counterpart_layer',
    'piece_uid',
    'status',
    'note',
    'author',
    'time',
    'reason',
    'number',
    'assignee',
    'due',
    'expires',
    'area_m2',
    'severity',
    'closed',
    'closed_by',
    'closed_note',
  ],
  geometry: { column: 'shape', encoding: 'grid', multi: true, kind: 'polygon' },
};

/** Facts about the blueprint, one a row: `uid` is the name of the fact. */
export const INFO_TABLE: RecordTable = {
  name: 'lantu_info',
  layer: null,
  columns: ['value'],
  geometry: null,
};

/**
 * The layers: `uid` is the id of a layer. What is written here through changes carries the layer's table along
 * (write/layer-writer.ts); visibility, lock, opacity and order are view state and written beside the history.
 */
export const LAYER_TABLE: RecordTable = {
  name: 'lantu_layer',
  layer: null,
  columns: ['schema', 'built_in', 'visible', 'locked', 'opacity', 'draw_order', 'style'],
  geometry: null,
};

/** Named versions of a plan: tags on a step of the history. */
export const VERSION_TABLE: RecordTable = {
  name: 'lantu_version',
  layer: null,
  columns: ['name', 'plan', 'seq', 'standing', 'note', 'author', 'time'],
  geometry: null,
};

/** Map sheets; the pictures of a layout stand in a column of their own, which most edits leave as it is. */
export const SHEET_TABLE: RecordTable = {
  name: 'lantu_sheet',
  layer: null,
  columns: ['name', 'layout', 'pictures', 'author', 'time'],
  geometry: null,
};

/** What is to be looked at in the field, and what was found there; the shape is the place to go to. */
export const TASK_TABLE: RecordTable = {
  name: 'lantu_task',
  layer: null,
  columns: [
    'kind',
    'title',
    'note',
    'rule',
    'subject_table',
    'subject_uid',
    'counterpart_layer',
    'severity',
    'area_m2',
    'rank',
    'assignee',
    'verdict',
    'verdict_note',
    'form',
    'sketch',
    'observer',
    'observed_at',
    'position',
    'accuracy_m',
    'author',
    'time',
  ],
  geometry: { column: 'shape', encoding: 'grid', multi: false, kind: 'point' },
};

/** Photographs, voice notes and documents; the bytes lie in `lantu_blob` by their hash, the shape is where it was made. */
export const ATTACHMENT_TABLE: RecordTable = {
  name: 'lantu_attachment',
  layer: null,
  columns: [
    'kind',
    'name',
    'mime',
    'size',
    'sha256',
    'preview_sha256',
    'width',
    'height',
    'taken_at',
    'time_shift_s',
    'placed_by',
    'height_m',
    'accuracy_m',
    'bearing_deg',
    'caption',
    'subject_table',
    'subject_uid',
    'author',
    'time',
  ],
  geometry: { column: 'shape', encoding: 'grid', multi: false, kind: 'point' },
};

/** What went out to others and what came in: packages by their uuid, with the step they are of. */
export const EXCHANGE_TABLE: RecordTable = {
  name: 'lantu_exchange',
  layer: null,
  columns: ['kind', 'name', 'details', 'base_seq', 'digest', 'author', 'time'],
  geometry: null,
};

export const OWN_RECORD_TABLES: readonly RecordTable[] = [
  MEMORY_TABLE,
  INFO_TABLE,
  LAYER_TABLE,
  VERSION_TABLE,
  SHEET_TABLE,
  TASK_TABLE,
  ATTACHMENT_TABLE,
  EXCHANGE_TABLE,
];
