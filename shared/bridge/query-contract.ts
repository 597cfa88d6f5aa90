import { z } from 'zod';
import type { TableAnswer, TablesReport } from '../analysis/tables/types.ts';
import { DIFFERENCE_IDS, type DifferenceAnswer } from '../analysis/difference/types.ts';
import type { Committed } from '../change/change.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { InspectionReport } from '../inspection/types.ts';
import type { FeatureRecord, FieldValue, RecordRef } from '../model/record.ts';
import type {
  Finding,
  GoneNote,
  NotChecked,
  Ruleset,
  RulesetInForce,
  RulesetProblem,
} from '../rules/rule.ts';
import { officialTableIds, tablesRequest } from './tables-contract.ts';
import { columnMethods } from './column-contract.ts';
import { defineContract, event, method } from './contract.ts';
import { evidenceMethods } from './evidence-contract.ts';
import { exchangeMethods } from './exchange-methods.ts';
import { packageMethods } from './package-methods.ts';
import { exportRequest, type ExportFormat, type ExportReport } from './export-contract.ts';
import { importPlans, type ColumnValues, type ImportProbe, type ImportReport } from './import-contract.ts';
import type { KeptSheet } from '../print/kept-sheet.ts';
import { pngPages, printMethods, printRequest, type PrintReport } from './print-contract.ts';
import { noticeMethods } from './notice-contract.ts';
import { rowsMethods } from './rows-contract.ts';
import { fid, finite, layerId, lonLat, packed, recordRef, text } from './schemas.ts';
import { taskMethods } from './task-contract.ts';
import { snapMethods } from './snap-contract.ts';
import { step, versionMethods } from './version-methods.ts';

export { importPlans };
export type {
  ColumnValues,
  ImportNote,
  ImportPlan,
  ImportProbe,
  ImportReport,
  LayerReport,
  SourceField,
  SourceLayer,
} from './import-contract.ts';

export interface TileAnswer {
  /** Mapbox vector tile, or null when nothing lies in it. */
  readonly bytes: Uint8Array | null;
  /** Revision of the file the tile was made from. */
  readonly rev: number;
  /** False when a time budget cut it short; ask again. */
  readonly complete: boolean;
}

export interface IdentifyHit {
  readonly ref: RecordRef;
  readonly fid: number;
  readonly title: string;
  readonly areaM2: number | null;
}

export interface LayerSummary {
  readonly layer: string;
  readonly count: number;
  readonly box: Box | null;
  readonly areaM2: number;
}

export interface TablePage {
  readonly total: number;
  readonly rows: readonly {
    readonly fid: number;
    readonly uid: string;
    readonly values: readonly FieldValue[];
    readonly box: Box | null;
  }[];
}

export interface SearchHit {
  readonly ref: RecordRef;
  readonly fid: number;
  readonly title: string;
  readonly box: Box | null;
}

/** What changed in one record between two revisions; null where it did not exist. */
export interface FeatureDiff {
  readonly ref: RecordRef;
  readonly before: FeatureRecord | null;
  readonly after: FeatureRecord | null;
}

export interface CheckState {
  readonly rev: number;
  readonly running: boolean;
  readonly share: number | null;
  /** ISO time the last complete run ended, null before the first. */
  readonly finishedAt: string | null;
  readonly rulesetVersion: string;
  readonly counts: Readonly<Record<string, number>>;
}
export interface CheckResult {
  readonly state: CheckState;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  /** What was said of findings that are gone. */
  readonly gone?: readonly GoneNote[];
  /** Of rules that find very much only the first findings are sent: how many of each are not. */
  readonly overflow?: Readonly<Record<string, number>>;
}
export interface FindingsDelta {
  readonly rev: number;
  readonly added: readonly Finding[];
  readonly changed: readonly Finding[];
  readonly removed: readonly string[];
  readonly notChecked: readonly NotChecked[];
  readonly gone?: readonly GoneNote[];
  /** See CheckResult. */
  readonly overflow?: Readonly<Record<string, number>>;
}

