import { boxOf, inside, type Flat, type FrameBox } from '../kernel/ring.ts';
import type { Face, Label } from '../label.ts';

interface Region {
  readonly ring: Flat;
  readonly box: FrameBox;
  readonly labels: Partial<Label>;
  readonly planted?: Partial<Label>;
}

/** A planted piece that must reach an exact area: faces that carry the mark. */
export interface Target {
  readonly mark: string;
  readonly areaM2: number;
}

/** What is drawn before the mesh is made: lines to be noded, and regions that label the faces inside them. */
export class Drawing {
  readonly lines: Flat[] = [];
  readonly regions: Region[] = [];
  readonly targets: Target[] = [];

  /** Draws a ring and labels what lies inside it; later regions win. `planted` applies in the planted county only. */
  region(ring: Flat, labels: Partial<Label>, planted?: Partial<Label>): void {
    this.line([...ring, ring[0]!, ring[1]!]);
    this.shade(ring, labels, planted);
  }

  /** Labels without drawing. */
  shade(ring: Flat, labels: Partial<Label>, planted?: Partial<Label>): void {
    this.regions.push({ ring, box: boxOf(ring), labels, ...(planted ? { planted } : {}) });
  }

  line(line: Flat): void {
    this.lines.push(line);
  }

  target(mark: string, ha: number): void {
    this.targets.push({ mark, areaM2: ha * 1e4 });
  }

  /** Applies the regions that hold a place to a face. */
  apply(face: Face, x: number, y: number): void {
    for (const region of this.regions) {
      const b = region.box;
      if (x < b[0] || x > b[2] || y < b[1] || y > b[3] || !inside(region.ring, x, y)) continue;
      const eco = region.labels.eco;
      const known = face.eco;
      Object.assign(face, region.labels);
      // Ecological zones overlap other plans and one another: they add up; an empty list clears.
      if (eco) face.eco = eco.length === 0 ? [] : [...new Set([...known, ...eco])];
      if (region.planted) face.planted = { ...face.planted, ...region.planted };
    }
  }
}
