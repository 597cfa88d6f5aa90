import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { goneNotes, notesByFinding } from '../../../shared/check/memory-notes.ts';
import { rematch, withoutKey, type Remembered } from '../../../shared/check/rematch.ts';
import { emptyPacked } from '../../../shared/geometry/build-packed.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { findingKey, pieceKey } from '../../../shared/rules/identity.ts';
import { joinParts } from '../../../shared/rules/overlap-piece.ts';
import type { Finding, Severity } from '../../../shared/rules/rule.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

type Box = readonly [number, number, number, number];
const RULES = { minOverlapShare: 0.5, maxGrowthShare: 0.1 };
const LAYER = 'basic_farmland';
const none = () => [];

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

function finding(
  subject: string,
  pieces: Readonly<Record<string, Box | null>>,
  severity: Severity = 'blocking',
  rule = 'park-basic-farmland',
): Finding {
  const ref = { table: 'industrial_park', uid: subject };
  const key = findingKey(rule, ref, LAYER);
  const made = Object.entries(pieces).map(([uid, box]) => {
    const geometry = box === null ? emptyPacked('polygon') : rect(...box);
    return {
      key: pieceKey(key, uid),
      other: { table: LAYER, uid },
      areaM2: box === null ? 0 : rectArea(...box),
      severity,
      geometry,
      box: geometry.box,
    };
  });
  return {
    key,
    rule,
    severity,
    subject: ref,
    counterpartLayer: LAYER,
    areaM2: made.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    box: joinParts(made).box,
    pieces: made,
    message: { key: 'park-x-farmland', params: {} },
    rulesetVersion: 'test',
  };
}

const accepted = (pieceUid: string | null, box: Box | null, more: Partial<Remembered> = {}): Remembered => ({
  uid: 'm1',
  rule: 'park-basic-farmland',
  subject: { table: 'industrial_park', uid: 'K1' },
  counterpartLayer: LAYER,
  pieceUid,
  shape: box && rect(...box),
  status: 'exception',
  note: '',
  author: '甲',
  time: '2026-01-01T00:00:00Z',
  reason: 'data-error',
  areaM2: box === null ? 0 : rectArea(...box),
  severity: 'blocking',
  ...more,
});

const one = (memory: Remembered, ...now: readonly Finding[]) =>
  rematch([memory], now, none, RULES, overlay)[0]!;

describe('an exception', () => {
  const whole = accepted('F1', [0, 0, 100, 100]);

  it('holds while its piece changes a little, and while it shrinks', () => {
    expect(one(whole, finding('K1', { F1: [0, 0, 100, 100] })).misfit).toBeNull();
    expect(one(whole, finding('K1', { F1: [0, 0, 109, 100] })).misfit).toBeNull();
    expect(one(whole, finding('K1', { F1: [0, 0, 20, 100] })).misfit).toBeNull();
  });

  it('no longer holds when the area outgrows what was accepted', () => {
    expect(one(whole, finding('K1', { F1: [0, 0, 111, 100] })).misfit).toBe('grew');
    // Twice a very small area is still below a square metre more.
    const tiny = accepted('F1', [0, 0, 1, 0.8]);
    expect(one(tiny, finding('K1', { F1: [0, 0, 2, 0.8] })).misfit).toBeNull();
  });

  it('no longer holds when most of its piece lies where nothing was accepted', () => {
    expect(one(whole, finding('K1', { F1: [40, 0, 140, 100] })).misfit).toBeNull();
    expect(one(whole, finding('K1', { F1: [60, 0, 160, 100] }))).toMatchObject({
      by: 'key',
      misfit: 'moved',
    });
  });

  it('no longer holds for what has become graver, and holds for what is less grave', () => {
    const warned = { ...whole, severity: 'warning' as const };
    expect(one(warned, finding('K1', { F1: [0, 0, 100, 100] }, 'error')).misfit).toBe('graver');
    expect(one(warned, finding('K1', { F1: [0, 0, 100, 100] }, 'notice')).misfit).toBeNull();
  });

  it('goes along when its counterpart gets a new uid, and is judged by the same measure there', () => {
    expect(one(whole, finding('K1', { G: [0, 0, 105, 100] }))).toMatchObject({ by: 'overlap', misfit: null });
    expect(one(whole, finding('K1', { G: [0, 0, 130, 100] }))).toMatchObject({
      by: 'overlap',
      misfit: 'grew',
    });
  });

  it('goes as one that holds no longer to what lies in its place, where too little of it is left', () => {
    const now = finding('K1', { G: [0, 0, 40, 100] });
    const match = one(whole, now);
    expect(match).toMatchObject({ finding: now.key, piece: now.pieces[0]!.key, misfit: 'replaced' });
    expect(match.share).toBeCloseTo(0.4, 6);
    expect(one({ ...whole, status: 'note' }, now).finding).toBeNull();
    expect(one(whole, finding('K1', { G: [200, 0, 300, 100] })).finding).toBeNull();
  });

  it('on a finding without area is found by its key alone', () => {
    const fault = accepted(null, null, { rule: 'uid-duplicate' });
    const there = finding('K1', { F1: null }, 'blocking', 'uid-duplicate');
    expect(one(fault, there)).toMatchObject({ finding: there.key, by: 'key', misfit: null });
    expect(one(fault, finding('K2', { F1: null }, 'blocking', 'uid-duplicate')).finding).toBeNull();
  });

  it('on a whole finding counts what all its pieces cover', () => {
    const all = accepted(null, [0, 0, 100, 100]);
    expect(one(all, finding('K1', { F1: [0, 0, 50, 100], F2: [50, 0, 100, 100] })).misfit).toBeNull();
    const more = finding('K1', { F1: [0, 0, 100, 100], F2: [100, 0, 150, 100] });
    expect(one(all, more).misfit).toBe('grew');
  });
});

