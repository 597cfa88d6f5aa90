import { boxContains, boxesIntersect, boxOfXY } from './box.ts';
import { partCount, ringCount } from './counts.ts';
import type { Box, Packed } from './packed.ts';
import { type Location, pointInRing } from './predicates.ts';
import type { RingTouch } from './ring-meetings.ts';
import type { GeometryProblem, ProblemKind } from './validity.ts';

/**
 * Rings that cross no other but lie where they must not: holes outside their shell or within another
 * hole, shells within the area of another part, and touches that divide the interior of a part.
 * Places in grid steps.
 */
export function misplacedRings(
  packed: Packed,
  steps: Float64Array,
  touches: readonly RingTouch[],
): GeometryProblem[] {
  const problems: GeometryProblem[] = [];
  const at = (kind: ProblemKind, ring: number): void => {
    const i = 2 * packed.rings[ring]!;
    problems.push({ kind, x: steps[i]!, y: steps[i + 1]!, ring });
  };
  const rings = new Rings(packed, steps);
  for (let part = 0; part < partCount(packed); part++) {
    const shell = packed.parts[part]!;
    const end = packed.parts[part + 1]!;
    for (let hole = shell + 1; hole < end; hole++) {
      if (!rings.within(hole, shell)) {
        at('hole-outside-shell', hole);
        continue;
      }
      for (let other = shell + 1; other < end; other++) {
        if (other !== hole && rings.within(hole, other)) {
          at('nested-holes', hole);
          break;
        }
      }
    }
    for (let other = 0; other < partCount(packed); other++) {
      if (other !== part && rings.inArea(shell, packed.parts[other]!, packed.parts[other + 1]!)) {
        at('parts-overlap', shell);
        break;
      }
    }
  }
  return [...problems, ...dividing(packed, touches)];
}

class Rings {
  private readonly packed: Packed;
  private readonly steps: Float64Array;
  private readonly boxes: Box[];

  constructor(packed: Packed, steps: Float64Array) {
    this.packed = packed;
    this.steps = steps;
    this.boxes = Array.from({ length: ringCount(packed) }, (_, r) =>
      boxOfXY(steps, packed.rings[r]!, packed.rings[r + 1]!),
    );
  }

  /** Whether a ring lies in another it does not cross. Equal rings lie in each other. */
  within(inner: number, outer: number): boolean {
    if (!boxContains(this.boxes[outer]!, this.boxes[inner]!)) return false;
    return this.locate(inner, (x, y) => this.inRing(outer, x, y)) !== 'outside';
  }

  /** Whether a shell lies in the area of a part whose rings it does not cross. */
  inArea(inner: number, shell: number, end: number): boolean {
    if (!boxesIntersect(this.boxes[inner]!, this.boxes[shell]!)) return false;
    const location = this.locate(inner, (x, y) => {
      let inside = false;
      for (let ring = shell; ring < end; ring++) {
        const place = this.inRing(ring, x, y);
        if (place === 'boundary') return 'boundary';
        if (place === 'inside') inside = !inside;
      }
      return inside ? 'inside' : 'outside';
    });
    return location !== 'outside';
  }

  private inRing(ring: number, x: number, y: number): Location {
    const { rings } = this.packed;
    return pointInRing(this.steps, x, y, rings[ring]!, rings[ring + 1]!);
  }

  /** The location of the first vertex, else middle of an edge, that lies on no border. */
  private locate(ring: number, test: (x: number, y: number) => Location): Location {
    const { steps, packed } = this;
    const from = 2 * packed.rings[ring]!;
    const to = 2 * packed.rings[ring + 1]! - 2;
    for (let i = from; i < to; i += 2) {
      const location = test(steps[i]!, steps[i + 1]!);
      if (location !== 'boundary') return location;
    }
    for (let i = from; i < to; i += 2) {
      const x = (steps[i]! + steps[i + 2]!) / 2;
      const y = (steps[i + 1]! + steps[i + 3]!) / 2;
      const location = test(x, y);
      if (location !== 'boundary') return location;
    }
    return 'boundary';
  }
}

/**
 * Rings of a part and the points where they touch form a graph; a circle in it cuts the interior in two.
 */
function dividing(packed: Packed, touches: readonly RingTouch[]): GeometryProblem[] {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    const up = parent.get(key);
    if (up === undefined || up === key) return key;
    const root = find(up);
    parent.set(key, root);
    return root;
  };
  const linked = new Set<string>();
  const problems: GeometryProblem[] = [];
  const partOfRing = (ring: number): number => packed.parts.findLastIndex((start) => start <= ring);
  for (const { ringA, ringB, x, y } of touches) {
    const part = partOfRing(ringA);
    if (part !== partOfRing(ringB)) continue;
    for (const ring of [ringA, ringB]) {
      const link = `${ring}@${x} ${y}`;
      if (linked.has(link)) continue;
      linked.add(link);
      const a = find(`r${ring}`);
      const b = find(`${part}@${x} ${y}`);
      if (a === b) problems.push({ kind: 'interior-divided', x, y, ring });
      else parent.set(a, b);
    }
  }
  return problems;
}
