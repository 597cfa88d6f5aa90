import { boxOfXY } from '../geometry/box.ts';
import { pointCount } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import { floats, wholes } from './group-numbers.ts';
import type { CheckFeature } from './source.ts';

/** Polygons of more points, and lines and points, are kept as they are, with the trees that hang on them. */
const LARGE = 100;
/** Features made of what is packed that are kept, so that neighbours asked for again are the very same. */
const KEPT = 4096;
/** Numbers in one block of coordinates, half a megabyte: a list that grows would be copied again and again. */
const BLOCK = 1 << 16;
/** Equal fields are kept once while there are no more different ones than this. */
const DIFFERENT_FIELDS = 4096;

const ONE_PART = Int32Array.of(0, 1);

/**
 * Very many features in little room: an object with its arrays takes several times what a small polygon's
 * coordinates do. What is given back equals what was taken.
 */
export class HeldShapes {
  private readonly layer: string;
  private readonly fids = floats();
  private readonly uids: string[] = [];
  private readonly fields: Fields[] = [];
  private readonly different = new Map<string, Fields>();
  private readonly whole = new Map<number, CheckFeature>();
  private readonly blocks: Float64Array<ArrayBuffer>[] = [];
  private filled = BLOCK;
  /** Where the coordinates of each begin: numbers in all blocks before. */
  private readonly from = floats();
  /** Points; 0 for what is kept whole. */
  private readonly points = wholes();
  /** Rings and parts of those that are more than one ring. */
  private readonly manyRings = new Map<number, Pick<Packed, 'rings' | 'parts'>>();
  private readonly made = new Map<number, CheckFeature>();

  constructor(layer: string) {
    this.layer = layer;
  }

  get length(): number {
    return this.uids.length;
  }

  /** Takes a feature as the last. */
  add(feature: CheckFeature): void {
    const { fid, uid, fields, geometry } = feature;
    const { xy, rings, parts } = geometry;
    const count = pointCount(geometry);
    const small = count <= LARGE && geometry.kind === 'polygon';
    const place = this.uids.length;
    this.fids.push(fid);
    this.uids.push(uid);
    this.points.push(small ? count : 0);
    if (!small) {
      this.whole.set(place, feature);
      this.fields.push(fields);
      this.from.push(0);
      return;
    }
    this.fields.push(this.once(fields));
    if (this.filled + xy.length > BLOCK) {
      this.blocks.push(new Float64Array(BLOCK));
      this.filled = 0;
    }
    this.blocks.at(-1)!.set(xy, this.filled);
    this.from.push((this.blocks.length - 1) * BLOCK + this.filled);
    this.filled += xy.length;
    if (rings.length > 2) this.manyRings.set(place, { rings, parts });
  }

  /** The feature at a place, in the order in which they were added. */
  at(place: number): CheckFeature {
    const known = this.whole.get(place) ?? this.made.get(place);
    if (known !== undefined) return known;
    const feature = this.make(place);
    this.made.set(place, feature);
    for (const oldest of this.made.keys()) {
      if (this.made.size <= KEPT) break;
      this.made.delete(oldest);
    }
    return feature;
  }

  private make(place: number): CheckFeature {
    const from = this.from.at(place);
    const points = this.points.at(place);
    const begin = from % BLOCK;
    // A copy: whatever is made of a view would keep the whole block alive, and take it along to another thread.
    const xy = this.blocks[Math.floor(from / BLOCK)]!.slice(begin, begin + 2 * points);
    const { rings, parts } = this.manyRings.get(place) ?? {
      rings: Int32Array.of(0, points),
      parts: ONE_PART,
    };
    return {
      layer: this.layer,
      fid: this.fids.at(place),
      uid: this.uids[place]!,
      fields: this.fields[place]!,
      geometry: { kind: 'polygon', xy, rings, parts, box: boxOfXY(xy) },
    };
  }

  private once(fields: Fields): Fields {
    const name = JSON.stringify(fields);
    const known = this.different.get(name);
    if (known !== undefined) return known;
    if (this.different.size < DIFFERENT_FIELDS) this.different.set(name, fields);
    return fields;
  }
}
