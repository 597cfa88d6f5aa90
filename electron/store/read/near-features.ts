import type { Box } from '../../../shared/geometry/packed.ts';
import { boxContains, boxesIntersect } from '../../../shared/geometry/box.ts';
import type { ParsedFeature, ParsedFeatures } from './parsed.ts';
import type { Reader } from './reader-types.ts';
import { shortTitle } from './title.ts';

/** How much farther than asked is read, in widths of the box: the pointer will move on. */
const AHEAD = 1.5;
/** More candidates than this many times the most are not even counted. */
const SPARE = 2;
/** Places kept: the pointer's, and those of the vertices whose edges are continued. */
const PLACES = 5;

/**
 * Features around a pointer. It moves by a few pixels from question to question, so a wider box is read and kept until
 * the pointer leaves it or any program has written to the file.
 */
export interface NearFeatures {
  /** Those whose box meets `box`, or null when more than `most` may; to be asked within a snapshot. */
  around(reader: Reader, layers: readonly string[], box: Box, most: number): readonly ParsedFeature[] | null;
  title(reader: Reader, layer: string, fid: number, uid: string): string;
  clear(): void;
}

type Fids = readonly (readonly [layer: string, fids: readonly number[]])[];
interface Kept {
  readonly layers: string;
  readonly box: Box;
  readonly features: readonly ParsedFeature[];
}

const wider = ([west, south, east, north]: Box): Box => {
  const [dx, dy] = [AHEAD * (east - west), AHEAD * (north - south)];
  return [west - dx, south - dy, east + dx, north + dy];
};

export function nearFeatures(parsed: ParsedFeatures): NearFeatures {
  let version = -1;
  let kept: Kept[] = [];
  let crowded = '';
  const empty = new Map<string, Box>();
  const titles = new Map<string, string>();
  const clear = (): void => {
    kept = [];
    titles.clear();
    empty.clear();
  };
  const fresh = (reader: Reader): void => {
    const now = reader.dataVersion();
    if (now !== version) clear();
    version = now;
  };

  /** Fids of a box by layer; null as soon as they are more than `limit`. */
  const candidates = (reader: Reader, layers: readonly string[], box: Box, limit: number): Fids | null => {
    const fids: [string, readonly number[]][] = [];
    let count = 0;
    // The layer that was too much last time comes first, and one that has nothing in a wider box is not asked.
    const order = layers.includes(crowded) ? [crowded, ...layers.filter((one) => one !== crowded)] : layers;
    for (const layer of order) {
      const nothing = empty.get(layer);
      if (nothing !== undefined && boxContains(nothing, box)) continue;
      const found = reader.candidates(layer, box, limit - count + 1);
      count += found.length;
      if (count > limit) {
        crowded = layer;
        return null;
      }
      if (found.length > 0) fids.push([layer, found]);
      else empty.set(layer, box);
    }
    return fids;
  };
  const parse = (reader: Reader, fids: Fids, box: Box): readonly ParsedFeature[] =>
    fids.flatMap(([layer, found]) => parsed.of(reader, layer, found, box));

  return {
    around: (reader, layers, box, most) => {
      fresh(reader);
      const key = layers.join(' ');
      const meeting = (features: readonly ParsedFeature[]): readonly ParsedFeature[] | null => {
        const found = features.filter((feature) => boxesIntersect(feature.geometry.box, box));
        return found.length > most ? null : found;
      };
      const place = kept.find((one) => one.layers === key && boxContains(one.box, box));
      if (place !== undefined) {
        kept = [place, ...kept.filter((one) => one !== place)];
        return meeting(place.features);
      }
      // What decides is how many boxes meet, in doubles; the limit only spares reading what is far too much. So the
      // answer does not depend on what is kept.
      const here = candidates(reader, layers, box, SPARE * most);
      if (here === null) return null;
      const wide = wider(box);
      const ahead = candidates(reader, layers, wide, SPARE * most);
      if (ahead === null) return meeting(parse(reader, here, box));
      const features = parse(reader, ahead, wide);
      kept = [{ layers: key, box: wide, features }, ...kept].slice(0, PLACES);
      return meeting(features);
    },
    title: (reader, layer, fid, uid) => {
      fresh(reader);
      const key = `${layer}/${fid}`;
      let title = titles.get(key);
      if (title === undefined) {
        title = shortTitle(reader, layer, fid, uid);
        titles.set(key, title);
      }
      return title;
    },
    clear,
  };
}
