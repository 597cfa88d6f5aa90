import { randomBytes } from 'node:crypto';
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

/** @param taken uids that exist already; the giver adds to it */
export function createUidGiver(taken: Set<string>): UidGiver {
  return {
    give: (wanted) => {
      const own = asUuid(wanted);
      if (own !== null && !taken.has(own)) {
        taken.add(own);
        return { uid: own, kept: true };
      }
      const uid = uuidv7(Date.now(), (count) => new Uint8Array(randomBytes(count)));
      taken.add(uid);
      return { uid, kept: false };
    },
  };
}