/** A shape being drawn, sent whole once and then by its changed vertices. */
export const sketchDelta = z.strictObject({
  sketch: text,
  seq: z.number().int(),
  layer: layerId,
  ref: recordRef.nullable(),
  fields: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,62}$/), z.union([text, finite, z.null()])),
  geometry: packed.nullable(),
  moved: z.array(z.strictObject({ point: z.number().int().nonnegative(), to: lonLat })).max(10_000),
});
export interface LiveAnswer {
  readonly sketch: string;
  readonly seq: number;
  /** Per rule: what the sketch would collide with, largest first. */
  readonly hits: readonly {
    readonly rule: string;
    readonly areaM2: number;
    readonly geometry: Packed | null;
  }[];
}

/** A ruleset file as it was read: the ruleset with every rule of this product, or what is wrong with it. */
export interface RulesetReading {
  readonly ruleset: Ruleset | null;
  readonly problems: readonly RulesetProblem[];
  /** Rules that the file does not name; they are switched off. */
  readonly missing: readonly string[];
}

/** Which report is to be written, by the time it was made, and in which language. */
export const inspectionWorkbook = { made: text, language: z.enum(['zh-CN', 'en']) };

/** Far above any list that is written, far below what a string may hold. */
const MAX_FILE_TEXT = 300_000_000;

/** A text that is written to a file. */
export const madeText = {
  content: z.string().max(MAX_FILE_TEXT),
  /** Name of an entry: the file is an archive that holds the text. */
  inside: z
    .string()
    .regex(/^[a-z]{1,20}\.[a-z]{1,8}$/)
    .optional(),
};

