import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../shared/check/memory-status.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { SEVERITIES, type Finding, type FindingNote, type Severity } from '../../../shared/rules/rule.ts';
import { findingRows, groupId } from '../../../renderer/panels/findings/finding-rows.ts';
import {
  arrangeFindings,
  FINDING_GROUPS,
  FINDING_SORTS,
  groupFindings,
  type FindingOrder,
} from '../../../renderer/state/arrange-findings.ts';
import { makeFacts } from '../../../shared/check/finding-facts.ts';
import { between } from '../../../renderer/state/finding-picks.ts';
import { readDay } from '../../../renderer/panels/findings/read-day.ts';

const square = (x: number, y: number, size: number) =>
  packPolygon([
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
    ],
  ]);
const RULES = DEFAULT_RULESET.rules.map(({ id }) => id);
const TODAY = '2026-11-22';

const note = (more: Partial<FindingNote>): FindingNote => ({
  uid: 'n',
  status: 'exception',
  note: '',
  author: '甲',
  time: '2026-01-01T00:00:00Z',
  piece: null,
  matchedBy: 'key',
  ...more,
});

function finding(
  key: string,
  rule: string,
  severity: Severity,
  areaM2: number,
  x: number,
  memory?: FindingNote[],
): Finding {
  const geometry = square(110 + x, 30, 0.001);
  return {
    key,
    rule,
    severity,
    subject: { table: 'industrial_park', uid: key },
    counterpartLayer: 'basic_farmland',
    areaM2,
    box: geometry.box,
    pieces: [
      {
        key: `${key}-1`,
        other: { table: 'basic_farmland', uid: 'F' },
        areaM2,
        severity,
        geometry,
        box: geometry.box,
      },
    ],
    message: { key: 'park-x-farmland', params: { a: { kind: 'text', value: key } } },
    rulesetVersion: 'test',
    ...(memory === undefined ? {} : { memory }),
  };
}

/** Two townships side by side: 110 to 110.5 and 110.5 to 111 degrees. */
const TOWNSHIPS = [
  { code: '990121001', name: '西镇', x: 110 },
  { code: '990121002', name: '东镇', x: 110.5 },
].map(({ code, name, x }, i) => ({
  layer: 'township',
  uid: code,
  fid: i + 1,
  rev: 1,
  fields: { code, name },
  geometry: square(x, 29.8, 0.5),
}));
const facts = makeFacts({ ruleset: DEFAULT_RULESET, language: 'zh-CN', townships: TOWNSHIPS, today: TODAY });
const OPEN: FindingOrder = {
  filter: 'all',
  search: '',
  sort: { column: 'severity', descending: true },
  status: null,
  rule: null,
  township: null,
  group: 'none',
};

const some = fc
  .array(
    fc.tuple(
      fc.constantFrom(...RULES.slice(0, 6)),
      fc.constantFrom(...SEVERITIES),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(0.1, 0.6, 3),
      fc.constantFrom(undefined, 'exception', 'assigned', 'seen'),
    ),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(([rule, severity, area, x, status], i) =>
      finding(
        `f${i}`,
        rule,
        severity,
        area,
        x,
        status === undefined ? undefined : [note({ status, assignee: '乙' })],
      ),
    ),
  );

describe('the list of findings', () => {
  it('holds the same findings however it is sorted and grouped, each once, with sums that add up', () => {
    fc.assert(
      fc.property(
        some,
        fc.constantFrom(...FINDING_SORTS),
        fc.boolean(),
        fc.constantFrom(...FINDING_GROUPS),
        (findings, column, descending, by) => {
          const arranged = arrangeFindings(findings, { ...OPEN, sort: { column, descending } }, facts);
          const groups = groupFindings(arranged, by, facts);
          const keys = (all: readonly Finding[]) => all.map(({ key }) => key).sort();
          expect(keys(groups.flatMap((group) => group.findings))).toEqual(keys(findings));
          const sum = (all: readonly Finding[]) => all.reduce((m2, { areaM2 }) => m2 + areaM2, 0);
          for (const group of groups) {
            expect(group.areaM2).toBe(sum(group.findings));
            // Within a group the order of the list is kept.
            const places = group.findings.map((one) => arranged.indexOf(one));
            expect(places).toEqual([...places].sort((a, b) => a - b));
          }
          expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
          expect(
            arrangeFindings(findings.toReversed(), { ...OPEN, sort: { column, descending } }, facts),
          ).toEqual(arranged);
        },
      ),
    );
  });

  it('counts a finding where its piece lies, and those outside of all townships last', () => {
    const all = [
      finding('a', RULES[0]!, 'error', 1, 3),
      finding('b', RULES[0]!, 'error', 1, 0.6),
      finding('c', RULES[0]!, 'error', 1, 0.1),
    ];
    const groups = groupFindings(all, 'township', facts);
    expect(groups.map(({ key, findings }) => [key, findings[0]!.key])).toEqual([
      ['990121001', 'c'],
      ['990121002', 'b'],
      ['', 'a'],
    ]);
    const inEast = arrangeFindings(all, { ...OPEN, township: '990121002' }, facts);
    expect(inEast.map(({ key }) => key)).toEqual(['b']);
    expect(arrangeFindings(all, { ...OPEN, township: '' }, facts).map(({ key }) => key)).toEqual(['a']);
  });

  it('hides what is in a closed group, and names what is not listed under its rule', () => {
    const all = [finding('a', RULES[0]!, 'error', 1, 0.1), finding('b', RULES[1]!, 'error', 1, 0.1)];
    const list = { ...OPEN, group: 'rule' as const };
    const rows = (collapsed: string[]) =>
      findingRows({
        groups: groupFindings(all, 'rule', facts),
        list,
        collapsed: new Set(collapsed),
        notChecked: [],
        gone: [],
        unlisted: [
          { rule: RULES[0]!, count: 198_000 },
          { rule: RULES[9]!, count: 3 },
        ],
        uncheckedText: () => '',
        goneText: () => '',
      }).map(({ kind }) => kind);
    expect(rows([])).toEqual(['group', 'finding', 'unlisted', 'group', 'finding', 'unlisted']);
    expect(rows([groupId('rule', RULES[0]!)])).toEqual(['group', 'group', 'finding', 'unlisted']);
  });
});

