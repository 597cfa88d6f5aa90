import { describe, expect, it } from 'vitest';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import type { Finding, FindingNote, Severity } from '../../../shared/rules/rule.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingRows } from '../../../renderer/panels/findings/finding-rows.ts';
import { recordChange } from '../../../renderer/panels/history/diff-rows.ts';
import { groupByPlan } from '../../../renderer/panels/layers/layer-tree.ts';
import { moveInOrder } from '../../../renderer/state/layer-order.ts';
import { matchText, partsOf } from '../../../shared/search/match-text.ts';
import { matching, openedWhen } from '../../../renderer/panels/start/recent-rows.ts';
import { problemsOf, EMPTY_FORM } from '../../../renderer/panels/new-blueprint/blueprint-form.ts';
import { arrangeFindings, countBySeverity, groupFindings } from '../../../renderer/state/arrange-findings.ts';
import { makeFacts } from '../../../shared/check/finding-facts.ts';
import { applyDelta, keepKnown } from '../../../renderer/state/findings.ts';
import { secondsLeft, type Job } from '../../../renderer/state/jobs.ts';
import { readLayout } from '../../../renderer/state/layout.ts';
import { formatPosition } from '../../../shared/crs/coordinate-text.ts';

const finding = (key: string, severity: Severity, areaM2: number, name = key): Finding => ({
  key,
  rule: 'park-outside-boundary',
  severity,
  subject: { table: 'industrial_park', uid: key },
  counterpartLayer: 'urban_boundary',
  areaM2,
  box: [110, 30, 110.1, 30.1],
  pieces: [],
  message: {
    key: 'park-outside-boundary',
    params: { a: { kind: 'text', value: name }, area: { kind: 'area', m2: areaM2 } },
  },
  rulesetVersion: '2026.1',
});

const FINDINGS = [
  finding('a', 'notice', 900),
  finding('b', 'blocking', 100, '枫香渡物流园'),
  finding('c', 'blocking', 300),
  finding('d', 'error', 500),
];
const NOTE: FindingNote = {
  uid: 'n',
  status: 'assigned',
  note: '',
  author: '王',
  time: '2026-11-22T08:00:00Z',
  piece: null,
  matchedBy: 'key',
};
const keys = (findings: readonly { readonly key: string }[]): string =>
  findings.map(({ key }) => key).join('');

describe('list of findings', () => {
  it('stays the same list when a check finds the same again, and keeps what did not change', () => {
    const again = (): Finding[] => structuredClone(FINDINGS);
    expect(keepKnown(FINDINGS, again())).toBe(FINDINGS);
    const grown = again().map((one) => (one.key === 'c' ? { ...one, areaM2: 301 } : one));
    const kept = keepKnown(FINDINGS, grown);
    expect(kept).toEqual(grown);
    expect(kept.filter((one, i) => one === FINDINGS[i]).map(({ key }) => key)).toEqual(['a', 'b', 'd']);
    const noted = again().map((one): Finding => {
      const memory = [NOTE];
      return one.key === 'a' ? { ...one, memory } : one;
    });
    expect(keepKnown(FINDINGS, noted)[0]).toBe(noted[0]);
    expect(keepKnown(FINDINGS, again().slice(1))).toEqual(FINDINGS.slice(1));
    expect(keepKnown(FINDINGS, again().reverse())).toEqual([...FINDINGS].reverse());
    expect(keepKnown(null, FINDINGS)).toBe(FINDINGS);
  });

  const facts = makeFacts({
    ruleset: DEFAULT_RULESET,
    language: 'zh-CN',
    townships: null,
    today: '2026-11-22',
  });
  const list = {
    filter: 'all',
    search: '',
    sort: { column: 'severity', descending: true },
    status: null,
    rule: null,
    township: null,
    group: 'none',
  } as const;
  it('is worst first, largest first among equals', () => {
    expect(keys(arrangeFindings(FINDINGS, list, facts))).toBe('cbda');
  });
  it('sorts by area either way', () => {
    const by = (descending: boolean) =>
      keys(arrangeFindings(FINDINGS, { ...list, sort: { column: 'area', descending } }, facts));
    expect([by(true), by(false)]).toEqual(['adcb', 'bcda']);
  });
  it('filters by severity and by the words of the sentence', () => {
    expect(keys(arrangeFindings(FINDINGS, { ...list, filter: 'blocking' }, facts))).toBe('cb');
    expect(keys(arrangeFindings(FINDINGS, { ...list, search: '物流园' }, facts))).toBe('b');
    expect(countBySeverity(FINDINGS)).toEqual({ blocking: 2, error: 1, warning: 0, notice: 1 });
  });
  it('adds what was not checked, and never among a severity', () => {
    const missing = [{ rule: 'town-zone', missing: ['functional_zone'] }];
    const rows = (filter: 'all' | 'error' | 'unchecked') =>
      findingRows({
        groups: groupFindings(arrangeFindings(FINDINGS, { ...list, filter }, facts), 'none', facts),
        list: { ...list, filter },
        collapsed: new Set(),
        notChecked: missing,
        gone: [],
        unlisted: [],
        uncheckedText: () => '缺少规划分区',
        goneText: () => '',
      }).map(({ kind }) => kind);
    expect(rows('all')).toEqual(['finding', 'finding', 'finding', 'finding', 'unchecked']);
    expect(rows('error')).toEqual(['finding']);
    expect(rows('unchecked')).toEqual(['unchecked']);
  });
  it('follows a delta in place', () => {
    const delta = {
      rev: 2,
      added: [finding('e', 'error', 1)],
      changed: [finding('b', 'blocking', 7)],
      removed: ['a'],
      notChecked: [],
    };
    const after = applyDelta(FINDINGS, delta);
    expect(keys(after)).toBe('bcde');
    expect(after[0]?.areaM2).toBe(7);
    // The same delta again changes nothing: a list and a delta may both arrive after a reconnect.
    expect(keys(applyDelta(after, delta))).toBe('bcde');
  });
});

