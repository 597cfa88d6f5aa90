import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { mergeDecision } from '../../../shared/bridge/exchange-contract.ts';
import { encodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { ChangedRecord, Decision, Dispute, RecordState } from '../../../shared/merge/types.ts';
import type { RecordRef } from '../../../shared/model/record.ts';

/** What is asked of one record: a dispute, and the record as it is here and there. */
export interface Asked {
  readonly change: ChangedRecord;
  readonly mine: { readonly state: RecordState } | null;
  readonly merged: { readonly dispute: Dispute | null };
}

/**
 * Which dispute a decision was made of: another one of the same record is undecided. Whether a record is to stay is
 * another question as soon as the side that kept it has gone on with it.
 */
function stampOf({ existence, fields, shape }: Dispute, { change, mine }: Asked): string {
  const kept = existence === null ? null : (mine?.state ?? change.theirs);
  const said = Object.entries(kept?.fields ?? {})
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify([existence, fields, shape?.why ?? null, said]));
  for (const one of [shape?.mine, shape?.theirs, kept?.geometry]) hash.update(one ? encodeGrid(one) : '-');
  return hash.digest('hex').slice(0, 32);
}

export interface Decisions {
  /** What was decided of this very dispute; null for nothing, and where nothing is asked. */
  of(asked: Asked): Decision | null;
  set(asked: Asked, decision: Decision | null): void;
  /** Writes them beside the blueprint's cache, so that a crash loses none. */
  save(): Promise<void>;
  forget(): Promise<void>;
}

const keyOf = ({ table, uid }: RecordRef): string => `${table} ${uid}`;

interface Kept {
  readonly stamp: string;
  readonly decision: Decision;
}

/** A drawn shape as plain numbers, and back. */
const plain = (_key: string, value: unknown): unknown =>
  value instanceof Float64Array || value instanceof Int32Array ? [...value] : value;

const arrays = (packed: Packed): Packed => ({
  ...packed,
  xy: Float64Array.from(packed.xy),
  rings: Int32Array.from(packed.rings),
  parts: Int32Array.from(packed.parts),
});

function revived(given: unknown): Kept | undefined {
  if (typeof given !== 'object' || given === null || !('stamp' in given) || !('decision' in given))
    return undefined;
  const decision = given.decision as Decision & { shape?: { drawn?: Packed } };
  const { shape } = decision;
  const whole: unknown =
    typeof shape === 'object' && shape.drawn !== undefined
      ? { ...decision, shape: { drawn: arrays(shape.drawn) } }
      : decision;
  const read = mergeDecision.safeParse(whole);
  return read.success ? { stamp: String(given.stamp), decision: whole as Decision } : undefined;
}

/** Decisions on the set of changes `uuid`, as they were left the last time. */
export async function openDecisions(folder: string, uuid: string): Promise<Decisions> {
  const file = path.join(folder, `${uuid}.json`);
  const kept = new Map<string, Kept>();
  try {
    const given = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    for (const [key, value] of Object.entries(given)) {
      const one = revived(value);
      if (one !== undefined) kept.set(key, one);
    }
  } catch {
    // None yet, or a file that nobody can read: then everything is asked again.
  }
  return {
    of(asked) {
      const one = kept.get(keyOf(asked.change.ref));
      const { dispute } = asked.merged;
      return one !== undefined && dispute !== null && one.stamp === stampOf(dispute, asked)
        ? one.decision
        : null;
    },
    set(asked, decision) {
      const { change, merged } = asked;
      if (decision === null || merged.dispute === null) kept.delete(keyOf(change.ref));
      else kept.set(keyOf(change.ref), { stamp: stampOf(merged.dispute, asked), decision });
    },
    async save() {
      await mkdir(folder, { recursive: true });
      const temporary = `${file}.tmp`;
      const handle = await open(temporary, 'w');
      await handle.writeFile(JSON.stringify(Object.fromEntries(kept), plain));
      await handle.sync();
      await handle.close();
      await rename(temporary, file);
    },
    forget: () => rm(file, { force: true }),
  };
}
