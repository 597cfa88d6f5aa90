import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { notesByFinding } from '../../../shared/check/memory-notes.ts';
import { lineageOf, rematch, type Lineage, type Remembered } from '../../../shared/check/rematch.ts';
import { findingKey, pieceKey } from '../../../shared/rules/identity.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { joinParts } from '../../../shared/rules/overlap-piece.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

type Box = readonly [number, number, number, number];
const RULE = 'park-basic-farmland';
const LAYER = 'basic_farmland';
const HALF = { minOverlapShare: 0.5, maxGrowthShare: 0.1 };
const none: Lineage = () => [];

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

function finding(subject: string, pieces: Readonly<Record<string, Box>>, rule = RULE): Finding {
  const ref = { table: 'industrial_park', uid: subject };
  const key = findingKey(rule, ref, LAYER);
  const made = Object.entries(pieces).map(([uid, box]) => ({
    key: pieceKey(key, uid),
    other: { table: LAYER, uid },
    areaM2: rectArea(...box),
    severity: 'blocking' as const,
    geometry: rect(...box),
    box: rect(...box).box,
  }));
  return {
    key,
    rule,
    severity: 'blocking',
    subject: ref,
    counterpartLayer: LAYER,
    areaM2: made.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    box: joinParts(made).box,
    pieces: made,
    message: { key: 'park-x-farmland', params: {} },
    rulesetVersion: 'test',
  };
}

const memory = (
  subject: string,
  pieceUid: string | null,
  box: Box | null,
  more: Partial<Remembered> = {},
): Remembered => ({
  uid: 'm1',
  rule: RULE,
  subject: { table: 'industrial_park', uid: subject },
  counterpartLayer: LAYER,
  pieceUid,
  shape: box && rect(...box),
  status: 'note',
  note: '数据有误',
  author: '甲',
  time: '2026-01-01T00:00:00Z',
  ...more,
});

const one = (remembered: Remembered, now: readonly Finding[], lineage = none) =>
  rematch([remembered], now, lineage, HALF, overlay)[0]!;

describe('finding memory again', () => {
  it('goes by key first, wherever the piece has moved', () => {
    const now = [finding('K1', { F1: [5000, 0, 5100, 100], F2: [0, 0, 100, 100] })];
    const match = one(memory('K1', 'F1', [0, 0, 100, 100]), now);
    expect(match).toMatchObject({ piece: now[0]!.pieces[0]!.key, by: 'key', share: 1 });
    expect(one(memory('K1', null, [0, 0, 100, 100]), now)).toMatchObject({
      finding: now[0]!.key,
      piece: null,
      by: 'key',
    });
  });

  it('goes by overlap where the counterpart has a new uid', () => {
    const now = [finding('K1', { G1: [0, 0, 80, 100], G2: [80, 0, 300, 100] })];
    const match = one(memory('K1', 'F1', [0, 0, 100, 100]), now);
    expect(match).toMatchObject({ piece: now[0]!.pieces[0]!.key, by: 'overlap' });
    expect(match.share).toBeCloseTo(0.8, 6);
  });

  it('waits where too little of the shape is left, or where the rule or layer is another', () => {
    const remembered = memory('K1', 'F1', [0, 0, 100, 100]);
    expect(one(remembered, [finding('K1', { G1: [0, 0, 49, 100] })]).finding).toBeNull();
    expect(one(remembered, [finding('K1', { G1: [0, 0, 100, 100] }, 'park-redline')]).finding).toBeNull();
    expect(one(memory('K1', 'F1', null), [finding('K1', { G1: [0, 0, 100, 100] })]).finding).toBeNull();
  });

  it('prefers what comes from the remembered feature', () => {
    const split = finding('K9', { F1: [0, 0, 60, 100] });
    const stranger = finding('K8', { F1: [0, 0, 100, 100] });
    const lineage = lineageOf([
      { layer: 'industrial_park', uid: 'K9', fields: { derived_from: 'K7,K1' } },
      { layer: 'industrial_park', uid: 'K8', fields: { derived_from: null } },
    ]);
    const remembered = memory('K1', 'F1', [0, 0, 100, 100]);
    expect(one(remembered, [stranger, split], lineage)).toMatchObject({ finding: split.key, by: 'lineage' });
    expect(one(remembered, [stranger, split])).toMatchObject({ finding: stranger.key, by: 'overlap' });
  });

  it('settles ties by larger area, then by uid', () => {
    const remembered = memory('K1', 'F1', [0, 0, 100, 100]);
    const small = finding('K3', { G: [0, 0, 100, 100] });
    const large = finding('K4', { G: [0, 0, 200, 100] });
    expect(one(remembered, [small, large]).finding).toBe(large.key);
    const twin = finding('K2', { G: [0, 0, 100, 100] });
    expect(one(remembered, [small, twin]).finding).toBe(twin.key);
  });

  it('lets several memories share what was merged, as notes in order of time', () => {
    const merged = finding('K1', { G: [0, 0, 200, 100] });
    const later = memory('K2', 'F2', [100, 0, 200, 100], { uid: 'a', time: '2026-02-01T00:00:00Z' });
    const earlier = memory('K3', 'F3', [0, 0, 100, 100], { uid: 'b' });
    const notes = notesByFinding(rematch([later, earlier], [merged], none, HALF, overlay));
    expect(notes.get(merged.key)?.map(({ uid }) => uid)).toEqual(['b', 'a']);
    expect(notes.get(merged.key)?.[0]).toMatchObject({ piece: merged.pieces[0]!.key, matchedBy: 'overlap' });
  });

  it('matches each memory once, to a target that holds enough of it, whatever the order of findings', () => {
    const metre = fc.integer({ min: 0, max: 400 });
    const box = fc
      .tuple(metre, metre, fc.integer({ min: 20, max: 300 }), fc.integer({ min: 20, max: 300 }))
      .map(([x, y, w, h]): Box => [x, y, x + w, y + h]);
    const uid = fc.constantFrom('K1', 'K2', 'K3');
    const other = fc.constantFrom('F1', 'F2', 'F3', 'F4');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(uid, fc.dictionary(other, box, { minKeys: 1 })), {
          selector: ([id]) => id,
          minLength: 1,
        }),
        fc.array(fc.tuple(uid, fc.option(other), box), { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (findings, memories, minOverlapShare) => {
          const now = findings.map(([subject, pieces]) => finding(subject, pieces));
          const remembered = memories.map(([subject, piece, shape], i) =>
            memory(subject, piece, shape, { uid: `m${i}` }),
          );
          const rules = { minOverlapShare, maxGrowthShare: 0.1 };
          const matches = rematch(remembered, now, none, rules, overlay);
          expect(matches.map((match) => match.memory.uid)).toEqual(remembered.map((each) => each.uid));
          expect(rematch(remembered, [...now].reverse(), none, rules, overlay)).toEqual(matches);
          for (const { memory: each, finding: key, piece, by, share } of matches) {
            const target = now.find((candidate) => candidate.key === key);
            if (target === undefined) continue;
            if (by === 'key') {
              expect(target.subject.uid).toBe(each.subject.uid);
              continue;
            }
            expect(share).toBeGreaterThanOrEqual(minOverlapShare);
            const shape =
              piece === null ? null : target.pieces.find((candidate) => candidate.key === piece)!.geometry;
            // Rectangles: the shared part by arithmetic on the boxes.
            if (shape === null) continue;
            const a = each.shape!.box;
            const b = shape.box;
            const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
            const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
            expect(share).toBeCloseTo((width * height) / ((a[2] - a[0]) * (a[3] - a[1])), 3);
          }
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });
});