describe('the memory as a whole', () => {
  const metre = fc.integer({ min: 0, max: 300 });
  const box = fc
    .tuple(metre, metre, fc.integer({ min: 10, max: 250 }), fc.integer({ min: 10, max: 250 }))
    .map(([x, y, w, h]): Box => [x, y, x + w, y + h]);
  const uid = fc.constantFrom('K1', 'K2', 'K3');
  const other = fc.constantFrom('F1', 'F2', 'F3', 'F4');
  const findings = fc
    .uniqueArray(fc.tuple(uid, fc.dictionary(other, fc.option(box), { minKeys: 1 })), {
      selector: ([id]) => id,
      maxLength: 3,
    })
    .map((all) => all.map(([subject, pieces]) => finding(subject, pieces)));
  const memories = fc
    .array(
      fc.tuple(uid, fc.option(other), fc.option(box), fc.constantFrom('exception', 'note', 'assigned')),
      { maxLength: 8 },
    )
    .map((all) =>
      all.map(([subject, piece, shape, status], i) =>
        accepted(piece, shape, { uid: `m${i}`, status, subject: { table: 'industrial_park', uid: subject } }),
      ),
    );

  it('loses nothing, gives nothing to two findings, and says the same again in any order', () => {
    fc.assert(
      fc.property(findings, memories, fc.integer(), (now, memory, turn) => {
        const matches = rematch(memory, now, none, RULES, overlay);
        const notes = notesByFinding(matches);
        const gone = goneNotes(matches);
        const placed = [...notes.values()].flatMap((of) => of.map((note) => note.uid));
        expect([...placed, ...gone.map((note) => note.uid)].sort()).toEqual(memory.map((m) => m.uid).sort());
        for (const key of notes.keys()) expect(now.map((each) => each.key)).toContain(key);
        expect(rematch(memory, now, none, RULES, overlay)).toEqual(matches);
        const turned = <T>(all: readonly T[]): T[] =>
          [...all].map((_, i) => all[(((i + turn) % all.length) + all.length) % all.length]!).reverse();
        const again = rematch(turned(memory), turned(now), none, RULES, overlay);
        expect(again.toSorted((a, b) => (a.memory.uid < b.memory.uid ? -1 : 1))).toEqual(matches);
        for (const { memory: word, misfit } of matches)
          if (word.status !== 'exception') expect(misfit).toBeNull();
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('names as without key exactly those whose finding or piece is not there', () => {
    fc.assert(
      fc.property(findings, memories, (now, memory) => {
        const lost = withoutKey(memory, now).memory.map((each) => each.uid);
        const has = ({ subject, pieceUid }: Remembered): boolean =>
          now.some(
            (each) =>
              each.subject.uid === subject.uid &&
              (pieceUid === null || each.pieces.some((piece) => piece.other?.uid === pieceUid)),
          );
        const expected = memory.filter((each) => each.shape !== null && !has(each)).map((each) => each.uid);
        expect(lost).toEqual(expected);
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});
