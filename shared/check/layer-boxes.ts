import { boxesIntersect } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import { BoxIndex } from './box-index.ts';
import type { Pace } from './pace.ts';

/*
 * Where the features of a layer lie and which rules concern them: boxes and marks, no geometry. Of 200,000 parcels
 * a rule may concern a few thousand, so an edited feature meets only those, and only they are read.
 */

/** Boxes of some features of one layer with their marks, in flat arrays that threads can hand over. */
export interface BoxShare {
  readonly layer: string;
  readonly fids: Float64Array;
  /** Four numbers a feature: west, south, east, north. */
  readonly boxes: Float64Array;
  /** For each mark, 1 where the feature carries it. */
  readonly marks: readonly { readonly mark: string; readonly on: Uint8Array }[];
}

export interface Placed {
  readonly fid: number;
  readonly box: Box;
}

/** The boxes of the layers that a pass reads, kept up to date by following. */
export interface LayerBoxes {
  /** A layer as it was just read, from all its shares. */
  replace(layer: string, shares: readonly BoxShare[]): void;
  /** A feature as it is now; null when it is gone. */
  set(
    layer: string,
    fid: number,
    now: { readonly box: Box; readonly marks: ReadonlySet<string> } | null,
  ): void;
  /** Features with a mark whose box meets a box, in order of fid. */
  near(layer: string, mark: string, box: Box): Placed[];
  /** Makes ahead, in slices, what the first questions would have to wait for. */
  prepare(pace: Pace): Promise<void>;
  /** Whether any feature of the layer carries the mark. */
  any(layer: string, mark: string): boolean;
  /** Whether a feature carries the mark. */
  has(layer: string, mark: string, fid: number): boolean;
}

/** More edited features than this are taken into the index, which is then made anew. */
const MANY_CHANGED = 5000;

interface Layer {
  fids: Float64Array;
  boxes: Float64Array;
  marks: Map<string, Uint8Array>;
  /** How many features carry each mark now. */
  readonly counts: Map<string, number>;
  /** Made at the first question. */
  index: BoxIndex | null;
  /** 1 where a feature has been edited since the layer was read, so that the arrays are not to be asked. */
  readonly stale: Uint8Array;
  /** What has been edited since the layer was read: these stand for what the arrays say. */
  readonly changed: Map<number, { readonly box: Box; readonly marks: ReadonlySet<string> } | null>;
}

const boxAt = (boxes: Float64Array, i: number): Box => [
  boxes[4 * i]!,
  boxes[4 * i + 1]!,
  boxes[4 * i + 2]!,
  boxes[4 * i + 3]!,
];

/** All shares as one, in order of fid. */
function merged(shares: readonly BoxShare[]): Layer {
  const total = shares.reduce((sum, { fids }) => sum + fids.length, 0);
  const names = new Set(shares.flatMap(({ marks }) => marks.map(({ mark }) => mark)));
  const layer: Layer = {
    fids: new Float64Array(total),
    boxes: new Float64Array(4 * total),
    marks: new Map([...names].map((name) => [name, new Uint8Array(total)])),
    counts: new Map(),
    index: null,
    stale: new Uint8Array(total),
    changed: new Map(),
  };
  // The place of each feature in the merged order, share after share.
  const all = new Float64Array(total);
  let from = 0;
  for (const { fids } of shares) {
    all.set(fids, from);
    from += fids.length;
  }
  const order = new Uint32Array(total).map((_, i) => i);
  if (all.some((fid, i) => i > 0 && fid < all[i - 1]!)) order.sort((a, b) => all[a]! - all[b]!);
  const placeOfEach = new Uint32Array(total);
  order.forEach((i, place) => {
    placeOfEach[i] = place;
    layer.fids[place] = all[i]!;
  });
  from = 0;
  for (const { fids, boxes, marks } of shares) {
    for (let i = 0; i < fids.length; i++) {
      const place = placeOfEach[from + i]!;
      for (let side = 0; side < 4; side++) layer.boxes[4 * place + side] = boxes[4 * i + side]!;
    }
    for (const { mark, on } of marks) {
      const into = layer.marks.get(mark)!;
      for (let i = 0; i < on.length; i++) if (on[i] === 1) into[placeOfEach[from + i]!] = 1;
    }
    from += fids.length;
  }
  for (const [name, on] of layer.marks) {
    let count = 0;
    for (const one of on) count += one;
    layer.counts.set(name, count);
  }
  return layer;
}

