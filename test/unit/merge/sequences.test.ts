import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { FieldValue, Fields } from '../../../shared/model/record.ts';
import {
  decideAll,
  decidedWrite,
  isDecided,
  mergeRecord,
  sameState,
} from '../../../shared/merge/merge-record.ts';
import type { Existing, RecordState, Write } from '../../../shared/merge/types.ts';
import { circle, edit, polygon, type RingEdit } from './shapes.ts';

const LAYER = builtinLayer('town_center')!;
const N = 12;
const UIDS = ['a', 'b', 'c', 'd', 'e'];
const RING = circle(N);
const FIELDS = ['remark', 'admin_name', 'town_name'];

type State = ReadonlyMap<string, RecordState>;

const measured = (fields: Fields, edits: readonly RingEdit[]): RecordState => {
  const geometry = polygon(edit(RING, edits));
  return { fields: { ...fields, area_m2: Math.round(polygonAreaM2(geometry) * 100) / 100 }, geometry };
};

/** What one side does, one thing after the other. */
type Act =
  | { readonly on: string; readonly do: 'field'; readonly field: string; readonly value: FieldValue }
  | { readonly on: string; readonly do: 'shape'; readonly edit: RingEdit }
  | { readonly on: string; readonly do: 'delete' }
  | { readonly on: string; readonly do: 'add'; readonly value: string };

const uid = fc.constantFrom(...UIDS);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      on: uid,
      do: fc.constant('field' as const),
      field: fc.constantFrom(...FIELDS),
      value: fc.constantFrom<FieldValue>('甲', '乙', '丙', null),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      on: uid,
      do: fc.constant('shape' as const),
      edit: fc.record({
        do: fc.constant('move' as const),
        at: fc.integer({ min: 0, max: N - 1 }),
        by: fc.integer({ min: 1, max: 6 }),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ on: uid, do: fc.constant('delete' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      on: fc.constantFrom('x', 'y'),
      do: fc.constant('add' as const),
      value: fc.constantFrom('甲', '乙'),
    }),
  },
);

/** A state with the edits of each ring beside it, so that a later edit knows the earlier ones. */
function run(acts: readonly Act[]): State {
  const made = new Map(
    UIDS.map((id) => [id, { fields: { remark: '原', town_name: id } as Fields, edits: [] as RingEdit[] }]),
  );
  for (const one of acts) {
    const own = made.get(one.on);
    if (one.do === 'add') made.set(one.on, { fields: { remark: one.value }, edits: [] });
    else if (own === undefined) continue;
    else if (one.do === 'delete') made.delete(one.on);
    else if (one.do === 'field') own.fields = { ...own.fields, [one.field]: one.value };
    else own.edits = [...own.edits.filter(({ at }) => at !== one.edit.at), one.edit];
  }
  return new Map([...made].map(([id, { fields, edits }]) => [id, measured(fields, edits)]));
}

const BASE = run([]);
const at = (state: State, id: string): Existing => state.get(id) ?? null;

function written(mine: Existing, write: Write | null): Existing {
  if (write === null) return mine;
  if (write.kind === 'delete') return null;
  if (write.kind === 'put') return write.state;
  return {
    fields: { ...mine?.fields, ...write.fields },
    geometry: write.geometry === undefined ? (mine?.geometry ?? null) : write.geometry,
  };
}

const ids = (...states: State[]): string[] =>
  [...new Set(states.flatMap((state) => [...state.keys()]))].sort();

/** Joins `theirs` into `mine`; what is disputed is decided for one side, and counted. */
function merged(
  mine: State,
  theirs: State,
  side: 'mine' | 'theirs' = 'mine',
): { state: State; disputed: string[] } {
  const state = new Map<string, RecordState>();
  const disputed: string[] = [];
  for (const id of ids(BASE, mine, theirs)) {
    const own = at(mine, id);
    const change = { base: at(BASE, id), theirs: at(theirs, id) };
    const { write, dispute } = mergeRecord(LAYER, change, own);
    if (dispute !== null) disputed.push(id);
    const now = written(
      own,
      dispute === null ? write : decidedWrite(LAYER, change, own, decideAll(dispute, side)),
    );
    if (now !== null) state.set(id, now);
  }
  return { state, disputed };
}

const differing = (a: State, b: State): string[] =>
  ids(a, b).filter((id) => !sameState(at(a, id), at(b, id)));

const acts = fc.array(act, { maxLength: 12 });

