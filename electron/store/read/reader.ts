import type { LayerSummary } from '../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { boxCandidates, cellRepresentatives, sizedInStrip, layerExtent, statedExtent } from './boxes.ts';
import { openCatalogue } from './catalogue.ts';
import { LAYER_TABLE, OWN_RECORD_TABLES, recordTable, type RecordTable } from '../record-table.ts';
import { allRecords, blobOf, blobSize, changesSince, deletedUids, recordsByUid } from './changes-since.ts';
import { columnValues } from './column-values.ts';
import { openConnection, within } from './connection.ts';
import { diffStates } from './diff.ts';
import {
  changeTime,
  changeUuid,
  sentSteps,
  fileSchema,
  infoValue,
  lastSeq,
  recordsTouched,
  touchedBetween,
  waitingOutside,
} from './history.ts';
import { lyingRows, lyingTable } from './lying-rows.ts';
import { rememberedNotes } from './memory.ts';
import { quoteName } from '../sqlite.ts';
import { fileFacts } from './file-facts.ts';
import { roughSizes } from './occupied.ts';
import { showPast } from './past.ts';
import type { Reader } from './reader-types.ts';
import { featureHandle, findFeature, findFeatures, layerEnvelopes, visitFeatures } from './rows.ts';
import { rulesetReader } from './ruleset.ts';
import { scanLayer } from './scan.ts';
import { searchAll } from './search.ts';
import { shapeFaults } from './shape-faults.ts';
import { borrowingReader } from './stored-geometry.ts';
import { layerSummary } from './summary.ts';
import { keptSheets } from './sheets.ts';
import { tablePage } from './table.ts';
import { namedVersions } from './versions.ts';

export type {
  FeatureHandle,
  LyingTable,
  PackedBatch,
  Reader,
  Representative,
  ScanQuery,
  TableQuery,
  TouchedSince,
  VisitedRow,
} from './reader-types.ts';

/**
 * Opens a blueprint for reading, on a connection of its own. Throws when the path holds no SQLite file;
 * `close()` it before the writer closes the file, or the log stays behind.
 */
export const openReader = (path: string): Reader => readerAt(path, null);

const isFeature = (record: FeatureRecord | null): record is FeatureRecord => record !== null;

