import { describe, expect, it } from 'vitest';
import type { Committed } from '../../../shared/change/change.ts';
import { createPlanner } from '../../../shared/check/planner.ts';
import { readOnce } from '../../../shared/check/read-once.ts';
import type { FeatureSource } from '../../../shared/check/source.ts';
import { must } from '../../../shared/result.ts';
import { bindRules } from '../../../shared/rules/ruleset.ts';
import { checkerOver } from '../../fixtures/check/checking.ts';
import { memorySource, put } from '../../fixtures/check/memory-source.ts';
import { EVERY_RULE } from '../../fixtures/check/rulesets.ts';
import { rect } from '../../fixtures/check/shapes.ts';

const LAYER = 'industrial_park';

/** A source that tells what is read by fid. */
function watched(source: FeatureSource): FeatureSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    ...source,
    asked,
    featuresByFid(layer, fids) {
      for (const fid of fids) asked.push(`${layer} ${fid}`);
      return source.featuresByFid(layer, fids);
    },
  };
}

const parks = () => {
  const source = memorySource();
  source.commit([
    put(LAYER, 1, rect(0, 0, 500, 500), { name: '甲园' }),
    put(LAYER, 2, rect(600, 0, 900, 500), { name: '乙园' }),
    // As large as a county: an edit of it would take long.
    put(LAYER, 3, rect(0, 2000, 9000, 9000), { name: '丙园' }),
    put('ecological_redline', 1, rect(400, 400, 700, 700), { name: '线' }),
  ]);
  return source;
};

describe('getting ready for the next edit', () => {
  it('goes through small features of the layers and no large ones', async () => {
    const source = watched(parks());
    const checker = await checkerOver(source, { ruleset: EVERY_RULE });
    await checker.runAll();
    source.asked.length = 0;
    await checker.prepare(() => true);
    expect(source.asked).toContain(`${LAYER} 1`);
    expect(source.asked).toContain(`${LAYER} 2`);
    expect(source.asked).toContain('ecological_redline 1');
    expect(source.asked).not.toContain(`${LAYER} 3`);
  });

  it('ends as soon as the file has moved on, and the commit is followed', async () => {
    const source = parks();
    const checker = await checkerOver(source, { ruleset: EVERY_RULE });
    await checker.runAll();
    let asked = 0;
    let committed: Committed | null = null;
    await checker.prepare(() => {
      asked += 1;
      // Among the rehearsals.
      if (asked === 6) committed = source.commit([put(LAYER, 1, rect(0, 0, 300, 300), { name: '甲园' })]);
      return true;
    });
    if (committed === null) throw new Error('the preparation was over sooner');
    const { rev } = committed as Committed;
    expect(asked).toBe(6);
    expect(checker.rev()).toBe(rev - 1);
    const outcome = await checker.follow([committed]);
    expect(outcome?.rev).toBe(rev);
    const full = await checkerOver(source, { ruleset: EVERY_RULE });
    await full.runAll();
    expect(JSON.stringify(checker.findings())).toBe(JSON.stringify(full.findings()));
    expect(full.findings().length).toBeGreaterThan(0);
  });

  it('that is cut short in the middle makes the next run a full one', async () => {
    const source = parks();
    const checker = await checkerOver(source, { ruleset: EVERY_RULE });
    await checker.runAll();
    const before = JSON.stringify(checker.findings());
    await checker.prepare(() => true, { signal: AbortSignal.abort() });
    expect(checker.rev()).toBeNull();
    const committed = source.commit([put(LAYER, 1, rect(0, 0, 500, 500), { name: '甲园' })]);
    await checker.follow([committed]);
    expect(checker.rev()).toBe(committed.rev);
    expect(JSON.stringify(checker.findings())).toBe(before);
  });

  it('does nothing before a first run', async () => {
    const checker = await checkerOver(parks(), { ruleset: EVERY_RULE });
    let asked = 0;
    await checker.prepare(() => ++asked > 0);
    expect(asked).toBe(0);
  });
});

describe('reading once', () => {
  it('gives what the source gives, in the order asked for, and asks for each feature once', () => {
    const source = watched(parks());
    const once = readOnce(source);
    const fids = [2, 9, 1, 2];
    expect(once.featuresByFid(LAYER, fids).map(({ fid }) => fid)).toEqual([2, 1, 2]);
    const [again] = once.featuresByFid(LAYER, [1, 9]);
    expect(again).toBe(once.featuresByFid(LAYER, [1])[0]);
    expect(source.asked).toEqual([`${LAYER} 2`, `${LAYER} 9`, `${LAYER} 1`]);
  });

  it('reads again what it has no room for', () => {
    const source = watched(parks());
    const once = readOnce(source, 1);
    expect(once.featuresByFid(LAYER, [1])).toHaveLength(1);
    // The room is used up by the first.
    expect(once.featuresByFid(LAYER, [1, 2]).map(({ fid }) => fid)).toEqual([1, 2]);
    expect(once.featuresByFid(LAYER, [2, 1]).map(({ fid }) => fid)).toEqual([2, 1]);
    expect(source.asked).toEqual([`${LAYER} 1`, `${LAYER} 2`, `${LAYER} 2`]);
  });
});

describe('a planner', () => {
  it('gives the same plan until a layer is filled, emptied or has another schema', () => {
    const source = parks();
    const planFor = createPlanner(must(bindRules(EVERY_RULE)));
    const first = planFor(source.occupied());
    source.commit([put(LAYER, 4, rect(0, 900, 100, 950), { name: '丁园' })]);
    expect(planFor(source.occupied())).toBe(first);
    source.commit([put('basic_farmland', 1, rect(0, 0, 9, 9), {})]);
    const filled = planFor(source.occupied());
    expect(filled).not.toBe(first);
    expect(filled.bindings.length).toBeGreaterThan(first.bindings.length);
    source.commit([{ layer: 'basic_farmland', fid: 1, remove: true }]);
    expect(planFor(source.occupied()).bindings.map(({ id }) => id)).toEqual(
      first.bindings.map(({ id }) => id),
    );
    const other = source.occupied().map((one) => ({ ...one, schema: { ...one.schema } }));
    const renewed = planFor(other).self.map(({ layer }) => layer);
    expect(renewed.length).toBeGreaterThan(0);
    for (const layer of renewed) expect(other.map(({ schema }) => schema)).toContain(layer);
  });
});
