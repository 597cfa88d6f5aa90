import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels, type LabelRequest } from '../../../shared/print/labels/place-labels.ts';
import { liesInside } from '../../../shared/print/labels/inside-shape.ts';
import { takenSpace, type Rect } from '../../../shared/print/labels/taken-space.ts';
import { textWidth } from '../../../shared/print/text-metrics.ts';
import { texts } from '../../fixtures/print.ts';

const FRAME: Rect = [0, 0, 120, 90];

const request = (text: string, x: number, y: number, patch: Partial<LabelRequest> = {}): LabelRequest => ({
  lines: [{ text, size: 3, bold: false, color: '#000000' }],
  x,
  y,
  where: { kind: 'mark', reach: 1 },
  inside: null,
  halo: 0.5,
  rank: 1,
  weight: 0,
  order: 0,
  ...patch,
});

/** The rectangle that the characters of a text take. */
const rectOf = ({ x, y, text, size, bold }: ReturnType<typeof texts>[number]): Rect => [
  x,
  y - 0.88 * size,
  x + textWidth(text, { size, bold }),
  y + 0.12 * size,
];

const meet = (a: Rect, b: Rect): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const requests = fc.array(
  fc.record({
    x: fc.integer({ min: -5, max: 125 }),
    y: fc.integer({ min: -5, max: 95 }),
    text: fc.constantFrom('桐渡镇', '水田', '澄川经济开发区桐渡园', '1:10000', 'A'),
    rank: fc.integer({ min: 0, max: 3 }),
    two: fc.boolean(),
  }),
  { maxLength: 60 },
);

describe('labels', () => {
  it('never meet one another or what is taken, and lie in the frame', () => {
    fc.assert(
      fc.property(requests, (made) => {
        const taken = takenSpace();
        const covered: Rect = [40, 30, 80, 50];
        taken.take(covered);
        const items = texts(
          placeLabels(
            made.map(({ x, y, text, rank, two }, order) => {
              const one = request(text, x, y, { rank, order });
              return two
                ? {
                    ...one,
                    lines: [...one.lines, { text: '12.34 公顷', size: 2.5, bold: false, color: '#000000' }],
                  }
                : one;
            }),
            FRAME,
            taken,
          ),
        );
        const rects = items.map(rectOf);
        for (const [i, rect] of rects.entries()) {
          expect(rect[0] >= 0 && rect[1] >= 0 && rect[2] <= 120 && rect[3] <= 90).toBe(true);
          expect(meet(rect, covered)).toBe(false);
          for (const other of rects.slice(i + 1)) expect(meet(rect, other)).toBe(false);
        }
      }),
    );
  });

  it('do not depend on the order in which they are asked for', () => {
    fc.assert(
      fc.property(requests, (made) => {
        const all = made.map(({ x, y, text, rank }, order) => request(text, x, y, { rank, order }));
        const place = (some: readonly LabelRequest[]) => placeLabels(some, FRAME, takenSpace());
        expect(place(all.toReversed())).toEqual(place(all));
      }),
    );
  });

  it('of higher rank go first, and a second line is given up before the label', () => {
    const low = request('桐渡镇', 60, 45, { where: { kind: 'on' }, rank: 1, order: 1 });
    const high = request('水田', 60, 45, { where: { kind: 'on' }, rank: 2, order: 2 });
    expect(texts(placeLabels([low, high], FRAME, takenSpace())).map(({ text }) => text)).toEqual(['水田']);
    const taken = takenSpace();
    taken.take([50, 47, 70, 60]);
    const both = {
      ...low,
      lines: [...low.lines, { text: '35.61 亩', size: 3, bold: false, color: '#000000' }],
    };
    expect(texts(placeLabels([both], FRAME, taken)).map(({ text }) => text)).toEqual(['桐渡镇']);
  });

  it('of parcels stand wholly inside them or not at all', () => {
    const ring = [0, 0, 10, 0, 10, 10, 0, 10];
    expect(liesInside([ring], [1, 1, 9, 9])).toBe(true);
    expect(liesInside([ring], [1, 1, 11, 9])).toBe(false);
    expect(liesInside([ring, [4, 4, 4, 6, 6, 6, 6, 4]], [1, 1, 9, 9])).toBe(false);
    expect(liesInside([ring], [20, 20, 22, 22])).toBe(false);
    const inside = request('水田', 5, 5, { where: { kind: 'on' }, inside: [ring] });
    expect(placeLabels([inside], FRAME, takenSpace())).toHaveLength(1);
    const long = request('澄川经济开发区', 5, 5, { where: { kind: 'on' }, inside: [ring] });
    expect(placeLabels([long], [-99, -99, 99, 99], takenSpace())).toEqual([]);
  });
});
