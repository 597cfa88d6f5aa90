import { describe, expect, it } from 'vitest';
import { loadGeneralOverlay, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { CrossingKernel } from '../../../shared/geometry/crossing-kernel.ts';
import { totalAreaM2 } from '../../../shared/geometry/kernel-overlay.ts';
import type { BoolOp } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { NEAR_KINDS, nearPair } from '../../unit/geometry/near-degenerate.ts';
import { type BatchPair, geosAreas, geosMissing } from './geos-batch.ts';

/*
 * Random pairs of polygons that lie awkwardly to each other: 20,000, or a million with LANTU_LONG=1. The crossing
 * kernel against Clipper2 and against GEOS, and the identities that areas keep.
 */
const TOLERANCE_M2 = 0.01;
const BATCH = 20_000;
/** Its rings may cross themselves; the area is then the even-odd fill. */
const LATTICE = 'anything on a lattice';
const BATCHES = process.env['LANTU_LONG'] === '1' ? 50 : 1;
/** Every so-manieth pair is also united and subtracted, which costs more. */
const ALL_OPERATIONS = 8;

if (geosMissing !== undefined) console.warn(`random-pairs.test.ts skips GEOS: ${geosMissing}`);

interface Wrong {
  readonly number: number;
  readonly kind: string;
  readonly what: string;
  readonly ours: number;
  readonly theirs: number;
}

describe('random pairs', () => {
  it(
    `${BATCHES * BATCH} pairs of ${NEAR_KINDS.length} kinds: areas of the kernel, of Clipper2 and of GEOS`,
    { timeout: 3_600_000 },
    async () => {
      const overlay = await loadOverlay();
      const general = await loadGeneralOverlay();
      const kernel = new CrossingKernel();
      const wrong: Wrong[] = [];
      let noded = 0;
      let handedOn = 0;
      let common = 0;
      for (let batch = 0; batch < BATCHES; batch++) {
        const geometries: Packed[] = [];
        const pairs: BatchPair[] = [];
        const expected: { number: number; kind: string; ours: number }[] = [];
        for (let number = batch * BATCH; number < (batch + 1) * BATCH; number++) {
          const { kind, a, b } = nearPair(number);
          const differ = (what: string, ours: number, theirs: number): void => {
            if (!(Math.abs(ours - theirs) <= TOLERANCE_M2)) wrong.push({ number, kind, what, ours, theirs });
          };
          const place = geometries.push(a, b) - 2;
          const ask = (op: BoolOp, ours: number): void => {
            pairs.push({ op, a: place, b: place + 1 });
            expected.push({ number, kind, ours });
          };
          const area = overlay.intersectionAreaM2(a, b);
          if (area > 0) common++;
          const isHandled = kernel.run(a, b);
          if (!isHandled) noded++;
          if (!isHandled && kind !== LATTICE) handedOn++;
          differ('other order', area, overlay.intersectionAreaM2(b, a));
          // Of rings that cross themselves Clipper2 makes something else now and then.
          if (kind !== LATTICE) differ('Clipper2', area, general.intersectionAreaM2(a, b));
          ask('intersection', area);
          if (number % ALL_OPERATIONS !== 0) continue;
          differ('its pieces', area, totalAreaM2(overlay.measure('intersection', a, b)));
          const less = totalAreaM2(overlay.measure('difference', a, b));
          const rest = totalAreaM2(overlay.measure('difference', b, a));
          const both = totalAreaM2(overlay.measure('union', a, b));
          const either = totalAreaM2(overlay.measure('xor', a, b));
          const [areaA, areaB] = [overlay.intersectionAreaM2(a, a), overlay.intersectionAreaM2(b, b)];
          differ('A = common + A without B', area + less, areaA);
          differ('union = A + B - common', both, areaA + areaB - area);
          differ('xor = union - common', either, both - area);
          differ('xor = both differences', either, less + rest);
          ask('difference', less);
          ask('union', both);
          ask('xor', either);
        }
        if (geosMissing !== undefined) continue;
        const { areas } = geosAreas(geometries, pairs, 'even-odd', [110, 30]);
        expected.forEach(({ number, kind, ours }, i) => {
          const theirs = areas[i]!;
          if (Math.abs(ours - theirs) <= TOLERANCE_M2) return;
          wrong.push({ number, kind, what: `GEOS ${pairs[i]!.op}`, ours, theirs });
        });
      }
      expect(wrong.slice(0, 20)).toEqual([]);
      expect(wrong).toHaveLength(0);
      const total = BATCHES * BATCH;
      console.log(`random pairs: ${total}, ${common} with a common area, ${noded} noded first`);
      expect(common).toBeGreaterThan(total / 2);
      // The kernel is to do the work, not to hand it on.
      expect(handedOn).toBeLessThan(0.05 * total);
    },
  );

  it('the area of a polygon on itself is the area of the polygon', async () => {
    const overlay = await loadOverlay();
    for (let number = 0; number < 14 * 40; number++) {
      const { kind, a } = nearPair(number);
      if (kind === LATTICE) continue;
      expect(Math.abs(overlay.intersectionAreaM2(a, a) - polygonAreaM2(a))).toBeLessThan(1e-4);
    }
  });
});
