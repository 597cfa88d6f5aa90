import { canonical } from '../geometry/grid.ts';
import { labelPoint } from '../geometry/label-point.ts';
import type { Packed } from '../geometry/packed.ts';

type Place = readonly [lon: number, lat: number];

/** Room around the place for opinions about the plan as a whole, degrees of latitude. */
const ROOM = 0.003;
/** Nearest and farthest from the middle, shares of the room: off the name in the middle, clear of the border. */
const NEAR = 0.4;
const FAR = 0.8;

/**
 * Where an opinion stands: in the feature it is about, beside the point where its name is, each at a place of its own
 * that follows from its id. On the grid.
 *
 * @param geometry the feature as it is now; null where it is gone
 * @param was a point in the feature as it was when the notice was made
 */
export function placeOpinion(id: string, geometry: Packed | null, was: Place): Place {
  const inside = geometry === null ? undefined : labelPoint(geometry);
  if (geometry === null || inside === undefined) return onGrid(was);
  return onGrid(geometry.kind === 'polygon' ? beside(id, inside, roomAt(geometry, inside)) : inside);
}

/** Where an opinion about the plan as a whole stands. */
export const placeAtHome = (id: string, home: Place): Place => onGrid(beside(id, home, ROOM));

const onGrid = ([x, y]: Place): Place => [canonical(x), canonical(y)];

const squeeze = (latitude: number): number => Math.cos((latitude * Math.PI) / 180);

function beside(id: string, [x, y]: Place, room: number): Place {
  const hash = hashOf(id);
  const angle = ((hash % 0x10000) / 0x10000) * 2 * Math.PI;
  const away = room * (NEAR + (FAR - NEAR) * Math.sqrt((hash >>> 16) / 0x10000));
  return [x + (away * Math.cos(angle)) / squeeze(y), y + away * Math.sin(angle)];
}

/** FNV-1a: spreads what looks alike. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  // Low bits of near texts are near too: mixed once more.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** How far the nearest border is from a point, degrees of latitude. */
function roomAt({ xy, rings }: Packed, [x, y]: Place): number {
  const narrow = squeeze(y);
  let least = Infinity;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = rings[ring]!; i + 1 < rings[ring + 1]!; i++) {
      const [ax, ay] = [(xy[2 * i]! - x) * narrow, xy[2 * i + 1]! - y];
      const [bx, by] = [(xy[2 * i + 2]! - x) * narrow, xy[2 * i + 3]! - y];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
      least = Math.min(least, Math.hypot(ax + along * dx, ay + along * dy));
    }
  }
  return Number.isFinite(least) ? least : 0;
}
