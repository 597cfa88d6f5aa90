import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  closeDesks,
  COLUMNS,
  contentOf,
  makeOffice,
  openDesk,
  openField,
  parkRef,
  parkUid,
  ROWS,
  type Desk,
} from '../../fixtures/exchange/desks.ts';
import { rectangle } from '../../fixtures/package/small-county.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sequences-'));
});
afterEach(async () => {
  await closeDesks();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** What somebody does with commands as in the window, undo and redo among them. */
type Act =
  | { readonly do: 'edit'; readonly park: number; readonly field: string; readonly value: string }
  | { readonly do: 'corner'; readonly park: number; readonly dx: number; readonly dy: number }
  | { readonly do: 'delete'; readonly park: number }
  | { readonly do: 'make'; readonly park: number }
  | { readonly do: 'undo' };

const park = fc.integer({ min: 0, max: COLUMNS * ROWS - 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      park,
      field: fc.constantFrom('remark', 'admin_name'),
      value: fc.constantFrom('甲', '乙', '丙'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('corner' as const),
      park,
      dx: fc.constantFrom(-0.0003, 0.0002, 0.0004),
      dy: fc.constantFrom(-0.0002, 0.0003),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), park }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('make' as const), park }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
);
const acts = fc.array(act, { minLength: 1, maxLength: 6 });

/** Does what can be done: a park that is gone, or a value that is there already, is left alone. */
async function perform(desk: Desk, all: readonly Act[]): Promise<void> {
  for (const one of all) {
    const execute = (command: string, params: unknown) => desk.local.store.execute({ command, params });
    if (one.do === 'undo') await desk.local.store.undo({});
    else if (one.do === 'edit')
      await execute('edit-attributes', { refs: [parkRef(one.park)], fields: { [one.field]: one.value } });
    else if (one.do === 'make')
      await execute('create-feature', {
        layer: 'industrial_park',
        geometry: rectangle(110.2 + one.park * 0.01, 30.2, 0.01, 0.01),
        fields: { name: `新${one.park}`, park_kind: 'industrial_park', park_level: 'county' },
      });
    else if (one.do === 'delete') await execute('delete-features', { refs: [parkRef(one.park)] });
    else {
      const found = await desk.local.query.features({ refs: [parkRef(one.park)] });
      if (found.ok && found.value.length > 0) await desk.moveCorner(one.park, one.dx, one.dy);
    }
  }
}

interface State {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly xy: Float64Array };
}
const stateOf = (content: Record<string, unknown>, n: number): State | null =>
  (content[`park ${parkUid(n)}`] as State | undefined) ?? null;

const same = (a: State | null, b: State | null): boolean => {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
};

describe('office and field at work, in a real file', () => {
  it('lose nothing without a word, and come to what each alone did', { timeout: 300_000 }, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(acts, acts, async (inOffice, inField) => {
        run += 1;
        const home = at(String(run));
        fs.mkdirSync(home);
        const here = (name: string): string => path.join(home, name);
        await makeOffice(here('office.gpkg'));
        const office = await openDesk(here('office.gpkg'), '李局', home);
        await office.fieldOut(here('a.lantu-field'));
        const base = contentOf(office.file);
        const field = await openField(office, here('a.lantu-field'), here('field'), '王测');
        await perform(office, inOffice);
        await perform(field, inField);
        const [mine, theirs] = [contentOf(office.file), contentOf(field.file)];
        const packed = await field.back(here('b.lantu-changes')).then(
          () => true,
          (error: Error) => {
            // An undo of everything leaves nothing to send.
            expect(error.message).toContain('exchange.nothing-changed');
            return false;
          },
        );
        if (packed) {
          const survey = await office.open(here('b.lantu-changes'));
          expect(survey.refused).toEqual([]);
          const disputed = new Set(survey.disputes.map(({ ref }) => ref.uid));
          const taken = await office.take(survey, 'theirs');
          expect(taken.ok).toBe(true);
          const after = contentOf(office.file);
          for (let n = 0; n < COLUMNS * ROWS; n++) {
            const [was, own, other, now] = [base, mine, theirs, after].map((one) => stateOf(one, n));
            if (same(was!, own!)) expect(now).toEqual(other);
            else if (same(was!, other!)) expect(now).toEqual(own);
            else if (!disputed.has(parkUid(n)) && own && other && now)
              for (const name of ['remark', 'admin_name'])
                expect(now.fields[name]).toBe(
                  own.fields[name] === was!.fields[name] ? other.fields[name] : own.fields[name],
                );
          }
          expect((await office.open(here('b.lantu-changes'))).before).toBe('done');
          await office.undo();
          expect(contentOf(office.file)).toEqual(mine);
        } else expect(theirs).toEqual(base);
        await office.close();
        await field.close();
        fs.rmSync(home, { recursive: true, force: true });
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('lose nothing when what is done in the field comes in two sets', { timeout: 300_000 }, async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(acts, acts, acts, async (first, inOffice, second) => {
        run += 1;
        const home = at(`two-${run}`);
        fs.mkdirSync(home);
        const here = (name: string): string => path.join(home, name);
        await makeOffice(here('office.gpkg'));
        const office = await openDesk(here('office.gpkg'), '李局', home);
        await office.fieldOut(here('a.lantu-field'));
        const field = await openField(office, here('a.lantu-field'), here('field'), '王测');
        const sent = async (name: string): Promise<boolean> => {
          const packed = await field.back(here(name)).then(
            () => true,
            (error: Error) => {
              expect(error.message).toContain('exchange.nothing-changed');
              return false;
            },
          );
          if (packed) {
            const survey = await office.open(here(name));
            expect(survey.before).toBeNull();
            expect((await office.take(survey, 'theirs')).ok).toBe(true);
          }
          return packed;
        };
        await perform(field, first);
        await sent('b.lantu-changes');
        const then = contentOf(field.file);
        // What the field alone worked on is the same at both.
        expect(contentOf(office.file)).toEqual(then);
        // An undo there might take back the taking itself; what then comes is as if it came for the first time.
        await perform(
          office,
          inOffice.filter((one) => one.do !== 'undo'),
        );
        await perform(field, second);
        const [mine, theirs] = [contentOf(office.file), contentOf(field.file)];
        if (!(await sent('c.lantu-changes'))) expect(theirs).toEqual(then);
        const after = contentOf(office.file);
        for (const key of new Set([then, mine, theirs, after].flatMap((one) => Object.keys(one)))) {
          const [was, own, other, now] = [then, mine, theirs, after].map(
            (one) => (one[key] as State | undefined) ?? null,
          );
          if (same(was!, own!)) expect(now).toEqual(other);
          else if (same(was!, other!)) expect(now).toEqual(own);
        }
        await office.close();
        await field.close();
        fs.rmSync(home, { recursive: true, force: true });
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