const layers: readonly LayerState[] = BUILTIN_LAYERS.map((schema, order) => ({
  schema,
  count: 1,
  box: null,
  visible: schema.id !== 'functional_zone',
  locked: schema.readOnly,
  opacity: 1,
  order,
}));

describe('layer tree', () => {
  it('groups by plan in order, tables without shapes left out', () => {
    const groups = groupByPlan(layers);
    expect(groups.map(({ plan }) => plan)).toEqual([
      'industrial',
      'land-use',
      'functional-zone',
      'control-line',
      'base',
      'field',
    ]);
    expect(groups.flatMap((group) => group.layers).some(({ schema }) => schema.id === 'quota')).toBe(false);
    expect(groups.find(({ plan }) => plan === 'control-line')?.readOnly).toBe(true);
    expect(groups.find(({ plan }) => plan === 'functional-zone')?.visible).toBe('some');
  });
  it('finds layers by either name', () => {
    expect(
      groupByPlan(layers, 'redline').flatMap((group) => group.layers.map(({ schema }) => schema.id)),
    ).toEqual(['ecological_redline']);
    expect(groupByPlan(layers, '生态功能').length).toBe(1);
  });
  it('swaps with the neighbour in draw order and stops at the ends', () => {
    expect(moveInOrder(layers, 'major_project', 1)).toEqual([
      { layer: 'major_project', order: 2 },
      { layer: 'land_use', order: 1 },
    ]);
    expect(moveInOrder(layers, 'industrial_park', -1)).toEqual([]);
  });
});

describe('what a step changed', () => {
  const record = (fields: FeatureRecord['fields']): FeatureRecord => ({
    layer: 'industrial_park',
    uid: 'abcdefgh-1',
    fid: 1,
    rev: 1,
    fields,
    geometry: null,
  });
  const schema = layers[0]!.schema;
  it('names fields before and after, system fields left out', () => {
    const change = recordChange(
      {
        ref: { table: 'industrial_park', uid: 'abcdefgh-1' },
        before: record({ name: '甲', park_kind: 'industrial_park', derived_from: null }),
        after: record({ name: '乙', park_kind: 'industrial_park', derived_from: 'x' }),
      },
      schema,
    );
    expect(change).toMatchObject({ kind: 'changed', title: '乙', geometry: false });
    expect(change.fields).toEqual([{ field: 'name', before: '甲', after: '乙' }]);
  });
  it('tells added from deleted', () => {
    const ref = { table: 'industrial_park', uid: 'abcdefgh-1' };
    expect(recordChange({ ref, before: null, after: record({}) }, schema).kind).toBe('added');
    expect(recordChange({ ref, before: record({}), after: null }, schema)).toMatchObject({
      kind: 'deleted',
      title: 'abcdefgh',
    });
  });
});

describe('small things', () => {
  it('marks every match of the palette', () => {
    expect(
      partsOf('桐渡镇桐渡园', matchText('桐渡镇桐渡园', '桐渡'))
        .map(({ text, hit }) => (hit ? `[${text}]` : text))
        .join(''),
    ).toBe('[桐渡]镇[桐渡]园');
    expect(partsOf('Add part', matchText('Add part', ''))).toEqual([{ text: 'Add part', hit: false }]);
  });
  it('says today or the date, and searches name and path', () => {
    const now = new Date(2026, 10, 22, 15, 0);
    expect(openedWhen(new Date(2026, 10, 22, 12, 3).toISOString(), now)).toEqual({
      today: true,
      text: '12:03',
    });
    expect(openedWhen(new Date(2026, 10, 18, 12, 3).toISOString(), now).text).toBe('2026-11-18');
    const file = {
      token: 't',
      name: '澄川县',
      path: 'D:\\Plans\\a.gpkg',
      openedAt: '',
      exists: true,
      classification: 'public',
      fictional: true,
      findings: null,
    };
    expect(matching([file], 'plans')).toHaveLength(1);
    expect(matching([file], '青云')).toHaveLength(0);
  });
  it('asks for what a new blueprint lacks', () => {
    expect(Object.keys(problemsOf(EMPTY_FORM)).sort()).toEqual(['countyCode', 'countyName', 'name']);
    const form = { ...EMPTY_FORM, name: '甲', countyName: '乙', countyCode: '42082' };
    expect(problemsOf(form)).toEqual({ countyCode: 'ui.new.need-code' });
  });
  it('keeps a layout only where it fits', () => {
    expect(readLayout('{"left":300,"dock":5,"tab":"nothing","rightOpen":false}')).toMatchObject({
      left: 300,
      dock: 220,
      tab: 'findings',
      rightOpen: false,
    });
    expect(readLayout('not json').left).toBe(248);
  });
  it('writes degrees without grouping', () => {
    expect(formatPosition('degrees', [110.0841264, 30.031552], null)).toBe('110.084126°E 30.031552°N');
    expect(formatPosition('degrees', [-0.5, -10], null)).toBe('0.500000°W 10.000000°S');
  });
  it('estimates the time left from the pace so far', () => {
    const job = { progress: { share: 0.25, stage: '' }, state: 'running', startedAt: 0 } as Job;
    expect(secondsLeft(job, 10_000)).toBe(30);
    expect(secondsLeft({ ...job, progress: { share: null, stage: '' } }, 10_000)).toBe(null);
  });
});
