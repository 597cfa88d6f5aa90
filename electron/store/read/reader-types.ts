import type {
  FeatureDiff,
  LayerSummary,
  SearchHit,
  TablePage,
} from '../../../shared/bridge/query-contract.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import type { Share } from '../../../shared/check/pass.ts';
import type { Remembered } from '../../../shared/check/rematch.ts';
import type { FileFacts, ShapeFault } from '../../../shared/inspection/source.ts';
import type { CountedValue } from '../../../shared/change/convert-value.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import type { LayerStyle } from '../../../shared/model/layer-style.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord, FieldValue, RecordRef } from '../../../shared/model/record.ts';
import type { PlanVersion } from '../../../shared/model/version.ts';
import type { KeptSheet } from '../../../shared/print/kept-sheet.ts';
import type { ChangedRecord } from '../../../shared/merge/types.ts';
import type { RulesetInForce } from '../../../shared/rules/ruleset-in-force.ts';

import type { StoredRecord } from './changes-since.ts';

/** Features of one layer in columns: `fields[name][i]` belongs to `fids[i]`. */
export interface PackedBatch {
  readonly layer: string;
  readonly fids: readonly number[];
  readonly uids: readonly string[];
  readonly revs: readonly number[];
  readonly geometries: readonly (Packed | null)[];
  readonly fields: Readonly<Record<string, readonly FieldValue[]>>;
}

export interface ScanQuery {
  readonly layer: string;
  /** Only features whose box meets it (boxes are kept in 32 bits: a little too many, never too few). */
  readonly box?: Box;
  /** Fields wanted; all when absent. */
  readonly fields?: readonly string[];
  /** `hilbert` keeps neighbours together; features without geometry are then left out. */
  readonly order: 'fid' | 'hilbert';
  /** Features in a batch, 1000 when absent. */
  readonly batch?: number;
  /** Only one share of the blocks of fids; all when absent. */
  readonly share?: Share;
}

