import type { FeatureSource } from '../check/source.ts';
import type { Box } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';

/** A reference system as the file defines it (row of `gpkg_spatial_ref_sys`). */
export interface SystemFacts {
  readonly id: number;
  readonly organization: string;
  readonly code: number;
  readonly definition: string;
}

/** What the file says of one table, in the tables that list its contents and in its own columns. */
export interface TableFacts {
  readonly table: string;
  /** Null for a table that is in the contents but not in the layer catalogue. */
  readonly layer: LayerSchema | null;
  /** False where the catalogue or the contents name a table that is not there. */
  readonly present: boolean;
  /** Whether `gpkg_contents` lists it as features; then it should have a geometry column. */
  readonly features: boolean;
  /** Row of `gpkg_geometry_columns`; null where there is none. `z`: 0 none, 1 all, 2 some have heights. */
  readonly geometry: {
    readonly column: string;
    readonly type: string;
    readonly srs: number;
    readonly z: number;
  } | null;
  /** System that `gpkg_contents` states; null for none. */
  readonly contentsSrs: number | null;
  /** Columns with their declared types, in order. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly records: number;
  /** Extent that `gpkg_contents` states, in the table's own units; null for none. */
  readonly extent: Box | null;
}

export interface FileFacts {
  readonly systems: readonly SystemFacts[];
  /** Every layer of the catalogue, then every other table of the contents. */
  readonly tables: readonly TableFacts[];
}

/**
 * What is odd about a stored shape, seen from its bytes:
 * `none` no value, `empty` a shape without points, `unreadable` bytes that are no shape, `curve` arcs or splines,
 * `other-kind` a point where polygons are, `other-crs` a system other than its table's.
 */
export type ShapeFaultKind = 'none' | 'empty' | 'unreadable' | 'curve' | 'other-kind' | 'other-crs';

export interface ShapeFault {
  readonly fid: number;
  readonly uid: string;
  readonly kind: ShapeFaultKind;
  /** System of `other-crs`, geometry type code of `other-kind` and `curve`; null otherwise. */
  readonly detail: number | null;
}

/** Where an inspection reads: the read side of the store. */
export interface InspectionSource extends FeatureSource {
  /** A fact of the blueprint (`county_code`, `zone_epsg` ...); null where it has none. */
  info(name: string): string | null;
  fileFacts(): FileFacts;
  /** Odd shapes of a layer, slice by slice of its features; shapes that break off inside are not seen here. */
  shapeFaults(layer: string): Iterable<readonly ShapeFault[]>;
}