describe('where a finding stands', () => {
  const of = (memory: FindingNote[], pieces = 1) =>
    standingOf(
      {
        memory,
        pieces: Array.from({ length: pieces }, (_, i) => ({
          ...finding('x', RULES[0]!, 'error', 1, 0).pieces[0]!,
          key: `p${i}`,
        })),
      },
      TODAY,
    );

  it('is an exception to its last day, and reopened after', () => {
    expect(of([note({ expires: TODAY })])).toMatchObject({ state: 'exception', reopened: null });
    expect(of([note({ expires: '2026-11-21' })])).toMatchObject({ state: 'reopened', reopened: 'expired' });
    expect(of([note({ misfit: 'grew' })])).toMatchObject({ state: 'reopened', reopened: 'grew' });
    expect(of([note({ closed: '2026-02-01T00:00:00Z', misfit: 'grew' })]).reopened).toBe('person');
  });

  it('follows the later exception, whatever became of the earlier', () => {
    const earlier = note({ uid: 'a', misfit: 'grew' });
    const later = note({ uid: 'b', time: '2026-02-01T00:00:00Z' });
    expect(of([earlier, later]).state).toBe('exception');
    expect(
      of([
        { ...earlier, misfit: null },
        { ...later, misfit: 'moved' },
      ]),
    ).toMatchObject({
      state: 'reopened',
      reopened: 'moved',
    });
  });

  it('is an exception by pieces only when every piece is one', () => {
    expect(of([note({ piece: 'p0' })], 2)).toMatchObject({ state: 'open', exceptedPieces: 1 });
    expect(of([note({ uid: 'a', piece: 'p0' }), note({ uid: 'b', piece: 'p1' })], 2).state).toBe('exception');
    expect(
      of([note({ uid: 'a', piece: 'p0' }), note({ uid: 'b', piece: 'p1', misfit: 'grew' })], 2),
    ).toMatchObject({
      state: 'reopened',
      exceptedPieces: 1,
    });
  });

  it('is assigned until it is taken away, and followed until the mark is', () => {
    const given = note({ uid: 'a', status: 'assigned', assignee: '李四', due: '2026-12-01' });
    expect(of([given])).toMatchObject({ state: 'assigned', assignee: '李四', due: '2026-12-01' });
    const taken = note({ uid: 'b', status: 'assigned', assignee: null, time: '2026-02-01T00:00:00Z' });
    expect(of([given, taken])).toMatchObject({ state: 'open', assignee: null });
    const seen = note({ uid: 'c', status: 'seen' });
    expect(of([seen]).state).toBe('followed');
    expect(of([seen, note({ uid: 'd', status: 'open', time: '2026-02-01T00:00:00Z' })]).state).toBe('open');
    expect(of([given, note({ uid: 'e' })])).toMatchObject({ state: 'exception', assignee: '李四' });
  });
});

describe('picking and days', () => {
  it('takes a range either way, and one alone where it cannot begin', () => {
    const order = ['a', 'b', 'c', 'd'];
    expect(between(order, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(between(order, 'd', 'b')).toEqual(['b', 'c', 'd']);
    expect(between(order, 'x', 'c')).toEqual(['c']);
    expect(between(order, null, 'a')).toEqual(['a']);
  });

  it('reads days as they are typed, and refuses those that are none', () => {
    expect(readDay(' 2026/3/5 ')).toBe('2026-03-05');
    expect(readDay('')).toBeNull();
    for (const wrong of ['2026-02-30', '2026-13-01', '明天', '26-1-1'])
      expect(readDay(wrong)).toBeUndefined();
  });
});
