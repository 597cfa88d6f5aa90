import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { lru } from './lru.ts';
import type { Reader } from './reader-types.ts';
import { uidOf } from './rows.ts';

/** Bytes of parsed geometry kept. */
const LIMIT = 96_000_000;
/** The boxes over the edges of a large geometry live as long as it does (edge-tree.ts): about 5 bytes a vertex. */
const WITH_BOXES = 1.35;

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
  /** Those of the named features whose box meets `box`. */
  of(reader: Reader, layer: string, fids: readonly number[], box: Box): ParsedFeature[];
  clear(): void;
}

export function parsedFeatures(): ParsedFeatures {
  const cache = lru<Packed>(LIMIT);
  const of = (reader: Reader, layer: string, fids: readonly number[], box: Box): ParsedFeature[] =>
    reader.within(() => {
      const found: ParsedFeature[] = [];
      // Geometries are read one by one and only where they are not kept; the rest comes in one question.
      reader.visitFields(layer, fids, ['uid'], ({ fid, rev, values }) => {
        const key = `${layer}/${fid}/${rev}`;
        const kept = cache.get(key);
        const geometry = kept ?? reader.handle(layer, fid)?.geometry() ?? null;
        if (geometry === null) return;
        if (kept === undefined) cache.set(key, geometry, WITH_BOXES * geometry.xy.byteLength + 400);
        if (boxesIntersect(geometry.box, box))
          found.push({ layer, uid: uidOf(fid, values[0] ?? undefined), fid, geometry });
      });
      return found;
    });
  return {
    near: (reader, layer, box) => reader.within(() => of(reader, layer, reader.candidates(layer, box), box)),
    of,
    clear: () => cache.clear(),
  };
}
