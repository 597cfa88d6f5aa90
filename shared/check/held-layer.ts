import Flatbush from 'flatbush';
import { pointCount } from '../geometry/counts.ts';
import type { Box } from '../geometry/packed.ts';
import { floats } from './group-numbers.ts';
import { HeldShapes } from './held-shapes.ts';
import { streamLayer, type LayerQuery } from './scan-share.ts';
import { featureOf, type CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** Points of one layer that are held in memory: about 60 MB with what belongs to them. */
const POINTS = 2_500_000;
/** Features of a layer too large to be held that are kept after they were met. */
const KEPT = 4096;

/** A feature held with the marks it carries. */
export interface HeldFeature {
  readonly feature: CheckFeature;
  readonly marks: ReadonlySet<string>;
}

/** The features of a layer that rules concern, held for one run with an index over their boxes. */
export interface HeldLayer {
  readonly layer: string;
  near(box: Box): readonly HeldFeature[];
  /** The marks that any of its features carries. */
  readonly carried: ReadonlySet<string>;
  /** Whether all of it is in memory; else geometry is read again when it is met. */
  readonly whole: boolean;
}

export interface HoldOptions {
  /** Which marks a feature carries; features without one are not held. */
  readonly marks: (feature: CheckFeature) => ReadonlySet<string>;
  /** Told of every feature of the layer. */
  readonly visit?: (feature: CheckFeature, marks: ReadonlySet<string>) => void;
  /** Gives up when not all of it can be held. */
  readonly wholeOnly?: boolean;
  /** Points that may be held; tests lower it. */
  readonly points?: number;
}

/**
 * Reads a layer and holds what carries a mark: in memory up to a bound, and beyond it as boxes alone, the features
 * being read again in the neighbourhoods in which they are met. Null where it gave up.
 */
export async function holdLayer(
  tools: RunTools,
  query: LayerQuery,
  { marks, visit, wholeOnly = false, points: limit = POINTS }: HoldOptions,
): Promise<HeldLayer | null> {
  const { layer } = query;
  let held: HeldShapes | null = new HeldShapes(layer);
  const fids: number[] = [];
  const boxes = floats();
  const marksOf: ReadonlySet<string>[] = [];
  const different = new Map<string, ReadonlySet<string>>();
  const carried = new Set<string>();
  let points = 0;
  for await (const feature of streamLayer(tools, query)) {
    const own = marks(feature);
    visit?.(feature, own);
    if (own.size === 0) continue;
    for (const mark of own) carried.add(mark);
    fids.push(feature.fid);
    for (const side of feature.geometry.box) boxes.push(side);
    const name = [...own].join('\n');
    const same = different.get(name) ?? own;
    different.set(name, same);
    marksOf.push(same);
    held?.add(feature);
    points += pointCount(feature.geometry);
    if (points > limit) {
      if (wholeOnly) return null;
      held = null;
    }
  }
  const whole = held !== null;
  if (fids.length === 0) return { layer, whole, carried, near: () => [] };
  const index = new Flatbush(fids.length);
  for (let i = 0; i < boxes.length; i += 4) {
    index.add(boxes.at(i), boxes.at(i + 1), boxes.at(i + 2), boxes.at(i + 3));
  }
  index.finish();
  const at = held === null ? readAgain(tools, layer, fids, marks) : inMemory(held, marksOf);
  return { layer, whole, carried, near: (box) => at(index.search(...box).sort((a, b) => a - b)) };
}

type AtPlaces = (places: readonly number[]) => readonly HeldFeature[];

const inMemory =
  (held: HeldShapes, marks: readonly ReadonlySet<string>[]): AtPlaces =>
  (places) =>
    places.map((i) => ({ feature: held.at(i), marks: marks[i]! }));

function readAgain(
  { source }: RunTools,
  layer: string,
  fids: readonly number[],
  marks: HoldOptions['marks'],
): AtPlaces {
  const kept = new Map<number, HeldFeature>();
  return (places) => {
    const missing = places.map((i) => fids[i]!).filter((fid) => !kept.has(fid));
    for (const record of source.featuresByFid(layer, missing)) {
      const feature = featureOf(record);
      if (feature !== null) kept.set(feature.fid, { feature, marks: marks(feature) });
    }
    const found = places.flatMap((i) => kept.get(fids[i]!) ?? []);
    for (const fid of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(fid);
    }
    return found;
  };
}
