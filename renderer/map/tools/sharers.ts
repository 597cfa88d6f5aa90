import { forEachRing } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { useLayers } from '../../state/layers.ts';
import { useTool, type SharerName } from '../../state/tool.ts';

/** A hovering pointer rests this long, ms, before the features at a vertex are looked up. */
const REST_MS = 50;

/** Features that have exactly this vertex or edge, besides the one in hand. */
export interface Sharing {
  readonly names: readonly SharerName[];
  /** Those that go along, with their shapes. */
  readonly following: readonly FeatureRecord[];
}

const NONE: Sharing = { names: [], following: [] };

/** Layers that are hidden too: what shares a border in them moves as well, and must not move unseen. */
const layersWithShapes = (): string[] =>
  (useLayers.getState().layers ?? [])
    .filter(({ schema }) => schema.geometry !== null)
    .map(({ schema }) => schema.id);

/** Reads who shares a vertex (one position) or an edge (two) with the feature `uid`. */
export async function readSharing(at: readonly LonLat[], uid: string): Promise<Sharing> {
  const query = services()?.query;
  const [a, b] = at.map(([lon, lat]): [number, number] => [lon, lat]);
  const found = a && (await query?.sharers({ place: b ? [a, b] : [a], layers: layersWithShapes() }));
  if (!query || !found || !found.ok) return NONE;
  const others = found.value.filter(({ ref }) => ref.uid !== uid);
  const names = others.map(({ ref, title, locked, readOnly }) => ({
    ref,
    title,
    follows: !locked && !readOnly,
  }));
  const refs = names.filter(({ follows }) => follows).map(({ ref }) => ref);
  const records = refs.length > 0 ? await query.features({ refs }) : null;
  return { names, following: records?.ok ? records.value : [] };
}

/** The point numbers of a geometry that stand at one of these places. */
export function pointsAt(packed: Packed, places: ReadonlySet<string>): ReadonlySet<number> {
  const found = new Set<number>();
  forEachRing(packed, (from, to) => {
    for (let i = from; i < to; i++)
      if (places.has(placeKey(packed.xy[2 * i]!, packed.xy[2 * i + 1]!))) found.add(i);
  });
  return found;
}

export const placeKey = (lon: number, lat: number): string => `${lon} ${lat}`;

/** Shows, after a moment's rest, who shares what the pointer is over. */
export function makeSharingWatch(): {
  over(at: readonly LonLat[] | null, uid: string): void;
  stop(): void;
} {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let now = '';
  const clear = (): void => {
    clearTimeout(timer);
    now = '';
    if (useTool.getState().sharers) useTool.setState({ sharers: null, ghosts: [] });
  };
  return {
    over: (at, uid) => {
      const key = at === null ? '' : `${uid} ${at.flat().join(' ')}`;
      if (key === now) return;
      clear();
      if (at === null) return;
      now = key;
      timer = setTimeout(() => {
        void readSharing(at, uid).then(({ names, following }) => {
          if (key !== now) return;
          useTool.setState({
            sharers: names,
            ghosts: following.flatMap(({ geometry }) =>
              geometry ? [{ geometry, kind: 'along' as const }] : [],
            ),
          });
        });
      }, REST_MS);
    },
    stop: clear,
  };
}
