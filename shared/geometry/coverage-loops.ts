import { boxContains, boxOfXY } from './box.ts';
import { reversedRing, turnOfRing } from './build-packed.ts';
import { compareLoops, loopTurn, rotatedLoop, splitAtTouches } from './loops.ts';
import type { Box } from './packed.ts';
import { pointInRing } from './predicates.ts';

/** One simple closed way along the boundary of a region, the region on its left. */
export interface Loop {
  /** Closed flat ring in steps, beginning at its lowest leftmost vertex. */
  readonly ring: Float64Array;
  readonly box: Box;
  /** Counter-clockwise: the region lies within it; else it is a hole. */
  readonly shell: boolean;
  /** Square steps. */
  readonly area: number;
}

/** Simple loops from the boundary rings of a fill. */
export function loopsOf(rings: readonly Float64Array[]): Loop[] {
  const loops: Loop[] = [];
  for (const walk of rings) {
    for (const part of splitAtTouches(walk)) {
      const turn = loopTurn(part);
      if (turn === 0) continue;
      const ring = rotatedLoop(part);
      loops.push({ ring, box: boxOfXY(ring), shell: turn > 0, area: Math.abs(turnOfRing(ring)) / 2 });
    }
  }
  return loops;
}

/** A connected region. */
export interface Region {
  readonly shell: Loop;
  readonly holes: readonly Loop[];
}

/** Whether a loop that does not cross the shell lies in it. */
function holds(shell: Loop, loop: Loop): boolean {
  if (!boxContains(shell.box, loop.box) || loop.area > shell.area) return false;
  const { ring } = loop;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const at = pointInRing(shell.ring, ring[i]!, ring[i + 1]!);
    if (at !== 'boundary') return at === 'inside';
  }
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const at = pointInRing(shell.ring, (ring[i]! + ring[i + 2]!) / 2, (ring[i + 1]! + ring[i + 3]!) / 2);
    if (at !== 'boundary') return at === 'inside';
  }
  // Every vertex and edge lies on the shell: the loop is the shell walked the other way.
  return compareLoops(rotatedLoop(reversedRing(ring)), shell.ring) === 0;
}

/** Regions of which some loops come and go. A hole that lies in no shell bounds what reaches to infinity. */
export class Regions {
  private readonly byShell = new Map<Loop, Region>();
  private readonly shellOf = new Map<Loop, Loop | null>();

  /** Takes loops out and puts others in: the regions that are no more, and those that are new or have changed. */
  update(gone: readonly Loop[], come: readonly Loop[]): { readonly gone: Region[]; readonly come: Region[] } {
    const before = new Map<Loop, Region | undefined>();
    const touch = (shell: Loop): void => {
      if (!before.has(shell)) before.set(shell, this.byShell.get(shell));
    };
    const homeless = new Set<Loop>();
    for (const loop of gone) {
      if (loop.shell) {
        touch(loop);
        for (const hole of this.byShell.get(loop)?.holes ?? []) homeless.add(hole);
        this.byShell.delete(loop);
      } else {
        const shell = this.shellOf.get(loop);
        this.shellOf.delete(loop);
        if (shell) this.without(shell, loop, touch);
      }
    }
    for (const loop of gone) homeless.delete(loop);
    const shells = come.filter(({ shell }) => shell);
    for (const loop of shells) {
      touch(loop);
      this.byShell.set(loop, { shell: loop, holes: [] });
    }
    for (const [hole, shell] of this.shellOf) {
      if (homeless.has(hole) || !shells.some((one) => boxContains(one.box, hole.box))) continue;
      if (shell) this.without(shell, hole, touch);
      homeless.add(hole);
    }
    for (const loop of come) if (!loop.shell) homeless.add(loop);
    if (homeless.size > 0) this.house(homeless, touch);
    const left: Region[] = [];
    const made: Region[] = [];
    for (const [shell, was] of before) {
      const is = this.byShell.get(shell);
      if (was !== undefined) left.push(was);
      if (is !== undefined) made.push(is);
    }
    return { gone: left, come: made };
  }

  all(): Iterable<Region> {
    return this.byShell.values();
  }

  /** The region that a loop bounds; undefined for a hole in no shell. */
  regionOf(loop: Loop): Region | undefined {
    const shell = loop.shell ? loop : this.shellOf.get(loop);
    return shell == null ? undefined : this.byShell.get(shell);
  }

  /** A hole is taken out of its shell, if that is still there. */
  private without(shell: Loop, hole: Loop, touch: (shell: Loop) => void): void {
    const region = this.byShell.get(shell);
    if (region === undefined) return;
    touch(shell);
    this.byShell.set(shell, { shell, holes: region.holes.filter((one) => one !== hole) });
  }

  /** Gives every hole to the smallest shell around it. */
  private house(holes: Iterable<Loop>, touch: (shell: Loop) => void): void {
    const bySize = [...this.byShell.keys()].sort((a, b) => a.area - b.area);
    for (const hole of holes) {
      const shell = bySize.find((one) => holds(one, hole)) ?? null;
      this.shellOf.set(hole, shell);
      if (shell === null) continue;
      touch(shell);
      const own = [...this.byShell.get(shell)!.holes, hole];
      own.sort((a, b) => compareLoops(a.ring, b.ring));
      this.byShell.set(shell, { shell, holes: own });
    }
  }
}
