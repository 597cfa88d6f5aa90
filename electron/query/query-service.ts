import { connect } from '../../shared/bridge/connect.ts';
import type { ApiOf, EmitOf } from '../../shared/bridge/contract.ts';
import type { StagedMerge } from '../../shared/bridge/exchange-contract.ts';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import type {
  followContract,
  queryContract,
  queryControl,
  TileAnswer,
} from '../../shared/bridge/query-contract.ts';
import {
  checkContract,
  interactContract,
  ioContract,
  rowsContract,
  pastContract,
  printContract,
  tilesContract,
} from '../../shared/bridge/worker-contracts.ts';
import { ok, type Result } from '../../shared/result.ts';
import { createGrants } from './grants.ts';
import { startedLate } from './late-worker.ts';
import { evidenceRelay } from './evidence-relay.ts';
import { exchangeRelay } from './exchange-relay.ts';
import { packageRelay } from './package-relay.ts';
import { relay } from './relay.ts';

export type WorkerKind = 'tiles' | 'interact' | 'rows' | 'check' | 'io' | 'past' | 'print';

export interface QueryHost {
  /** Starts the worker of a kind (thread or in process) and gives the way to it. */
  worker(kind: WorkerKind): Endpoint;
  newToken(): string;
}

export interface QueryService {
  readonly page: ApiOf<typeof queryContract>;
  readonly control: ApiOf<typeof queryControl>;
  readonly follow: ApiOf<typeof followContract>;
  /** Adds a page to those that hear the events; returns how to remove it. */
  attach(emit: EmitOf<typeof queryContract>): () => void;
}

