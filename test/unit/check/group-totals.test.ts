import { expect, test } from 'vitest';
import { GroupLog } from '../../../shared/check/group-log.ts';
import { GroupStore } from '../../../shared/check/group-store.ts';
import type { Contribution } from '../../../shared/rules/bound-rule.ts';
import { seeded } from '../../fixtures/parcels.ts';

interface One {
  readonly fid: number;
  readonly given: readonly Contribution[];
}

const contributor = (fid: number) => ({ layer: 'land_use', fid, uid: `u${fid}` });

/** A store over records as they are now, everything read. */
function anew(records: Iterable<One>): GroupStore {
  const log = new GroupLog('rule');
  for (const { fid, given } of [...records].sort((a, b) => a.fid - b.fid)) log.add(contributor(fid), given);
  return new GroupStore([log.done()], () => null);
}

const plain = (store: GroupStore, key: string): unknown => {
  const state = store.state(key);
  return state === null
    ? null
    : { sums: [...state.sums], rows: state.rows.map(({ ref, fid, fields }) => [ref, fid, fields]) };
};

test('groups that follow edits hold what groups made anew hold, large and small ones', () => {
  const random = seeded(11);
  const whole = (below: number): number => Math.floor(random() * below);
  const GROUPS = ['large', 'small', 'none'];
  const contribution = (): Contribution => ({
    group: random() < 0.97 ? 'large' : 'small',
    // A sum may come to nothing and is still a sum; one that nobody names any more is none.
    sums: Object.fromEntries(
      ['a', 'b', 'c', 'rare']
        .filter((name) => random() < (name === 'rare' ? 0.004 : 0.6))
        .map((name) => [name, whole(7) - 3]),
    ),
    ...(random() < 0.1 ? { row: { kind: whole(3) } } : {}),
  });
  const given = (): Contribution[] => Array.from({ length: whole(3) }, contribution);
  const records = new Map<number, One>();
  for (let fid = 1; fid <= 400; fid++) records.set(fid, { fid, given: given() });
  const followed = anew(records.values());
  for (const key of GROUPS) followed.state(key);
  let rare = 0;
  for (let edit = 0; edit < 720; edit++) {
    // In the end one after another goes.
    const fid = edit < 300 ? 1 + whole(420) : edit - 299;
    const now = edit < 300 ? given() : [];
    records.set(fid, { fid, given: now });
    followed.set(contributor(fid), now);
    const expected = anew(records.values());
    for (const key of GROUPS) expect(plain(followed, key)).toEqual(plain(expected, key));
    if (expected.state('large')?.sums.has('rare') !== true) rare++;
  }
  // The case that a sum vanishes did come up, and so did the other.
  expect(rare).toBeGreaterThan(0);
  expect(followed.state('large')).toBeNull();
  expect(rare).toBeLessThan(720);
});
