import { areaOf, boxOf, centroidOf, type Flat } from '../kernel/ring.ts';

/** A ring (counter-clockwise) that takes further points on its edges, so that neighbours can share them. */
export class Path {
  ring: Flat;

  constructor(ring: Flat) {
    this.ring = areaOf(ring) > 0 ? [...ring] : reversed(ring);
  }

  get length(): number {
    return this.lengths().at(-1)!;
  }

  private lengths(): number[] {
    const out = [0];
    const r = this.ring;
    for (let i = 0; i < r.length; i += 2) {
      const j = (i + 2) % r.length;
      out.push(out.at(-1)! + Math.hypot(r[j]! - r[i]!, r[j + 1]! - r[i + 1]!));
    }
    return out;
  }

  /** Distance along the ring where a ray from its middle in a direction (degrees from east) leaves it. */
  toward(degrees: number): number {
    const [cx, cy] = centroidOf(this.ring);
    const ux = Math.cos((degrees * Math.PI) / 180);
    const uy = Math.sin((degrees * Math.PI) / 180);
    const at = this.lengths();
    let best = 0;
    let far = -Infinity;
    const r = this.ring;
    for (let i = 0; i < r.length; i += 2) {
      const j = (i + 2) % r.length;
      const rx = r[j]! - r[i]!;
      const ry = r[j + 1]! - r[i + 1]!;
      const cross = ux * ry - uy * rx;
      if (cross === 0) continue;
      const t = ((r[i]! - cx) * ry - (r[i + 1]! - cy) * rx) / cross;
      const u = ((r[i]! - cx) * uy - (r[i + 1]! - cy) * ux) / cross;
      if (t > far && u >= 0 && u <= 1) {
        far = t;
        best = at[i / 2]! + u * (at[i / 2 + 1]! - at[i / 2]!);
      }
    }
    return best;
  }

  /** The place at a distance along the ring, without adding a point. */
  where(distance: number): [number, number] {
    const at = this.lengths();
    const total = at.at(-1)!;
    const d = ((distance % total) + total) % total;
    let k = 0;
    while (at[k + 1]! < d) k++;
    const r = this.ring;
    const j = (k + 1) % (r.length / 2);
    const f = (d - at[k]!) / (at[k + 1]! - at[k]!);
    return [r[2 * k]! + f * (r[2 * j]! - r[2 * k]!), r[2 * k + 1]! + f * (r[2 * j + 1]! - r[2 * k + 1]!)];
  }

  /** Puts a point at a distance along the ring; an existing point within a millimetre is used. Returns it. */
  at(distance: number): [number, number] {
    const at = this.lengths();
    const total = at.at(-1)!;
    const d = ((distance % total) + total) % total;
    let k = 0;
    while (at[k + 1]! < d) k++;
    const r = this.ring;
    const n = r.length / 2;
    if (d - at[k]! < 1e-3) return [r[2 * k]!, r[2 * k + 1]!];
    if (at[k + 1]! - d < 1e-3) return [r[2 * ((k + 1) % n)]!, r[2 * ((k + 1) % n) + 1]!];
    const f = (d - at[k]!) / (at[k + 1]! - at[k]!);
    const j = (k + 1) % n;
    const p: [number, number] = [
      r[2 * k]! + f * (r[2 * j]! - r[2 * k]!),
      r[2 * k + 1]! + f * (r[2 * j + 1]! - r[2 * k + 1]!),
    ];
    this.ring.splice(2 * (k + 1), 0, ...p);
    return p;
  }

  /** The points from `p` to `q` along the ring, both included. */
  chain(p: readonly [number, number], q: readonly [number, number]): Flat {
    const r = this.ring;
    const find = (w: readonly [number, number]): number => {
      for (let i = 0; i < r.length; i += 2) if (r[i] === w[0] && r[i + 1] === w[1]) return i;
      throw new Error('not a point of the ring');
    };
    const out: Flat = [];
    const end = find(q);
    for (let i = find(p); ; i = (i + 2) % r.length) {
      out.push(r[i]!, r[i + 1]!);
      if (i === end) return out;
    }
  }

  /**
   * A polygon outside the ring on its stretch from `from` to `to` (metres along it). `outer` are points
   * by distance along the straight base and out from it. With an area given, the distances out are
   * scaled until the polygon has it. With `follow` the distances are measured along and out from the
   * ring itself, not from the straight base.
   */
  lobe(
    from: number,
    to: number,
    outer: readonly (readonly [number, number])[],
    area?: number,
    follow = false,
  ): Flat {
    // The far point first: inserting does not move distances, only indices.
    const p = this.at(from);
    const q = this.at(to);
    const base = this.chain(p, q);
    const length = Math.hypot(q[0] - p[0], q[1] - p[1]);
    const place = (u: number): [number, number] => this.where(from + u);
    const ex = (q[0] - p[0]) / length;
    const ey = (q[1] - p[1]) / length;
    const made = (s: number): Flat => {
      const out: Flat = reversedLine(base);
      for (const [u, v] of outer) {
        if (follow) {
          const [x, y] = place(u);
          const [ax, ay] = place(u - 25);
          const [bx, by] = place(u + 25);
          const l = Math.hypot(bx - ax, by - ay);
          out.push(x + ((by - ay) / l) * v * s, y - ((bx - ax) / l) * v * s);
          continue;
        }
        out.push(p[0] + ex * u + ey * v * s, p[1] + ey * u - ex * v * s);
      }
      return out;
    };
    if (area === undefined) return made(1);
    let low = 0.05;
    let high = 20;
    for (let k = 0; k < 80; k++) {
      const s = (low + high) / 2;
      if (Math.abs(areaOf(made(s))) < area) low = s;
      else high = s;
    }
    return made((low + high) / 2);
  }
}

export function reversed(ring: Flat): Flat {
  return reversedLine(ring);
}

function reversedLine(line: Flat): Flat {
  const out: Flat = [];
  for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i]!, line[i + 1]!);
  return out;
}

/** Points added so that no edge is longer than `step`. */
export function densified(ring: Flat, step: number): Flat {
  const out: Flat = [];
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const n = Math.max(1, Math.ceil(Math.hypot(ring[j]! - ring[i]!, ring[j + 1]! - ring[i + 1]!) / step));
    for (let k = 0; k < n; k++) {
      out.push(
        ring[i]! + ((ring[j]! - ring[i]!) * k) / n,
        ring[i + 1]! + ((ring[j + 1]! - ring[i + 1]!) * k) / n,
      );
    }
  }
  return out;
}

/** The ring moved and stretched so that its box is centred at (x, y) with the given width, height by proportion. */
export function placed(ring: Flat, x: number, y: number, width: number): Flat {
  const box = boxOf(ring);
  const s = width / (box[2] - box[0]);
  const cx = (box[0] + box[2]) / 2;
  const cy = (box[1] + box[3]) / 2;
  return ring.map((v, i) => (i % 2 === 0 ? x + (v - cx) * s : y + (v - cy) * s));
}
