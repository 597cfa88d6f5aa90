import type { Reader } from '../../../electron/store/read/reader.ts';
import type { Box } from '../../../shared/geometry/packed.ts';

export interface SharedVertex {
  readonly at: readonly [lon: number, lat: number];
  /** A feature of the layer that has it, and a place inside of that feature. */
  readonly uid: string;
  readonly sharers: number;
}

/**
 * A vertex of a layer's polygon that exactly so many features of the given layers have in common, nearest to the
 * middle of a box. Throws when there is none.
 */
export async function sharedVertex(
  reader: Reader,
  layer: string,
  others: readonly string[],
  sharers: number,
  box: Box,
): Promise<SharedVertex> {
  const owners = new Map<string, Set<string>>();
  for (const one of [layer, ...others])
    for await (const batch of reader.scan({ layer: one, fields: [], order: 'fid', box }))
      batch.geometries.forEach((geometry, at) => {
        for (let i = 0; i < (geometry?.xy.length ?? 0); i += 2) {
          const key = `${geometry!.xy[i]},${geometry!.xy[i + 1]}`;
          const uids = owners.get(key) ?? new Set();
          if (uids.size === 0) owners.set(key, uids);
          uids.add(`${one} ${batch.uids[at]}`);
        }
      });
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  let best: SharedVertex | null = null;
  let least = Infinity;
  for (const [key, uids] of owners) {
    const own = [...uids].find((uid) => uid.startsWith(`${layer} `));
    if (uids.size !== sharers || own === undefined) continue;
    const [lon = 0, lat = 0] = key.split(',').map(Number);
    const far = Math.hypot(lon - x, lat - y);
    if (far >= least) continue;
    least = far;
    best = { at: [lon, lat], uid: own.slice(layer.length + 1), sharers };
  }
  if (best === null) throw new Error(`no vertex of ${layer} is shared by ${sharers} features there`);
  return best;
}
