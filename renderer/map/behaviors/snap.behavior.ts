import type { Map as MapLibreMap } from 'maplibre-gl';
import { canonical } from '../../../shared/geometry/grid.ts';
import { pixelsToLatitudeDegrees } from '../../../shared/map/scale.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { chosenHit, NO_SNAP, withHits } from '../../../shared/map/snap-choice.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { services } from '../../bridge/client.ts';
import { useLayers } from '../../state/layers.ts';
import { useTool } from '../../state/tool.ts';

/** How far, in screen pixels, a vertex or edge catches the pointer. */
export const SNAP_PIXELS = 8;

/** Layers whose features catch the pointer: all visible ones with a geometry. */
const snapLayers = (): string[] =>
  (useLayers.getState().layers ?? [])
    .filter((layer) => layer.visible && layer.schema.geometry !== null)
    .map((layer) => layer.schema.id);

export interface Snapper {
  /** Follows the pointer; one question is under way at a time and the newest place wins. */
  follow(at: LonLat, exclude?: readonly RecordRef[]): void;
  /** Where a click at this place falls: on what it snaps to, else on the grid. Waits for the answer. */
  place(at: LonLat, exclude?: readonly RecordRef[]): Promise<LonLat>;
  stop(): void;
}

const onGrid = ([lon, lat]: LonLat): LonLat => [canonical(lon), canonical(lat)];

/** Snapping as every drawing tool does it: the query service answers, Tab chooses, Alt suspends. */
export function makeSnapper(map: MapLibreMap): Snapper {
  let asking: Promise<void> | null = null;
  let wanted: { at: LonLat; exclude: readonly RecordRef[] } | null = null;

  const active = (): boolean => {
    const { snapping, suspended } = useTool.getState();
    return snapping && !suspended;
  };

  const ask = async (at: LonLat, exclude: readonly RecordRef[]): Promise<void> => {
    const query = services()?.query;
    const tool = useTool.getState();
    if (!query || !active()) {
      useTool.setState({ snap: NO_SNAP, cursor: onGrid(at) });
      return;
    }
    const tolerance = pixelsToLatitudeDegrees(SNAP_PIXELS, at[1], map.getZoom());
    const answer = await query.snap({
      at: [at[0], at[1]],
      tolerance,
      layers: snapLayers(),
      exclude: [...exclude],
    });
    const hits = answer.ok && active() ? answer.value : [];
    const snap = withHits(useTool.getState().snap, hits);
    const hit = chosenHit(snap);
    if (tool.tool !== useTool.getState().tool) return;
    useTool.setState({ snap, cursor: hit ? [hit.point[0], hit.point[1]] : onGrid(at) });
  };

  const pump = (): void => {
    if (asking || !wanted) return;
    const { at, exclude } = wanted;
    wanted = null;
    asking = ask(at, exclude).finally(() => {
      asking = null;
      pump();
    });
  };

  return {
    follow: (at, exclude = []) => {
      wanted = { at, exclude };
      // Until the answer is here the point follows the pointer, unless it is held by something.
      if (!chosenHit(useTool.getState().snap)) useTool.setState({ cursor: onGrid(at) });
      pump();
    },
    place: async (at, exclude = []) => {
      wanted = null;
      if (asking) await asking;
      await ask(at, exclude);
      const { snap } = useTool.getState();
      const hit = chosenHit(snap);
      return hit ? [hit.point[0], hit.point[1]] : onGrid(at);
    },
    stop: () => {
      wanted = null;
      useTool.setState({ snap: NO_SNAP });
    },
  };
}
