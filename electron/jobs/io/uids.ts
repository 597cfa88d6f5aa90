import { randomFillSync } from 'node:crypto';
import { isUuid, uuidv7 } from '../../../shared/model/ids.ts';
import type { FieldValue } from '../../../shared/model/record.ts';

/** Gives every staged feature its uid. */
export interface UidGiver {
  /** The source's own when it is a UUID that nobody has, else a new one. */
  give(wanted: FieldValue | undefined): { readonly uid: string; readonly kept: boolean };
}

/** A UUID in the spelling of the store; null when the text is none. Braces are ArcGIS's. */
export function asUuid(text: FieldValue | undefined): string | null {
  if (typeof text !== 'string') return null;
  const plain = text
    .trim()
    .replace(/^\{(.*)\}$/, '$1')
    .toLowerCase();
  return isUuid(plain) ? plain : null;
}

const pool = new Uint8Array(1 << 14);
let used = pool.length;

/** Random bytes from a pool: one call of the system for a thousand features. */
function pooledRandom(count: number): Uint8Array {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.slice(used - count, used);
}

/** @param taken uids that exist already; the giver adds to it */
export function createUidGiver(taken: Set<string>): UidGiver {
  return {
    give: (wanted) => {
      const own = asUuid(wanted);
      if (own !== null && !taken.has(own)) {
        taken.add(own);
        return { uid: own, kept: true };
      }
      const uid = uuidv7(Date.now(), pooledRandom);
      taken.add(uid);
      return { uid, kept: false };
    },
  };
}
