import { noise } from '../kernel/prng.ts';
import { scaledTo, type Flat } from '../kernel/ring.ts';

/** A rounded town or patch outline about a place (metres) with an exact area (m2), a point about every `step` metres. */
export function blob(
  x: number,
  y: number,
  area: number,
  options: { stretch?: number; square?: number; rough?: number; turn?: number; step?: number; seed: number },
): Flat {
  const { stretch = 1, square = 2.6, rough = 0.08, turn = 0, seed } = options;
  const radius = Math.sqrt(area / Math.PI);
  const n = Math.max(10, Math.round((2 * Math.PI * radius) / (options.step ?? 80)));
  const ring: Flat = [];
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  for (let k = 0; k < n; k++) {
    const a = (2 * Math.PI * k) / n;
    const r =
      (1 / (Math.abs(Math.cos(a)) ** square + Math.abs(Math.sin(a)) ** square) ** (1 / square)) *
      (1 +
        rough *
          (noise(seed, 5 * Math.cos(a), 5 * Math.sin(a), 1.7) +
            0.6 * noise(seed, 5 * Math.cos(a), 5 * Math.sin(a), 0.7)));
    const px = r * Math.cos(a) * stretch * radius;
    const py = (r * Math.sin(a) * radius) / stretch;
    ring.push(x + c * px - s * py, y + s * px + c * py);
  }
  return scaledTo(ring, area, x, y);
}

/** A block with cut corners about a place (metres), exact area (m2). */
export function chamfered(
  x: number,
  y: number,
  area: number,
  ratio: number,
  turn = 0,
  corner = 0.18,
  step = 110,
): Flat {
  const h = 1;
  const w = ratio;
  const k = corner * 2;
  const corners: [number, number][] = [
    [-w + k, -h],
    [w - k * 0.8, -h],
    [w, -h + k * 0.7],
    [w, h - k],
    [w - k * 1.1, h],
    [-w + k * 0.6, h],
    [-w, h - k * 0.6],
    [-w, -h + k],
  ];
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const rough: Flat = corners.flatMap(([u, v]) => [x + c * u - s * v, y + s * u + c * v]);
  const ring = scaledTo(rough, area, x, y);
  const out: Flat = [];
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const parts = Math.max(
      1,
      Math.round(Math.hypot(ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!) / step),
    );
    for (let p = 0; p < parts; p++) {
      out.push(
        ring[i]! + ((ring[j]! - ring[i]!) * p) / parts,
        ring[i + 1]! + ((ring[j + 1]! - ring[i + 1]!) * p) / parts,
      );
    }
  }
  return out;
}