/** The broker of the read-only workers: one address for the page, several threads behind it. */
export function createQueryService(host: QueryHost): QueryService {
  const tiles = connect(host.worker('tiles'), tilesContract);
  const interact = connect(host.worker('interact'), interactContract);
  const rows = connect(host.worker('rows'), rowsContract);
  const check = connect(host.worker('check'), checkContract);
  const io = connect(host.worker('io'), ioContract);
  const followers = [tiles, interact, rows, check, io] as const;
  const past = startedLate(() => connect(host.worker('past'), pastContract));
  const print = startedLate(() => connect(host.worker('print'), printContract));
  const pages = new Set<EmitOf<typeof queryContract>>();
  const grants = createGrants();
  const blobs = new Map<string, StagedMerge['blobs']>();
  const keepBlobs = (staging: string, files: StagedMerge['blobs']): void => void blobs.set(staging, files);

  check.on('findings', (delta) => {
    for (const emit of pages) emit('findings', delta);
  });
  check.on('checkState', (state) => {
    for (const emit of pages) emit('checkState', state);
  });

  /** Runs the calls at once and gives the first failure, if any. */
  const all = async (calls: readonly Promise<Result<null>>[]): Promise<Result<null>> => {
    const results = await Promise.all(calls);
    return results.find((result) => !result.ok) ?? ok(null);
  };

  return {
    attach: (emit) => {
      pages.add(emit);
      return () => pages.delete(emit);
    },
    control: {
      open: (params) =>
        all([...followers.map((worker) => worker.open(params)), past.open(params), print.open(params)]),
      close: () => all([...followers.map((worker) => worker.close({})), past.close(), print.close()]),
      grant: ({ token, path, access }) => {
        grants.give(token, path, access);
        return ok(null);
      },
      stagingPath: ({ staging }) => grants.path(staging, 'staging'),
      stagingBlobs: ({ staging }) => ok(blobs.get(staging) ?? []),
    },
    follow: {
      committed: async (change) => {
        const seen = await all([tiles.committed(change), interact.committed(change), rows.committed(change)]);
        void check.committed(change);
        for (const emit of pages) emit('committed', change);
        return seen;
      },
    },
    page: {
      tile: async (tile, call) => {
        if (tile.state === undefined) return relay(tiles.tile)(tile, call);
        // Most of a past state is as it is now, and then its tiles are there already.
        const now = await relay(tiles.tileSince)(tile, call);
        if (!now.ok || now.value !== null) return now as Result<TileAnswer>;
        return past.ask((worker) => relay(worker.tile)(tile, call));
      },
      snap: relay(interact.snap),
      trace: relay(interact.trace),
      sharers: relay(interact.sharers),
      identify: relay(interact.identify),
      features: relay(interact.features),
      featuresByFid: relay(interact.featuresByFid),
      summary: relay(interact.summary),
      table: relay(interact.table),
      openRows: relay(rows.openRows),
      rowPage: relay(rows.rowPage),
      rowRefs: relay(rows.rowRefs),
      rowIndex: relay(rows.rowIndex),
      rowFigures: relay(rows.rowFigures),
      rowValues: relay(rows.rowValues),
      rowFids: relay(rows.rowFids),
      rowsBox: relay(rows.rowsBox),
      previewEdit: relay(rows.previewEdit),
      rowText: relay(rows.rowText),
      selectByGeometry: relay(rows.selectByGeometry),
      selectByLocation: relay(rows.selectByLocation),
      search: relay(interact.search),
      diff: relay(interact.diff),
      versions: relay(interact.versions),
      versionChanges: (states, call) => past.ask((worker) => relay(worker.versionChanges)(states, call)),
      versionTable: (asked, call) => past.ask((worker) => relay(worker.versionTable)(asked, call)),
      sheets: relay(interact.sheets),
      fieldWork: relay(interact.fieldWork),
      atlasPages: (asked, call) => print.ask((worker) => relay(worker.atlasPages)(asked, call)),
      sheetPage: (asked, call) => print.ask((worker) => relay(worker.sheetPage)(asked, call)),
      printPdf: async ({ file, ...request }, call) => {
        const path = grants.path(file, 'write');
        if (!path.ok) return path;
        return print.ask((worker) => relay(worker.printPdf)({ ...request, path: path.value }, call));
      },
      pngOpen: async ({ file, pages }, call) => {
        const path = grants.path(file, 'write');
        return path.ok
          ? print.ask((worker) => relay(worker.pngOpen)({ path: path.value, pages }, call))
          : path;
      },
      pngPage: (page, call) => print.ask((worker) => relay(worker.pngPage)(page, call)),
      pngRows: (rows, call) => print.ask((worker) => relay(worker.pngRows)(rows, call)),
      pngEnd: (end, call) => print.ask((worker) => relay(worker.pngEnd)(end, call)),
      pngDiscard: (end, call) => print.ask((worker) => relay(worker.pngDiscard)(end, call)),
      ruleset: relay(interact.ruleset),
      check: relay(check.check),
      findings: relay(check.findings),
      live: relay(check.live),
      endSketch: relay(check.endSketch),
      differenceTable: relay(io.differenceTable),
      noticeDraft: relay(io.noticeDraft),
      opinionsRead: async ({ files }, call) => {
        const paths: string[] = [];
        for (const file of files) {
          const path = grants.path(file, 'read');
          if (!path.ok) return path;
          paths.push(path.value);
        }
        return relay(io.opinionsRead)({ paths }, call);
      },
      officialTables: relay(io.officialTables),
      writeTables: async ({ file, ...request }, call) => {
        const path = grants.path(file, 'write');
        return path.ok ? relay(io.writeTables)({ ...request, path: path.value }, call) : path;
      },
      inspect: relay(io.inspect),
      inspectionWorkbook: async ({ file, ...asked }, call) => {
        const path = grants.path(file, 'write');
        return path.ok ? relay(io.inspectionWorkbook)({ ...asked, path: path.value }, call) : path;
      },
      fieldValues: relay(io.fieldValues),
      classBreaks: relay(io.classBreaks),
      conversionPreview: relay(io.conversionPreview),
      importProbe: async ({ file, encoding }, call) => {
        const path = grants.path(file, 'read');
        return path.ok ? relay(io.importProbe)({ path: path.value, encoding }, call) : path;
      },
      importStage: async ({ file, plans }, call) => {
        const path = grants.path(file, 'read');
        if (!path.ok) return path;
        const report = await relay(io.importStage)({ path: path.value, plans }, call);
        if (!report.ok) return report;
        const staging = host.newToken();
        grants.give(staging, report.value.staging, 'staging');
        return ok({ ...report.value, staging });
      },
      importValues: async ({ file, ...question }, call) => {
        const path = grants.path(file, 'read');
        return path.ok ? relay(io.importValues)({ ...question, path: path.value }, call) : path;
      },
      importDiscard: async ({ staging }, call) => {
        const path = grants.path(staging, 'staging');
        if (!path.ok) return path;
        grants.take(staging);
        return relay(io.importDiscard)({ path: path.value }, call);
      },
      rulesetRead: async ({ file }, call) => {
        const path = grants.path(file, 'read');
        return path.ok ? relay(io.rulesetRead)({ path: path.value }, call) : path;
      },
      rulesetWrite: async ({ file }, call) => {
        const path = grants.path(file, 'write');
        return path.ok ? relay(io.rulesetWrite)({ path: path.value }, call) : path;
      },
      writeText: async ({ file, ...made }, call) => {
        const path = grants.path(file, 'write');
        return path.ok ? relay(io.writeText)({ path: path.value, ...made }, call) : path;
      },
      ...packageRelay({ io, grants, newToken: () => host.newToken() }),
      ...exchangeRelay({ io, grants, newToken: () => host.newToken(), keepBlobs }),
      ...evidenceRelay({ io, grants, newToken: () => host.newToken(), keepBlobs }),
      exportFormats: relay(io.exportFormats),
      exportLayers: async ({ file, ...request }, call) => {
        const path = grants.path(file, 'write');
        return path.ok ? relay(io.exportLayers)({ ...request, path: path.value }, call) : path;
      },
    },
  };
}
