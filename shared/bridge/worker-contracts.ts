import { z } from 'zod';
import type { TablesReport } from '../analysis/tables/types.ts';
import type { Committed } from '../change/change.ts';
import { defineContract, event, method } from './contract.ts';
import type { Comparison } from '../package/compare.ts';
import type { Verification } from '../package/verification.ts';
import {
  comparedLimit,
  knownKeys,
  packageContent,
  packageForm,
  packagePaths,
  packageTake,
  type PackageReport,
  type StagedPackage,
} from './package-contract.ts';
import { evidenceWork } from './evidence-contract.ts';
import { exchangeWork } from './exchange-methods.ts';
import { exportRequest, replaceChoice, type ExportFormat, type ExportReport } from './export-contract.ts';
import {
  importPlans,
  inspectionWorkbook,
  madeText,
  queryContract,
  type CheckState,
  type ColumnValues,
  type FindingsDelta,
  type ImportProbe,
  type ImportReport,
  type RulesetReading,
  type TileAnswer,
} from './query-contract.ts';
import { pngPages, printMethods, printRequest, type PrintReport } from './print-contract.ts';
import { noticeWork } from './notice-contract.ts';
import { tablesRequest } from './tables-contract.ts';
import { rowsMethods } from './rows-contract.ts';
import { text } from './schemas.ts';

/**
 * The read-only services behind the query process. Each runs in a worker thread of its own in the app, and in
 * process on the command line and in tests; the query process relays, because a port cannot be handed to a thread.
 */
const open = method<null>()(z.strictObject({ path: text, cacheDir: text, scratchDir: text }));
const close = method<null>()(z.strictObject({}));
const committed = method<null>()(z.custom<Committed>((value) => typeof value === 'object' && value !== null));
const page = queryContract.methods;
/** Where something is written. */
const place = { path: text, replace: replaceChoice.optional() };

/** Vector tiles and their overviews. */
export const tilesContract = defineContract({
  name: 'tiles',
  methods: {
    open,
    close,
    committed,
    tile: page.tile,
    /** The tile as it is now, where nothing in it has been written since `state`: it is that state's as well. */
    tileSince: method<TileAnswer | null>()(page.tile.params),
  },
  events: {},
});

/** Past states of the file: their tiles, and what differs between two of them. */
export const pastContract = defineContract({
  name: 'past',
  methods: {
    open,
    close,
    tile: page.tile,
    versionChanges: page.versionChanges,
    versionTable: page.versionTable,
  },
  events: {},
});

/** Short questions that a pointer or a panel waits for. */
export const interactContract = defineContract({
  name: 'interact',
  methods: {
    open,
    close,
    committed,
    snap: page.snap,
    trace: page.trace,
    sharers: page.sharers,
    identify: page.identify,
    features: page.features,
    featuresByFid: page.featuresByFid,
    summary: page.summary,
    table: page.table,
    search: page.search,
    diff: page.diff,
    versions: page.versions,
    sheets: page.sheets,
    fieldWork: page.fieldWork,
    ruleset: page.ruleset,
  },
  events: {},
});

/** Questions over whole layers: the attribute table, selecting, what an edit of many would do. */
export const rowsContract = defineContract({
  name: 'rows',
  methods: { open, close, committed, ...rowsMethods },
  events: {},
});

/** The consistency check: full, incremental after each commit, and live while drawing. */
export const checkContract = defineContract({
  name: 'check',
  methods: {
    open,
    close,
    committed,
    check: page.check,
    findings: page.findings,
    live: page.live,
    endSketch: page.endSketch,
  },
  events: { findings: event<FindingsDelta>(), checkState: event<CheckState>() },
});

/** Map sheets: pages to be painted, PDF and PNG (paths are known here, tokens having been resolved). */
export const printContract = defineContract({
  name: 'print',
  methods: {
    open,
    close,
    ...printMethods,
    printPdf: method<PrintReport>()(z.strictObject({ ...printRequest, ...place })),
    pngOpen: method<string>()(z.strictObject({ path: text, pages: pngPages })),
  },
  events: {},
});

/**
 * Long work beside the check: reading and writing files of other formats (here the paths are known, tokens having
 * been resolved), and tables over the whole county.
 */
export const ioContract = defineContract({
  name: 'io',
  methods: {
    open,
    close,
    importProbe: method<ImportProbe>()(z.strictObject({ path: text, encoding: text.nullable() })),
    /** `staging` of the report is the path of the staging file. */
    importStage: method<ImportReport>()(z.strictObject({ path: text, plans: importPlans })),
    importValues: method<ColumnValues>()(
      z.strictObject({ path: text, sourceLayer: text, encoding: text.nullable(), field: text }),
    ),
    importDiscard: method<null>()(z.strictObject({ path: text })),
    rulesetRead: method<RulesetReading>()(z.strictObject({ path: text })),
    rulesetWrite: method<null>()(z.strictObject({ path: text })),
    differenceTable: page.differenceTable,
    ...noticeWork,
    officialTables: page.officialTables,
    writeTables: method<TablesReport>()(z.strictObject({ ...tablesRequest, ...place })),
    inspect: page.inspect,
    inspectionWorkbook: method<null>()(z.strictObject({ ...inspectionWorkbook, path: text })),
    fieldValues: page.fieldValues,
    classBreaks: page.classBreaks,
    conversionPreview: page.conversionPreview,
    writeText: method<null>()(z.strictObject({ path: text, ...madeText })),
    exportFormats: method<readonly ExportFormat[]>()(z.strictObject({})),
    exportLayers: method<ExportReport>()(z.strictObject({ ...exportRequest, ...place })),
    packageSurvey: page.packageSurvey,
    packageMake: method<PackageReport>()(
      z.strictObject({
        ...packageContent,
        ...packageForm,
        ...packagePaths,
        replace: replaceChoice.optional(),
      }),
    ),
    packageVerify: method<Verification>()(z.strictObject({ path: text, known: knownKeys })),
    packageCompare: method<Comparison>()(z.strictObject({ path: text, limit: comparedLimit })),
    /** `staging` of the answer is the path of the staging file. */
    packageStage: method<StagedPackage>()(z.strictObject({ path: text, ...packageTake })),
    ...exchangeWork,
    ...evidenceWork,
  },
  events: {},
});
