import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decideOne,
  decideRest,
  disputeKey,
  nextUndecided,
  withDecisions,
} from '../../../renderer/state/merge-decisions.ts';
import type { ListedDispute, MergeSurvey } from '../../../shared/bridge/exchange-contract.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { isDecided } from '../../../shared/merge/merge-record.ts';

const dispute = (n: number, more: Partial<ListedDispute>): ListedDispute => ({
  ref: { table: 'industrial_park', uid: `u${n}` },
  title: `园${n}`,
  existence: null,
  fields: [],
  shape: null,
  box: null,
  group: n,
  decision: null,
  decided: false,
  ...more,
});
const remark = { field: 'remark', base: '原', mine: '甲', theirs: '乙' };
const name = { field: 'name', base: '原', mine: '丙', theirs: '丁' };

/** Only what is read of a survey here. */
const surveyOf = (disputes: readonly ListedDispute[]): MergeSurvey =>
  ({ disputes, decided: 0 }) as unknown as MergeSurvey;

describe('decisions in the window', () => {
  const border = [
    dispute(0, { shape: 'both', group: 0 }),
    dispute(1, { shape: 'both', group: 0, fields: [remark, name] }),
    dispute(2, { shape: 'both', group: 2 }),
    dispute(3, { existence: 'deleted-there' }),
  ];

  it('hold for all that share a border, and leave what was said of attributes', () => {
    const typed = withDecisions(
      surveyOf(border),
      decideOne(border, border[1]!, { fields: { remark: '甲；乙' } }),
    );
    const after = withDecisions(
      typed,
      decideOne(typed.disputes, typed.disputes[0]!, { shape: 'theirs' }),
    ).disputes;
    expect(after.map(({ decision }) => decision)).toEqual([
      { shape: 'theirs' },
      { shape: 'theirs', fields: { remark: '甲；乙' } },
      null,
      null,
    ]);
    expect(after.map(({ decided }) => decided)).toEqual([true, false, false, false]);
    expect(nextUndecided(after, disputeKey(after[1]!))?.title).toBe('园2');
    expect(nextUndecided(after, disputeKey(after[3]!))?.title).toBe('园1');
  });

  it('of the rest leave a border open that a neighbour was drawn anew along', () => {
    const drawn = packFlat('polygon', [[Float64Array.from([0, 0, 1, 0, 1, 1, 0, 0])]]);
    const { disputes } = withDecisions(surveyOf(border), [
      { ref: border[0]!.ref, decision: { shape: { drawn } } },
    ]);
    const rest = decideRest(disputes, 'mine');
    expect(rest.map(({ ref, decision }) => [ref.uid, decision])).toEqual([
      ['u1', { fields: { remark: '甲', name: '丙' } }],
      ['u2', { shape: 'mine' }],
      ['u3', { existence: 'mine' }],
    ]);
    expect(withDecisions(surveyOf(disputes), rest).disputes.map(({ decided }) => decided)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('of the rest go to one side, and border and attributes that were decided stay', () => {
    const typed = withDecisions(surveyOf(border), [
      { ref: border[0]!.ref, decision: { shape: 'theirs' } },
      { ref: border[1]!.ref, decision: { fields: { remark: '甲；乙' } } },
    ]);
    const after = withDecisions(typed, decideRest(typed.disputes, 'mine'));
    expect(after.disputes.map(({ decision }) => decision)).toEqual([
      { shape: 'theirs' },
      { shape: 'theirs', fields: { remark: '甲；乙', name: '丙' } },
      { shape: 'mine' },
      { existence: 'mine' },
    ]);
    expect(after.decided).toBe(4);
    expect(nextUndecided(after.disputes, null)).toBeUndefined();
  });

  it('never leave one border with two owners, and end decided whatever was said before', () => {
    const step = fc.record({
      at: fc.nat(3),
      side: fc.constantFrom('mine' as const, 'theirs' as const),
      what: fc.constantFrom('shape' as const, 'field' as const, 'rest' as const),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.constantFrom('mine', 'theirs'), (steps, last) => {
        let survey = surveyOf(border);
        for (const { at, side, what } of steps) {
          const one = survey.disputes[at]!;
          const said =
            one.existence !== null
              ? { existence: side }
              : what === 'shape'
                ? { shape: side }
                : { fields: Object.fromEntries(one.fields.map((field) => [field.field, field[side]])) };
          survey = withDecisions(
            survey,
            what === 'rest' ? decideRest(survey.disputes, side) : decideOne(survey.disputes, one, said),
          );
          expect(survey.disputes[0]!.decision?.shape).toBe(survey.disputes[1]!.decision?.shape);
        }
        const { disputes } = withDecisions(survey, decideRest(survey.disputes, last));
        expect(disputes.every((one) => one.decided && isDecided(one, one.decision))).toBe(true);
      }),
    );
  });
});