function readerAt(path: string, past: number | null): Reader {
  const connection = openConnection(path, past !== null);
  // Before the catalogue, which is then read as it was.
  if (past !== null) showPast(connection, past);
  const catalogue = openCatalogue(connection);
  const borrow = borrowingReader();
  const ruleset = rulesetReader(connection);
  const sizes = roughSizes(connection);
  const summaries = new Map<string, LayerSummary>();
  let summarised = 0;

  const once = <T>(work: () => T): T => within(connection, work);
  /** Runs `work` on one state for a layer that is there, else gives `none`. */
  const of = <T>(layer: string, none: T, work: (schema: LayerSchema) => T): T =>
    once(() => {
      const schema = catalogue.schema(layer);
      return schema === undefined ? none : work(schema);
    });
  const tableOf = (name: string): RecordTable[] => {
    const schema = catalogue.schema(name);
    const own = OWN_RECORD_TABLES.find((table) => table.name === name);
    return schema !== undefined ? [recordTable(schema)] : own !== undefined ? [own] : [];
  };
  const rev = (): number => past ?? lastSeq(connection);

  /** Summaries are kept until a change touches the layer: counting 200,000 rows takes a while. */
  const summary = (): LayerSummary[] => {
    const now = lastSeq(connection);
    for (const { layer, fields } of touchedBetween(connection, summarised, now)) {
      summaries.delete(layer);
      // A layer that changed its fields, went or came back: the change says which only by number.
      if (layer === LAYER_TABLE.name && fields.includes('schema')) summaries.clear();
    }
    summarised = now;
    return catalogue.rows().map(({ schema }) => {
      const known = summaries.get(schema.id) ?? layerSummary(connection, schema);
      summaries.set(schema.id, known);
      return known;
    });
  };

  return {
    path,
    at: () => {
      const release = connection.pin();
      return Promise.resolve({ rev: rev(), release });
    },
    isHeld: () => connection.isPinned(),
    within: once,
    isPart: () => once(() => infoValue(connection, 'field_package')) !== null,
    rev: () => once(rev),
    dataVersion: () => Number(connection.query('PRAGMA data_version').get()?.[0] ?? 0),
    outside: () => once(() => waitingOutside(connection)),
    blueprintId: () => infoValue(connection, 'blueprint_id') ?? '',
    info: (name) => once(() => infoValue(connection, name)),
    layers: () =>
      once(() => {
        const counted = summary();
        return catalogue.rows().map((row, i) => ({ ...row, count: counted[i]!.count, box: counted[i]!.box }));
      }),
    schemas: () => once(() => catalogue.rows().map((row) => row.schema)),
    occupied: () =>
      once(() => {
        const schemas = catalogue.rows().map(({ schema }) => schema);
        const found = sizes(schemas);
        return schemas.map((schema, i) => ({ schema, size: found[i]! }));
      }),
    lockedLayers: () =>
      once(() => new Set(catalogue.rows().flatMap(({ schema, locked }) => (locked ? [schema.id] : [])))),
    schema: (layer) => once(() => catalogue.schema(layer)),
    count: (layer) =>
      of(layer, 0, ({ id }) =>
        Number(connection.query(`SELECT count(*) FROM ${quoteName(id)}`).get()?.[0] ?? 0),
      ),
    style: (layer) => once(() => catalogue.style(layer)),
    async *scan(query) {
      const schema = once(() => catalogue.schema(query.layer));
      if (schema !== undefined) yield* scanLayer(connection, schema, query);
    },
    features: (refs) =>
      once(() =>
        refs
          .map(({ table, uid }) => {
            const schema = catalogue.schema(table);
            return schema === undefined ? null : findFeature(connection, schema, 'uid', uid);
          })
          .filter(isFeature),
      ),
    featuresByFid: (layer, fids) => of(layer, [], (schema) => findFeatures(connection, schema, fids)),
    envelopes: (layer) =>
      of(layer, { fids: [], boxes: new Float64Array(0) }, (schema) => layerEnvelopes(connection, schema)),
    candidates: (layer, box, most) => of(layer, [], (schema) => boxCandidates(connection, schema, box, most)),
    sized: (layer, box, minSize, strip) =>
      of(layer, [], (schema) => sizedInStrip(connection, schema, box, minSize, strip)),
    representatives: (layer, box, cell, maxSize) =>
      of(layer, [], (schema) => cellRepresentatives(connection, schema, box, cell, maxSize)),
    statedExtent: (layer) => of(layer, null, (schema) => statedExtent(connection, schema)),
    extent: (layer) => of(layer, null, (schema) => layerExtent(connection, schema)),
    visit: (layer, fids, fields, visit) =>
      of(layer, undefined, (schema) => visitFeatures(connection, schema, fids, fields, borrow, visit)),
    visitFields: (layer, fids, fields, visit) =>
      of(layer, undefined, (schema) => visitFeatures(connection, schema, fids, fields, null, visit)),
    lies: (layer) => (past === null ? of(layer, null, (schema) => lyingTable(path, schema)) : null),
    *lyingRows(layer, fields, whole, visit) {
      const schema = once(() => catalogue.schema(layer));
      if (schema !== undefined) yield* lyingRows(connection, schema, fields, whole, visit);
    },
    handle: (layer, fid) => of(layer, null, (schema) => featureHandle(connection, schema, fid)),
    table: (query) => of(query.layer, null, (schema) => tablePage(connection, schema, query)),
    columnValues: (layer, field) => of(layer, undefined, (schema) => columnValues(connection, schema, field)),
    summary: () => once(summary),
    search: (text, limit) =>
      once(() => {
        const schemas = catalogue.rows().map((row) => row.schema);
        return searchAll(connection, schemas, text, limit);
      }),
    stateAt: (seq) => readerAt(path, seq),
    diff: (a, b) => {
      const records = once(() => recordsTouched(connection, Math.min(a, b), Math.max(a, b)));
      return diffStates(readerAt(path, a), readerAt(path, b), records);
    },
    recordsBetween: (a, b) => once(() => recordsTouched(connection, Math.min(a, b), Math.max(a, b))),
    versions: () =>
      once(() =>
        namedVersions(
          connection,
          catalogue.rows().map(({ schema }) => schema),
        ),
      ),
    sheets: () => once(() => keptSheets(connection)),
    ruleset: () => once(ruleset),
    *changesSince(seq, tables) {
      yield* changesSince(
        connection,
        once(() => tables.flatMap(tableOf)),
        seq,
      );
    },
    records: (table, uids) =>
      once(() => {
        const [one] = tableOf(table);
        return one === undefined ? new Map() : recordsByUid(connection, one, uids);
      }),
    columns: (table) => once(() => tableOf(table)[0]?.columns ?? []),
    ownRecords: (table) => once(() => tableOf(table).flatMap((one) => allRecords(connection, one))),
    deletedUids: (table) => once(() => deletedUids(connection, table)),
    blob: (sha256) => once(() => blobOf(connection, sha256)),
    blobSize: (sha256) => once(() => blobSize(connection, sha256)),
    remembered: () => once(() => rememberedNotes(connection)),
    fileFacts: () =>
      once(() =>
        fileFacts(
          connection,
          catalogue.rows().map(({ schema }) => schema),
          past !== null,
        ),
      ),
    *shapeFaults(layer) {
      const schema = once(() => catalogue.schema(layer));
      if (schema !== undefined) yield* shapeFaults(connection, schema);
    },
    changeId: (seq) => once(() => changeUuid(connection, seq)),
    sentSteps: () => once(() => sentSteps(connection)),
    changeTime: (seq) => once(() => changeTime(connection, seq)),
    fileSchema: () => once(() => fileSchema(connection)),
    touchedSince: (seq) => once(() => touchedBetween(connection, seq, lastSeq(connection))),
    letGo: () => connection.shrink(),
    close: () => connection.close(),
  };
}
