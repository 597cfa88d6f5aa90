import type { Refusal } from '../../../shared/bridge/exchange-contract.ts';
import { changeAfter } from '../../../shared/exchange/change-codec.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { mergeRecord } from '../../../shared/merge/merge-record.ts';
import type { ChangedRecord, Existing, MergedRecord } from '../../../shared/merge/types.ts';
import type { GeomType, LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { StoredRecord } from '../../store/read/changes-since.ts';
import type { Reader } from '../../store/read/reader.ts';
import { recordsOf, type OpenedChanges } from './opened-changes.ts';
import { EXCHANGED_TABLES } from './pack-changes.ts';
import type { TakenBefore } from './taken-before.ts';

/** One record of a set of changes beside what is here. */
export interface MergeStep {
  readonly change: ChangedRecord;
  readonly layer: LayerSchema | null;
  readonly mine: StoredRecord | null;
  readonly merged: MergedRecord;
  /** Why nothing of it is taken. */
  readonly refused: { readonly why: Refusal; readonly field: string | null } | null;
  /** Fields that are not here and so are left out of what is taken. */
  readonly unknown: readonly string[];
}

const KINDS: Readonly<Record<GeomType, string>> = {
  POINT: 'point',
  LINESTRING: 'line',
  POLYGON: 'polygon',
  MULTIPOLYGON: 'polygon',
};

const BATCH = 500;
const NOTHING: MergedRecord = { write: null, dispute: null };

const isSame = (a: Existing, b: Existing): boolean =>
  Boolean(a?.geometry && b?.geometry && samePacked(a.geometry, b.geometry));

/** Why a change cannot be taken as it is; null for one that can. */
function refusalOf(
  layer: LayerSchema | undefined,
  { ref, base, theirs }: ChangedRecord,
  mine: Existing,
  evidence: (sha256: string) => boolean,
): MergeStep['refused'] {
  const isOwn = EXCHANGED_TABLES.some((table) => table === ref.table);
  if (layer === undefined && !isOwn) return { why: 'no-layer', field: null };
  if (theirs === null) return layer?.readOnly === true ? { why: 'read-only', field: null } : null;
  if (ref.table === 'lantu_attachment') {
    const { sha256 } = theirs.fields;
    if (typeof sha256 !== 'string' || !evidence(sha256)) return { why: 'no-evidence', field: 'sha256' };
  }
  if (layer === undefined) return null;
  if (layer.readOnly) return { why: 'read-only', field: null };
  const wrong = misfit(layer, theirs);
  if (wrong !== null) return { why: 'wrong-value', field: wrong };
  // A shape that is here already needs no proof, nor does one that they did not touch.
  if (theirs.geometry === null || isSame(mine, theirs) || (mine !== null && isSame(base, theirs)))
    return null;
  if (layer.geometry === null || theirs.geometry.kind !== KINDS[layer.geometry])
    return { why: 'wrong-kind', field: null };
  return isValid(theirs.geometry) ? null : { why: 'invalid-shape', field: null };
}

const NUMBERS: ReadonlySet<string> = new Set(['int', 'real']);

/** A field whose value cannot be one of its column; null for none. Nulls fit everywhere. */
function misfit(layer: LayerSchema, { fields }: NonNullable<Existing>): string | null {
  const wrong = layer.fields.find(({ name, type }) => {
    const value = fields[name];
    if (value === undefined || value === null) return false;
    return NUMBERS.has(type) ? typeof value !== 'number' : typeof value !== 'string';
  });
  return wrong?.name ?? null;
}

/** A change without the fields that its table does not have here, and those of them that held something. */
function withKnownFields(
  known: ReadonlySet<string>,
  change: ChangedRecord,
): Pick<MergeStep, 'change' | 'unknown'> {
  if (known.size === 0 || change.theirs === null) return { change, unknown: [] };
  const there = change.theirs.fields;
  const unknown = Object.keys(there).filter((name) => there[name] !== null && !known.has(name));
  if (unknown.length === 0) return { change, unknown };
  const of = (state: Existing): Existing =>
    state === null
      ? null
      : {
          ...state,
          fields: Object.fromEntries(Object.entries(state.fields).filter(([name]) => known.has(name))),
        };
  return { change: { ...change, base: of(change.base), theirs: of(change.theirs) }, unknown };
}

/**
 * Walks a set of changes beside the open blueprint, in the order they stand in the set, some at a time. Nothing is
 * written.
 *
 * @param taken what of the same copy was taken before
 */
export async function* mergeWalk(
  opened: OpenedChanges,
  reader: Reader,
  taken: TakenBefore,
  signal: AbortSignal,
): AsyncGenerator<Result<readonly MergeStep[]>> {
  const gone = new Map<string, ReadonlySet<string>>();
  const known = (table: string, uid: string): boolean => {
    if (!gone.has(table)) gone.set(table, reader.deletedUids(table));
    return gone.get(table)!.has(uid);
  };
  const evidence = (sha256: string): boolean => opened.blobs.has(sha256) || reader.blobSize(sha256) !== null;
  // Asked once a set, not once a record.
  const columns = new Map<string, ReadonlySet<string>>();
  const columnsOf = (table: string): ReadonlySet<string> => {
    const there = columns.get(table) ?? new Set(reader.columns(table));
    columns.set(table, there);
    return there;
  };
  const layers = new Map(reader.schemas().map((layer) => [layer.id, layer]));
  const step = (given: ChangedRecord, mine: StoredRecord | null): MergeStep => {
    const layer = layers.get(given.ref.table);
    const { change, unknown } = withKnownFields(columnsOf(given.ref.table), given);
    const own: Existing = mine?.state ?? null;
    const refused = refusalOf(layer, change, own, evidence);
    const wasHere = own !== null || change.base === null || known(change.ref.table, change.ref.uid);
    const merged = refused === null ? mergeRecord(layer ?? null, change, own, wasHere) : NOTHING;
    return { change, layer: layer ?? null, mine, merged, refused, unknown };
  };
  const stepsOf = (changes: readonly ChangedRecord[]): MergeStep[] => {
    const byTable = Map.groupBy(changes, ({ ref }) => ref.table);
    const here = new Map(
      [...byTable].map(([table, all]) => [
        table,
        reader.records(
          table,
          all.map(({ ref }) => ref.uid),
        ),
      ]),
    );
    return changes.map((change) => step(change, here.get(change.ref.table)!.get(change.ref.uid) ?? null));
  };
  const seenBefore = new Set<string>();
  for await (const records of recordsOf(opened, BATCH)) {
    if (!records.ok) return yield records;
    for (const { ref } of records.value) {
      const key = `${ref.table} ${ref.uid}`;
      // Twice the same record would be two records here.
      if (seenBefore.has(key)) return yield fail('exchange.not-changes');
      seenBefore.add(key);
    }
    if (signal.aborted) return yield { ok: false, error: { code: 'cancelled' } };
    yield ok(
      stepsOf(
        records.value.flatMap(
          (record) => changeAfter(record, taken.seen, taken.left(record.ref.table, record.ref.uid)) ?? [],
        ),
      ),
    );
    await new Promise(setImmediate);
  }
}
