import { boxesIntersect } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { Reader } from './reader-types.ts';

/** States whose touched places are kept in memory. */
const KEPT = 8;

/** Whether anything in a place has been written since some past state. */
export interface WrittenSince {
  /** Call it within a snapshot, so that what is written meanwhile does not come between. */
  touches(state: number, layer: string, box: Box): boolean;
  clear(): void;
}

interface Since {
  /** Up to this change. */
  rev: number;
  readonly boxes: Map<string, Box[]>;
}

export function writtenSince(reader: Reader): WrittenSince {
  const known = new Map<number, Since>();
  const since = (state: number): Since => {
    const found = known.get(state) ?? { rev: state, boxes: new Map<string, Box[]>() };
    known.delete(state);
    known.set(state, found);
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
    const now = reader.rev();
    if (now > found.rev) {
      for (const { layer, boxes } of reader.touchedSince(found.rev)) {
        const own = found.boxes.get(layer);
        if (own === undefined) found.boxes.set(layer, [...boxes]);
        else for (const box of boxes) own.push(box);
      }
      found.rev = now;
    }
    return found;
  };
  return {
    touches: (state, layer, box) =>
      (since(state).boxes.get(layer) ?? []).some((one) => boxesIntersect(one, box)),
    clear: () => known.clear(),
  };
}
