import type { RecordRef } from '../model/record.ts';

/*
 * Keys of findings and pieces: a hash of names only, so that they stay the same when geometry, areas, order
 * or the version of the ruleset change, and the same in every process. Keys need to be spread and stable,
 * not secret: four interleaved multiply-and-xor lanes of 32 bits, mixed at the end.
 */

const MULTIPLIERS = [597_399_067, 2_869_860_233, 951_274_213, 2_716_044_179] as const;
/** Stands between texts; no UTF-16 unit has this value, so that ['ab', 'c'] and ['a', 'bc'] differ. */
const SEPARATOR = 0x1_0000;

/** 128 bits of the UTF-16 units of the texts in order, as 32 hex digits. */
export function stableHash(texts: readonly string[]): string {
  let h1 = 1_779_033_703;
  let h2 = 3_144_134_277;
  let h3 = 1_013_904_242;
  let h4 = 2_773_480_762;
  const [m1, m2, m3, m4] = MULTIPLIERS;
  for (const text of texts) {
    for (let i = 0; i <= text.length; i++) {
      const unit = i < text.length ? text.charCodeAt(i) : SEPARATOR;
      h1 = h2 ^ Math.imul(h1 ^ unit, m1);
      h2 = h3 ^ Math.imul(h2 ^ unit, m2);
      h3 = h4 ^ Math.imul(h3 ^ unit, m3);
      h4 = h1 ^ Math.imul(h4 ^ unit, m4);
    }
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), m1);
  h2 = Math.imul(h4 ^ (h2 >>> 22), m2);
  h3 = Math.imul(h1 ^ (h3 >>> 17), m3);
  h4 = Math.imul(h2 ^ (h4 >>> 19), m4);
  const all = h1 ^ h2 ^ h3 ^ h4;
  return [all, h2 ^ all, h3 ^ all, h4 ^ all]
    .map((lane) => (lane >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

/** Identity of a finding: rule, subject layer and uid, counterpart layer. */
export const findingKey = (rule: string, subject: RecordRef, counterpartLayer: string | null): string =>
  stableHash([rule, subject.table, subject.uid, counterpartLayer ?? '']);

/** Identity of a piece: the key of its finding and the uid of the counterpart (empty where there is none). */
export const pieceKey = (finding: string, counterpartUid: string | null): string =>
  stableHash([finding, counterpartUid ?? '']);
