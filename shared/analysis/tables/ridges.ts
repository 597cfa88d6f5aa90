import type { Fields } from '../../model/record.ts';
import { CULTIVATED, firstLevel, RIDGES } from './class-groups.ts';

/** Fields that tell how much of a field is ridges (田坎). */
export const RIDGE_FIELDS = ['ridge_coefficient', 'deducted_area_m2', 'area_m2'] as const;

/** Share of a feature's ground that is ridges: its coefficient (KCXS), else its deduction over its area; 0 to 1. */
export function ridgeShare(fields: Fields): number {
  const { ridge_coefficient: coefficient, deducted_area_m2: deducted, area_m2: area } = fields;
  if (typeof coefficient === 'number') return coefficient > 0 && coefficient < 1 ? coefficient : 0;
  const known = typeof deducted === 'number' && typeof area === 'number' && deducted > 0 && deducted < area;
  return known ? deducted / area : 0;
}

/** What ground counts as: a class and the share of it. */
export interface CountedAs {
  readonly code: string | null;
  readonly share: number;
}

/** Cultivated land counts without its ridges, which count as other land; anything else as what it is. */
export function countedAs(code: string | null, fields: Fields): readonly CountedAs[] {
  const ridges = firstLevel(code) === CULTIVATED ? ridgeShare(fields) : 0;
  if (ridges === 0) return [{ code, share: 1 }];
  return [
    { code, share: 1 - ridges },
    { code: RIDGES, share: ridges },
  ];
}

/**
 * What ground counts as at both ends of a conversion. Where it is cultivated at both, ridges stay ridges as far as
 * there are as many; sums by either end are those of `countedAs`.
 */
export function countedAsBoth(
  from: readonly CountedAs[],
  to: readonly CountedAs[],
): readonly { readonly from: string | null; readonly to: string | null; readonly share: number }[] {
  const out: { from: string | null; to: string | null; share: number }[] = [];
  const left = to.map(({ share }) => share);
  for (const one of from) {
    let rest = one.share;
    // The same class of the other end first.
    const order = to.map((_, i) => i).sort((a, b) => rank(to[a]!, one) - rank(to[b]!, one) || a - b);
    for (const i of order) {
      const share = Math.min(rest, left[i]!);
      if (share <= 0) continue;
      out.push({ from: one.code, to: to[i]!.code, share });
      left[i]! -= share;
      rest -= share;
    }
  }
  return out;
}

const rank = (a: CountedAs, b: CountedAs): number => (firstLevel(a.code) === firstLevel(b.code) ? 0 : 1);

/** Whole units by shares that sum to one: the last takes what rounding leaves. */
export function divideUnits(units: number, shares: readonly number[]): number[] {
  let left = units;
  return shares.map((share, i) => {
    const part = i === shares.length - 1 ? left : Math.min(left, Math.round(units * share));
    left -= part;
    return part;
  });
}
