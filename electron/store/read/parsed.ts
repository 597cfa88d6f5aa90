import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { lru } from './lru.ts';
import type { Reader } from './reader-types.ts';

/** Bytes of parsed geometry kept. */
const LIMIT = 96_000_000;

/** A feature with its geometry parsed. */
export interface ParsedFeature {
  readonly layer: string;
  readonly uid: string;
  readonly fid: number;
  readonly geometry: Packed;
}

/**
 * Features near a place with their parsed geometry. Parsing is what such a question costs, so geometries
 * are kept by layer, fid and revision. Boxes are compared in doubles: those of the RTree are up to 0.4 m too large.
 */
export interface ParsedFeatures {
  near(reader: Reader, layer: string, box: Box): ParsedFeature[];
  clear(): void;
}

export function parsedFeatures(): ParsedFeatures {
  const cache = lru<Packed>(LIMIT);
  return {
    near: (reader, layer, box) =>
      reader.within(() =>
        reader.candidates(layer, box).flatMap((fid) => {
          const handle = reader.handle(layer, fid);
          if (handle === null) return [];
          const key = `${layer}/${fid}/${handle.rev}`;
          const geometry = cache.get(key) ?? handle.geometry();
          if (geometry === null) return [];
          cache.set(key, geometry, geometry.xy.byteLength + 400);
          return boxesIntersect(geometry.box, box) ? [{ layer, uid: handle.uid, fid, geometry }] : [];
        }),
      ),
    clear: () => cache.clear(),
  };
}