/** Tells of a feature of a layer which marks it carries. */
function carriedBy({ fids, marks, changed }: Layer, fid: number): (mark: string) => boolean {
  const now = changed.get(fid);
  if (now !== undefined) return (mark) => now?.marks.has(mark) ?? false;
  const i = placeOf(fids, fid);
  return (mark) => i >= 0 && marks.get(mark)?.[i] === 1;
}

/** The layer with its edits taken in. */
function renewed(layer: Layer): Layer {
  const names = [...layer.marks.keys()];
  const kept = collectBoxes('', names);
  layer.fids.forEach((fid, i) => {
    if (layer.changed.has(fid)) return;
    kept.add(
      fid,
      boxAt(layer.boxes, i),
      names.map((name) => layer.marks.get(name)?.[i] === 1),
    );
  });
  for (const [fid, now] of layer.changed) {
    if (now !== null)
      kept.add(
        fid,
        now.box,
        names.map((name) => now.marks.has(name)),
      );
  }
  return merged([kept.done()]);
}

export function createLayerBoxes(): LayerBoxes {
  const layers = new Map<string, Layer>();
  return {
    replace: (layer, shares) => void layers.set(layer, merged(shares)),
    set(layer, fid, now) {
      const found = layers.get(layer);
      if (found === undefined) return;
      for (const mark of now?.marks ?? []) {
        if (!found.marks.has(mark)) found.marks.set(mark, new Uint8Array(found.fids.length));
      }
      const carries = carriedBy(found, fid);
      for (const mark of found.marks.keys()) {
        const change = Number(now?.marks.has(mark) ?? false) - Number(carries(mark));
        if (change !== 0) found.counts.set(mark, (found.counts.get(mark) ?? 0) + change);
      }
      const place = placeOf(found.fids, fid);
      if (place >= 0) found.stale[place] = 1;
      found.changed.set(fid, now);
      if (found.changed.size > MANY_CHANGED) layers.set(layer, renewed(found));
    },
    near(layer, mark, box) {
      const found = layers.get(layer);
      if (found === undefined) return [];
      const { fids, boxes, changed, stale } = found;
      const on = found.marks.get(mark);
      found.index ??= new BoxIndex(boxes);
      const places = on === undefined ? [] : found.index.search(box, (i) => on[i] === 1 && stale[i] === 0);
      // Places are in order of fid.
      const near: Placed[] = places
        .sort((a, b) => a - b)
        .map((i) => ({ fid: fids[i]!, box: boxAt(boxes, i) }));
      const before = near.length;
      for (const [fid, now] of changed) {
        if (now !== null && now.marks.has(mark) && boxesIntersect(now.box, box))
          near.push({ fid, box: now.box });
      }
      return near.length === before ? near : near.sort((a, b) => a.fid - b.fid);
    },
    async prepare(pace) {
      for (const layer of layers.values()) {
        layer.index ??= new BoxIndex(layer.boxes);
        while (layer.index.makeNext()) await pace();
      }
    },
    any: (layer, mark) => (layers.get(layer)?.counts.get(mark) ?? 0) > 0,
    has(layer, mark, fid) {
      const found = layers.get(layer);
      return found !== undefined && carriedBy(found, fid)(mark);
    },
  };
}

/** Place of a value in an ascending array; -1 when it is not there. */
function placeOf(ascending: Float64Array, value: number): number {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === value ? from : -1;
}

/** Takes boxes one by one and gives them in flat arrays. */
export interface BoxCollector {
  add(fid: number, box: Box, on: readonly boolean[]): void;
  done(): BoxShare;
}

/** @param names the marks, in the order in which `add` tells of them */
export function collectBoxes(layer: string, names: readonly string[]): BoxCollector {
  let room = 1024;
  let count = 0;
  let fids = new Float64Array(room);
  let boxes = new Float64Array(4 * room);
  let marks = names.map(() => new Uint8Array(room));
  const grow = (): void => {
    room *= 2;
    const wider = (old: Float64Array, length: number): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(length);
      next.set(old);
      return next;
    };
    fids = wider(fids, room);
    boxes = wider(boxes, 4 * room);
    marks = marks.map((old) => {
      const next = new Uint8Array(room);
      next.set(old);
      return next;
    });
  };
  return {
    add(fid, box, on) {
      if (count === room) grow();
      fids[count] = fid;
      boxes.set(box, 4 * count);
      for (let i = 0; i < marks.length; i++) if (on[i] === true) marks[i]![count] = 1;
      count += 1;
    },
    done: () => ({
      layer,
      fids: fids.slice(0, count),
      boxes: boxes.slice(0, 4 * count),
      marks: names.map((mark, i) => ({ mark, on: marks[i]!.slice(0, count) })),
    }),
  };
}