describe('two sides edit, and one comes back', () => {
  it('loses nothing without a word, in 10,000 sequences', { timeout: 240_000 }, () => {
    let disputes = 0;
    fc.assert(
      fc.property(acts, acts, (office, field) => {
        const [mine, theirs] = [run(office), run(field)];
        const { state, disputed } = merged(mine, theirs);
        disputes += disputed.length;
        for (const id of ids(BASE, mine, theirs)) {
          const [was, own, other, now] = [at(BASE, id), at(mine, id), at(theirs, id), at(state, id)];
          if (disputed.includes(id)) continue;
          // Undisputed: what either side changed stands, and what neither changed is as it was.
          if (own === null || other === null || now === null) {
            expect(now === null).toBe(
              own === null ? other === null || was !== null : other === null && was !== null,
            );
            continue;
          }
          for (const name of FIELDS) {
            const [before, here, there, result] = [was, own, other, now].map(
              (one) => one?.fields[name] ?? null,
            );
            expect(result).toBe(here === before ? there : here);
          }
          if (was !== null && samePacked(was.geometry!, other.geometry!))
            expect(samePacked(now.geometry!, own.geometry!)).toBe(true);
          expect(now.fields['area_m2']).toBeCloseTo(polygonAreaM2(now.geometry!), 1);
        }
      }),
      { numRuns: 10_000 },
    );
    expect(disputes).toBeGreaterThan(1000);
  });

  it('changes nothing when it comes a second time', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(acts, acts, fc.constantFrom('mine', 'theirs'), (office, field, side) => {
        const theirs = run(field);
        const once = merged(run(office), theirs, side as 'mine' | 'theirs');
        const twice = merged(once.state, theirs);
        // What was decided for here is asked again only by a package that nobody remembers.
        expect(differing(once.state, twice.state).filter((id) => !once.disputed.includes(id))).toEqual([]);
        expect(twice.disputed.filter((id) => !once.disputed.includes(id))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it(
    'comes to one result whichever of three comes first, where they do not collide',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(acts, acts, acts, (one, two, three) => {
          const sides = [run(one), run(two), run(three)];
          const orders = [
            [0, 1, 2],
            [1, 0, 2],
            [2, 1, 0],
            [1, 2, 0],
          ];
          const results = orders.map((order) =>
            order.slice(1).reduce(
              ({ state, disputed }, n) => {
                const next = merged(state, sides[n]!);
                return { state: next.state, disputed: [...disputed, ...next.disputed] };
              },
              { state: sides[order[0]!]!, disputed: [] as string[] },
            ),
          );
          const collided = new Set(results.flatMap(({ disputed }) => disputed));
          for (const { state } of results.slice(1))
            expect(differing(results[0]!.state, state).filter((id) => !collided.has(id))).toEqual([]);
          // And whether anything collides does not hang on the order.
          const any = results.map(({ disputed }) => [...new Set(disputed)].sort().join());
          expect(new Set(any).size).toBe(1);
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('takes the whole of either side where a person says so', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(acts, acts, (office, field) => {
        const [mine, theirs] = [run(office), run(field)];
        for (const id of ids(BASE, mine, theirs)) {
          const change = { base: at(BASE, id), theirs: at(theirs, id) };
          const own = at(mine, id);
          const { dispute } = mergeRecord(LAYER, change, own);
          if (dispute === null) continue;
          expect(isDecided(dispute, null)).toBe(false);
          for (const side of ['mine', 'theirs'] as const) {
            const decision = decideAll(dispute, side);
            expect(isDecided(dispute, decision)).toBe(true);
            const now = written(own, decidedWrite(LAYER, change, own, decision));
            const asked = side === 'mine' ? own : change.theirs;
            expect(now === null).toBe(asked === null);
            for (const { field: name } of dispute.fields)
              expect(now?.fields[name] ?? null).toBe(asked?.fields[name] ?? null);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a value that is neither, and a shape that was drawn anew', () => {
    const base = measured({ remark: '原' }, []);
    const mine = measured({ remark: '甲' }, [{ do: 'move', at: 1, by: 2 }]);
    const theirs = measured({ remark: '乙' }, [{ do: 'move', at: 1, by: 4 }]);
    const drawn = polygon(edit(RING, [{ do: 'move', at: 1, by: 3 }]));
    const { dispute } = mergeRecord(LAYER, { base, theirs }, mine);
    expect(dispute?.fields).toEqual([{ field: 'remark', base: '原', mine: '甲', theirs: '乙' }]);
    expect(isDecided(dispute!, { fields: { remark: '甲；乙' } })).toBe(false);
    const write = decidedWrite(LAYER, { base, theirs }, mine, {
      fields: { remark: '甲；乙' },
      shape: { drawn },
    });
    expect(write).toMatchObject({ kind: 'patch', fields: { remark: '甲；乙' }, geometry: drawn });
    const area = write?.kind === 'patch' ? write.fields['area_m2'] : null;
    expect(area).toBeCloseTo(polygonAreaM2(drawn), 1);
  });
});
