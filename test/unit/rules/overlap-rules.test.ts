import { describe, expect, it } from 'vitest';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import type { Finding, Ruleset } from '../../../shared/rules/rule.ts';
import { findingText } from '../../../shared/rules/sentence.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put } from '../../fixtures/check/memory-source.ts';
import { switchedOn, withThresholds } from '../../fixtures/check/changed-rulesets.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';
import { CROSS_PLAN_CASES, type OverlapCase } from './overlap-cases.ts';
import { ZONE_LINE_CASES } from './zone-line-cases.ts';

/*
 * Rules on what two features share, or on what one leaves of the other, each tried on the same squares: a subject
 * of one kilometre, and a counterpart that takes a corner of it or leaves a strip of it.
 */

const SUBJECT = rect(0, 0, 1000, 1000);
/** What is found, and where the counterpart lies so that it is. */
const SHARED = { place: rect(900, 0, 1100, 100), area: rectArea(900, 0, 1000, 100) };
const LEFT = { place: rect(-100, -100, 900, 1100), area: rectArea(900, 0, 1000, 1000) };
/** Where it lies when they only meet at a border. */
const BESIDE = rect(1000, 0, 1100, 100);
const AROUND = rect(-100, -100, 1000, 1100);

const mu = (m2: number): string => ((m2 * 3) / 2000).toFixed(2);

interface Tried {
  readonly place?: Packed;
  readonly subject?: Fields;
  readonly other?: Fields;
  readonly ruleset?: Ruleset;
}

async function run(one: OverlapCase, { place, subject, other, ruleset }: Tried = {}): Promise<Finding[]> {
  const [layer, fields] = one.subject;
  const [otherLayer, otherFields] = one.other;
  const at = place ?? (one.difference ? LEFT.place : SHARED.place);
  const { findings } = await findingsIn(
    [put(layer, 1, SUBJECT, { ...fields, ...subject }), put(otherLayer, 1, at, { ...otherFields, ...other })],
    ruleset ?? switchedOn(one.rule),
  );
  return ofRule(findings, one.rule).filter((finding) => finding.subject.table === layer);
}

const areaOf = ({ difference }: OverlapCase): number => (difference ? LEFT.area : SHARED.area);

describe.each([...CROSS_PLAN_CASES, ...ZONE_LINE_CASES])('$rule', (one) => {
  it('finds the piece of ground, with its area, severity and sentence', async () => {
    const [finding, ...rest] = await run(one);
    expect(rest).toEqual([]);
    expect(finding?.areaM2).toBeCloseTo(areaOf(one), 3);
    expect(finding?.severity).toBe(one.severity);
    expect(finding?.counterpartLayer).toBe(one.other[0]);
    expect(finding?.pieces.map(({ other }) => other?.table ?? null)).toEqual([
      one.difference ? null : one.other[0],
    ]);
    const say = (language: 'zh-CN' | 'en'): string => findingText(language, finding!, switchedOn(one.rule));
    expect(say('zh-CN')).toBe(one.zh.replace('{area}', `${mu(areaOf(one))}亩`));
    expect(say('en')).toBe(one.en.replace('{area}', `${mu(areaOf(one))} mu`));
  });

  it('finds nothing where they only share a border', async () => {
    expect(await run(one, { place: one.difference ? AROUND : BESIDE })).toEqual([]);
  });

  it('counts from its least area on', async () => {
    const from = (m2: number): Ruleset => withThresholds(one.rule, { min_area_m2: m2 });
    expect(await run(one, { ruleset: from(areaOf(one) - 0.001) })).toHaveLength(1);
    expect(await run(one, { ruleset: from(areaOf(one) + 0.001) })).toEqual([]);
  });

  it.each(one.silent)('leaves %s alone', async (_what, subject, other) => {
    expect(await run(one, { subject, other })).toEqual([]);
  });

  it.each(one.found)('counts %s', async (_what, subject, other) => {
    expect(await run(one, { subject, other })).toHaveLength(1);
  });
});

describe('every overlap rule', () => {
  it('has a case', () => {
    const rules = [...CROSS_PLAN_CASES, ...ZONE_LINE_CASES].map(({ rule }) => rule);
    expect(new Set(rules).size).toBe(rules.length);
  });
});
