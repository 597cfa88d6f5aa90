import { z } from 'zod';
import type { GeometryKind, Packed } from '../geometry/packed.ts';
import { WEB_MAPS } from '../model/web-map.ts';
import type { FieldValue } from '../model/record.ts';
import { finite, layerId, text } from './schemas.ts';

/** How a file is to be read into a layer; what the user chose or confirmed in the import dialog. */
export const importPlan = z.strictObject({
  layer: layerId,
  /** Layer inside the source (GeoPackage table, shapefile of an archive). */
  sourceLayer: text,
  /** EPSG code, never guessed: null is refused where the source does not say. */
  epsg: z.number().int().nullable(),
  encoding: text.nullable(),
  /** The user's parameters, where `epsg` is a system on an old datum. */
  shift: z
    .strictObject({
      dx: finite,
      dy: finite,
      dz: finite,
      rx: finite,
      ry: finite,
      rz: finite,
      scale: finite,
      rotation: z.enum(['coordinate-frame', 'position-vector']),
    })
    .optional(),
  /** Target field -> source field. */
  mapping: z.record(text, text),
  /** Values for fields the source does not have. */
  constants: z.record(text, z.union([text, finite, z.null()])),
  /**
   * Target field -> value of the source -> code it stands for, where the source has another book of classes; the empty
   * text where no class is to be written.
   */
  codes: z.record(text, z.record(text, text)).optional(),
  /** Whether the layer's own features will be replaced: what comes in may then have the uids of those that go. */
  replaces: z.boolean().optional(),
  /** What the user says of a source that may have been drawn on a web map; absent where that is not asked. */
  web: z.enum(WEB_MAPS).optional(),
});
export type ImportPlan = z.infer<typeof importPlan>;

/** Layers of one file that are taken in one run. */
const MAX_PLANS = 200;
/** Several plans may have the same target; all of them come in together or none does. */
export const importPlans = z.array(importPlan).min(1).max(MAX_PLANS);

export interface SourceField {
  readonly name: string;
  /** What people call it, where the source says so. */
  readonly alias?: string;
  readonly type: string;
  readonly samples: readonly string[];
}
export interface SourceLayer {
  readonly name: string;
  readonly count: number | null;
  readonly geometry: string;
  /** Its kind, where it is of one. */
  readonly kind: GeometryKind | null;
  /** True where no feature has a shape, as in a sheet that is a plain table. */
  readonly shapeless: boolean;
  /** Whether it may come from a web map, whose coordinates may be offset: the user is asked. */
  readonly mayBeWeb: boolean;
  /** EPSG read from the source, null when it does not say. */
  readonly epsg: number | null;
  /** EPSG of the system on an old datum that the source says, null for any other; it needs the user's parameters. */
  readonly oldEpsg: number | null;
  /** Candidates that could be meant when it does not say: how many sampled features fall inside the county. */
  readonly candidates: readonly {
    readonly epsg: number;
    readonly inside: number;
    readonly sampled: number;
  }[];
  readonly encoding: string | null;
  readonly fields: readonly SourceField[];
  /** The first features' outlines, EPSG:4490 where the CRS is known, for the preview map. */
  readonly preview: readonly Packed[];
}
/** What was noticed while reading: feature number (1-based, null for the file), cause, and what was done. */
export interface ImportNote {
  readonly feature: number | null;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly level: 'info' | 'warning' | 'error';
}
export interface ImportProbe {
  readonly format: string;
  readonly fileName: string;
  readonly layers: readonly SourceLayer[];
  readonly notes: readonly ImportNote[];
}
/** Distinct values of a column. */
export interface ColumnValues {
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** True when there were more than are kept. */
  readonly more: boolean;
}
/** What became of one layer of the source. */
export interface LayerReport {
  readonly sourceLayer: string;
  /** The layer it goes to. */
  readonly layer: string;
  readonly read: number;
  readonly staged: number;
  readonly repaired: number;
  readonly refused: number;
  readonly outsideCounty: number;
  readonly areaM2: number;
  readonly notes: readonly ImportNote[];
  readonly sample: readonly {
    readonly fields: Readonly<Record<string, FieldValue>>;
    readonly geometry: Packed;
  }[];
}
export interface ImportReport {
  /** Token to give to `store.commitStaged`. */
  readonly staging: string;
  /** In the order of the plans. */
  readonly layers: readonly LayerReport[];
  /** Chosen layers of the source that turned out to hold no feature. */
  readonly empty: readonly string[];
}