export interface TableQuery {
  readonly layer: string;
  readonly fields: readonly string[];
  readonly sort: { readonly field: string; readonly descending: boolean } | null;
  /** Part of a text, identifier, code or class name, without regard to case; empty for all rows. */
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

/** One feature on its way into a tile. */
export interface VisitedRow {
  readonly fid: number;
  readonly rev: number;
  readonly values: readonly FieldValue[];
  /** Parses the geometry; null for none. The next row uses its arrays again: copy what is to be kept. */
  geometry(): Packed | null;
}

/** Where a layer lies as a table of a GeoPackage. */
export interface LyingTable {
  readonly file: string;
  readonly table: string;
  readonly keyColumn: string;
  readonly geometryColumn: string;
  readonly epsg: number;
}

/** One row where it lies. */
export interface LyingRow {
  readonly fid: number;
  readonly values: readonly FieldValue[];
  /** The next row uses its arrays again: copy what is to be kept. */
  readonly geometry: Packed | null;
  /** Whether a copy of the row is what this product would write: an own uid, no bytes for texts, an own shape. */
  readonly plain: boolean;
}

/** A feature with the size of its box, square degrees. */
export interface SizedBox {
  readonly fid: number;
  readonly size: number;
}

/** A small feature that stands for a cell. */
export interface Representative {
  readonly fid: number;
  readonly x: number;
  readonly y: number;
}

/** A feature whose geometry is parsed only when asked for. */
export interface FeatureHandle {
  readonly uid: string;
  readonly rev: number;
  geometry(): Packed | null;
}

/** What the changes after some revision touched, layer by layer; boxes before and after. */
export interface TouchedSince {
  readonly layer: string;
  readonly boxes: readonly Box[];
  readonly fields: readonly string[];
}

/**
 * Reads one blueprint over a connection of its own, synchronously, in whatever thread it was opened.
 * It sees committed states only, and each call sees one state; `at()` and `within()` hold one over several calls.
 */
export interface Reader {
  readonly path: string;
  /** Holds one state of the file until `release()`; a long hold keeps the log from being cut back. */
  at(): Promise<{ readonly rev: number; release(): void }>;
  /** Whether somebody holds a state, which the file may have left behind. */
  isHeld(): boolean;
  /** Runs synchronous reads on one state. */
  within<T>(work: () => T): T;
  /** Whether the file holds a part of the county alone, cut out for the field. */
  isPart(): boolean;
  /** Revision of the state that reads see now; 0 when nothing has been written yet. */
  rev(): number;
  /** Another number whenever any other connection, of this product or not, has written to the file. */
  dataVersion(): number;
  /** Records that other programs have edited and that are not in the history yet. */
  outside(): number;
  blueprintId(): string;
  /** A fact of the blueprint (`classification`, `county_code` ...); null where it has none. */
  info(name: string): string | null;
  /** All layers with their view state, in draw order. Counts and boxes are kept until a layer changes. */
  layers(): LayerState[];
  /** Schemas of all layers, without counting anything. */
  schemas(): LayerSchema[];
  /** All layers with about how many features they hold, 0 where none has a geometry. Costs next to nothing. */
  occupied(): { readonly schema: LayerSchema; readonly size: number }[];
  /** Layers whose features are not to be edited: locked by the user, or handed down from above. */
  lockedLayers(): ReadonlySet<string>;
  /** Schema of one layer; undefined when there is none of this id. */
  schema(layer: string): LayerSchema | undefined;
  /** How many features a layer has; 0 for an unknown one. */
  count(layer: string): number;
  /** How a layer is drawn where that differs from its standard symbol. */
  style(layer: string): LayerStyle | null;
  /** Streams a layer in one state of the file, held until the iteration ends. An unknown layer has no batches. */
  scan(query: ScanQuery): AsyncIterable<PackedBatch>;
  /** Those of the named features that exist, in the order asked for. */
  features(refs: readonly RecordRef[]): FeatureRecord[];
  featuresByFid(layer: string, fids: readonly number[]): FeatureRecord[];
  /** Envelopes in doubles, `[minX, minY, maxX, maxY]` a feature, of every feature that has a geometry. */
  envelopes(layer: string): { readonly fids: number[]; readonly boxes: Float64Array };
  /** Fids whose 32-bit box meets `box`, ascending; with `most`, not more than so many, whichever come first. */
  candidates(layer: string, box: Box, most?: number): number[];
  /** Those of them that are at least so wide or so high (degrees) and begin between two latitudes. */
  sized(
    layer: string,
    box: Box,
    minSize: readonly [width: number, height: number],
    strip: readonly [south: number, north: number],
  ): SizedBox[];
  /**
   * The others, thinned: of all smaller ones whose middle lies in one cell of a grid, that with the largest
   * box; `x` and `y` are the numbers of the cell, counted from 0 degrees.
   */
  representatives(
    layer: string,
    box: Box,
    cell: readonly [width: number, height: number],
    maxSize: readonly [number, number],
  ): Representative[];
  /** The stated extent of a layer: quick, never too small, possibly too wide. */
  statedExtent(layer: string): Box | null;
  /** Box of all features, to 32 bits; null for an empty layer. */
  extent(layer: string): Box | null;
  /** Calls back for the features that exist, in the order given. */
  visit(
    layer: string,
    fids: readonly number[],
    fields: readonly string[],
    visit: (row: VisitedRow) => void,
  ): void;
  /** The same without reading geometries, which is most of the work. */
  visitFields(
    layer: string,
    fids: readonly number[],
    fields: readonly string[],
    visit: (row: VisitedRow) => void,
  ): void;
  /** Where a layer of polygons lies; null for another layer, and for a past state, which lies nowhere. */
  lies(layer: string): LyingTable | null;
  /**
   * The same for all rows of a layer of polygons, in the order of their keys and in one state: it yields after each
   * page. `whole` are the columns that a copy of a row would take.
   */
  lyingRows(
    layer: string,
    fields: readonly string[],
    whole: readonly string[],
    visit: (row: LyingRow) => void,
  ): Iterable<void>;
  handle(layer: string, fid: number): FeatureHandle | null;
  /** Null for an unknown layer or field. */
  table(query: TableQuery): TablePage | null;
  /** Every value of a column with how often it occurs; undefined for an unknown layer or field. */
  columnValues(layer: string, field: string): CountedValue[] | undefined;
  summary(): LayerSummary[];
  search(text: string, limit: number): SearchHit[];
  /** The file as it was after change `seq`, rebuilt from before-images; it stays right under later commits. Close it too. */
  stateAt(seq: number): Reader;
  /** What differs between the states after changes `a` and `b`, record by record, by table and fid. */
  diff(a: number, b: number): AsyncIterable<FeatureDiff>;
  /** The distinct records that changes between two states touched, by table and fid. */
  recordsBetween(a: number, b: number): readonly { readonly table: string; readonly fid: number }[];
  /** The map sheets that the file keeps, in the order they were made. */
  sheets(): readonly KeptSheet[];
  /** The named versions, in the order they were named; always of the newest state. */
  versions(): PlanVersion[];
  /** The ruleset in force: the file's own, else the default; always of the newest state. */
  ruleset(): RulesetInForce;
  /** What people noted on findings and their pieces, in the order written; always of the newest state. */
  remembered(): Remembered[];
  /**
   * What has changed in layers and tables of our own since a step, record by record; always up to the newest state.
   * An unknown table has none.
   */
  changesSince(seq: number, tables: readonly string[]): Iterable<ChangedRecord>;
  /** Those of the named records that exist, of a layer or a table of our own, by uid; always of the newest state. */
  records(table: string, uids: readonly string[]): Map<string, StoredRecord>;
  /** Data columns of a layer, or of a table of our own whose records are exchanged; none for another. */
  columns(table: string): readonly string[];
  /** All records of a table of our own, in the order they were made; always of the newest state. */
  ownRecords(table: string): StoredRecord[];
  /** Uids of records of a table that were deleted at some time. */
  deletedUids(table: string): ReadonlySet<string>;
  /** The bytes of evidence by their hash; null where the file does not have them. */
  blob(sha256: string): Uint8Array | null;
  /** How many bytes it has, without reading them. */
  blobSize(sha256: string): number | null;
  /** What the file says of its tables and reference systems; counts records. */
  fileFacts(): FileFacts;
  /** Features whose stored shapes are odd, by the first bytes of each; an unknown layer has none. */
  shapeFaults(layer: string): Iterable<readonly ShapeFault[]>;
  /** Unique id of change `seq`; null when there is none. Tells two copies of a file apart. */
  changeId(seq: number): string | null;
  /** Steps up to which changes were sent to others at some time, ascending, whether or not that was undone. */
  sentSteps(): number[];
  /** When change `seq` was written, ISO 8601 UTC; null when there is none. */
  changeTime(seq: number): string | null;
  /** Version of the file's tables: how many migrations they have gone through. */
  fileSchema(): number;
  touchedSince(seq: number): TouchedSince[];
  /** Empties the page cache. After long reading that takes a while, and else the next read after a commit does it. */
  letGo(): void;
  close(): void;
}
