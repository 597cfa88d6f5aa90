import type { FeatureRecord } from '../model/record.ts';
import { pointInPolygon } from '../geometry/predicates.ts';
import type { Finding } from '../rules/rule.ts';
import { findingPlace } from './finding-place.ts';

/** A township as findings are counted by it. */
export interface Township {
  readonly code: string;
  readonly name: string;
}

const found = new WeakMap<readonly FeatureRecord[], WeakMap<object, Township | null>>();

/** The township whose feature holds the place of a finding; null where none does. Remembered for both lists. */
export function townshipOf(finding: Finding, townships: readonly FeatureRecord[] | null): Township | null {
  if (townships === null || townships.length === 0) return null;
  const known = found.get(townships) ?? new WeakMap<object, Township | null>();
  found.set(townships, known);
  const before = known.get(finding.pieces);
  if (before !== undefined) return before;
  const township = at(findingPlace(finding), townships);
  known.set(finding.pieces, township);
  return township;
}

function at(place: readonly [number, number] | null, townships: readonly FeatureRecord[]): Township | null {
  if (place === null) return null;
  const holder = townships.find(
    ({ geometry }) =>
      geometry?.kind === 'polygon' && pointInPolygon(geometry, place[0], place[1]) !== 'outside',
  );
  if (holder === undefined) return null;
  const { name, code } = holder.fields;
  const label = typeof name === 'string' && name !== '' ? name : null;
  const key = typeof code === 'string' && code !== '' ? code : holder.uid;
  return { code: key, name: label ?? key };
}
