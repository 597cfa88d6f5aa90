import { setImmediate as breathe } from 'node:timers/promises';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { Aborted, createPace, type Pace } from '../../../shared/check/pace.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { sameContent } from '../../store/read/diff.ts';
import type { PastStates } from '../../store/read/past-states.ts';
import type { Reader } from '../../store/read/reader.ts';

export interface VersionTools {
  readonly reader: Reader;
  readonly states: PastStates;
  readonly overlay: Overlay;
}

/** The states of a comparison, each read as it was whatever is written meanwhile. */
export interface TwoStates {
  readonly from: number;
  readonly to: number;
  readonly before: Reader;
  readonly after: Reader;
  readonly pace: Pace;
  /** Tells how far the work has come, 0 to 1. */
  readonly tell: (share: number) => void;
}

/** Steps of the progress that are told. */
const STEPS = 200;

/**
 * Holds two states for a piece of work. Failures: `version-no-step` (seq, rev) for a step that has not been done,
 * `cancelled`.
 */
export async function withStates<T>(
  { reader, states }: VersionTools,
  asked: { readonly from: number | null; readonly to: number | null },
  stage: string,
  { signal, progress }: CallContext,
  work: (two: TwoStates) => Promise<Result<T>>,
): Promise<Result<T>> {
  const rev = reader.rev();
  const from = asked.from ?? rev;
  const to = asked.to ?? rev;
  for (const seq of [from, to]) if (seq > rev) return fail('version-no-step', { seq, rev });
  const pace = createPace({ now: () => performance.now(), breathe: () => breathe() }, signal);
  let told = -1;
  const tell = (share: number): void => {
    const step = Math.floor(share * STEPS);
    if (step === told) return;
    told = step;
    progress({ share, stage });
  };
  const held = [states.hold(from), states.hold(to)] as const;
  try {
    tell(0);
    return await work({ from, to, before: held[0].reader, after: held[1].reader, pace, tell });
  } catch (error) {
    if (error instanceof Aborted) return fail('cancelled');
    throw error;
  } finally {
    for (const one of held) one.release();
  }
}

/** The records of layers that differ, before and after, layer by layer. */
export async function* differing(
  { reader }: VersionTools,
  { from, to, before, after, pace }: TwoStates,
  wanted: (schema: LayerSchema) => boolean,
): AsyncGenerator<{
  readonly schema: LayerSchema;
  readonly before: FeatureRecord | null;
  readonly after: FeatureRecord | null;
  /** How far in the list of records that may differ. */
  readonly share: number;
}> {
  const schemas = new Map(
    reader
      .schemas()
      .filter(wanted)
      .map((schema) => [schema.id, schema]),
  );
  const records = reader.recordsBetween(from, to).filter(({ table }) => schemas.has(table));
  for (const [at, { table, fid }] of records.entries()) {
    const rest = pace();
    if (rest !== undefined) await rest;
    const old = before.featuresByFid(table, [fid])[0] ?? null;
    const now = after.featuresByFid(table, [fid])[0] ?? null;
    if (old === null && now === null) continue;
    if (old !== null && now !== null && sameContent(old, now)) continue;
    yield { schema: schemas.get(table)!, before: old, after: now, share: (at + 1) / records.length };
  }
}

/** A place with the township it is in. */
export interface Place {
  readonly code: string;
  readonly name: string;
  readonly geometry: Packed | null;
}

/** The townships of a state, by code. */
export async function readTownships(state: Reader, pace: Pace): Promise<Place[]> {
  const found: Place[] = [];
  for (const schema of state.schemas().filter(({ role }) => role === 'township')) {
    for await (const batch of state.scan({ layer: schema.id, fields: ['code', 'name'], order: 'fid' })) {
      batch.fids.forEach((_fid, i) => {
        const code = String(batch.fields['code']?.[i] ?? '').slice(0, 9);
        const name = batch.fields['name']?.[i];
        if (/^\d{9}$/.test(code)) {
          found.push({
            code,
            name: typeof name === 'string' && name !== '' ? name : code,
            geometry: batch.geometries[i] ?? null,
          });
        }
      });
      const rest = pace();
      if (rest !== undefined) await rest;
    }
  }
  return found.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}