export const queryContract = defineContract({
  name: 'query',
  methods: {
    tile: method<TileAnswer>()(
      z.strictObject({
        layer: layerId,
        z: z.number().int().min(0).max(24),
        x: z.number().int().nonnegative(),
        y: z.number().int().nonnegative(),
        /** The tile as it was after this change; as it is now when absent. */
        state: step.optional(),
      }),
    ),
    ...snapMethods,
    identify: method<readonly IdentifyHit[]>()(
      z.strictObject({ at: lonLat, tolerance: finite.nonnegative(), layers: z.array(layerId).max(200) }),
    ),
    features: method<readonly FeatureRecord[]>()(z.strictObject({ refs: z.array(recordRef).max(10_000) })),
    featuresByFid: method<readonly FeatureRecord[]>()(
      z.strictObject({ layer: layerId, fids: z.array(fid).max(10_000) }),
    ),
    summary: method<readonly LayerSummary[]>()(z.strictObject({})),
    table: method<TablePage>()(
      z.strictObject({
        layer: layerId,
        fields: z.array(text).max(100),
        sort: z.strictObject({ field: text, descending: z.boolean() }).nullable(),
        search: text,
        offset: z.number().int().nonnegative(),
        limit: z.number().int().min(1).max(1000),
      }),
    ),
    ...rowsMethods,
    search: method<readonly SearchHit[]>()(z.strictObject({ text, limit: z.number().int().min(1).max(100) })),
    diff: method<readonly FeatureDiff[]>()(
      z.strictObject({
        from: z.number().int(),
        to: z.number().int(),
        limit: z.number().int().min(1).max(10_000),
      }),
    ),
    ...versionMethods,
    /** The map sheets that the file keeps, in the order they were made. */
    sheets: method<readonly KeptSheet[]>()(z.strictObject({})),
    ...taskMethods,
    ...printMethods,
    printPdf: method<PrintReport>()(z.strictObject({ ...printRequest, file: text })),
    /** Begins PNG files at a place the user chose; gives the session that pages and rows belong to. */
    pngOpen: method<string>()(z.strictObject({ file: text, pages: pngPages })),
    ruleset: method<RulesetInForce>()(z.strictObject({})),
    rulesetRead: method<RulesetReading>()(z.strictObject({ file: text })),
    /** Writes the ruleset in force. */
    rulesetWrite: method<null>()(z.strictObject({ file: text })),
    check: method<CheckResult>()(z.strictObject({})),
    findings: method<CheckResult>()(z.strictObject({})),
    live: method<LiveAnswer>()(sketchDelta),
    endSketch: method<null>()(z.strictObject({ sketch: text })),
    /** A four-class table of two plans; see `differenceTable`. */
    differenceTable: method<DifferenceAnswer>()(
      z.strictObject({
        table: z.enum(DIFFERENCE_IDS),
        /** Another construction split to be tried, prefixes of classes; null for the ruleset's. */
        construction: z
          .array(z.string().regex(/^\d{2,8}$/))
          .min(1)
          .max(200)
          .nullable(),
        /** For the comparison with an earlier plan, its layer; null for the first there is. */
        legacy: layerId.nullable(),
        /** How many patches come with it, the largest. */
        limit: z.number().int().min(0).max(50_000),
      }),
    ),
    /** 质检 of the file as it is now, as a job. */
    inspect: method<InspectionReport>()(z.strictObject({})),
    /** Writes the report of the last inspection as a workbook; `made` names it. */
    inspectionWorkbook: method<null>()(z.strictObject({ ...inspectionWorkbook, file: text })),
    ...noticeMethods,
    ...columnMethods,
    importProbe: method<ImportProbe>()(z.strictObject({ file: text, encoding: text.nullable() })),
    importStage: method<ImportReport>()(z.strictObject({ file: text, plans: importPlans })),
    /** The distinct values of one column of a file with their counts, most frequent first. */
    importValues: method<ColumnValues>()(
      z.strictObject({ file: text, sourceLayer: text, encoding: text.nullable(), field: text }),
    ),
    importDiscard: method<null>()(z.strictObject({ staging: text })),
    /**
     * Writes a text that the page has made (a list of findings) to a file the user chose; with `inside`, as an archive
     * that holds it under that name.
     */
    writeText: method<null>()(z.strictObject({ file: text, ...madeText })),
    exportFormats: method<readonly ExportFormat[]>()(z.strictObject({})),
    /** Official tables, in the order asked; see `officialTables`. */
    officialTables: method<readonly TableAnswer[]>()(z.strictObject({ tables: officialTableIds })),
    /** Makes official tables and writes them as one workbook. */
    writeTables: method<TablesReport>()(z.strictObject({ ...tablesRequest, file: text })),
    exportLayers: method<ExportReport>()(z.strictObject({ ...exportRequest, file: text })),
    ...packageMethods,
    ...exchangeMethods,
    ...evidenceMethods,
  },
  events: {
    /** The reader has seen this commit: tiles asked for now are at least this new. */
    committed: event<Committed>(),
    findings: event<FindingsDelta>(),
    checkState: event<CheckState>(),
  },
});

export const queryControl = defineContract({
  name: 'query-control',
  methods: {
    open: method<null>()(z.strictObject({ path: text, cacheDir: text, scratchDir: text })),
    close: method<null>()(z.strictObject({})),
    /** Lets the page name a file by an opaque token: it may be read, or written as a new file. */
    grant: method<null>()(z.strictObject({ token: text, path: text, access: z.enum(['read', 'write']) })),
    /** Where a staged import of this token lies, for the writer. */
    stagingPath: method<string>()(z.strictObject({ staging: text })),
    /** Evidence that has to be kept before the step of this token is taken, or recorded. */
    stagingBlobs: method<readonly { readonly path: string; readonly sha256: string }[]>()(
      z.strictObject({ staging: text }),
    ),
  },
  events: {},
});

/** What the writer tells the readers. */
export const followContract = defineContract({
  name: 'follow',
  methods: {
    committed: method<null>()(z.custom<Committed>((value) => typeof value === 'object' && value !== null)),
  },
  events: {},
});
