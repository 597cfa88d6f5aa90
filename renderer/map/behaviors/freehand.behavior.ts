import type { Map as MapLibreMap } from 'maplibre-gl';
import { canonical } from '../../../shared/geometry/grid.ts';
import { thinned } from '../../../shared/map/thin-line.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { useTool } from '../../state/tool.ts';
import type { PointerAt } from '../tools/tool.ts';

/** The pointer moves this far, in pixels, before the trail takes a further point. */
const EVERY_PIXELS = 3;
/** The kept points leave the trail of the pointer by no more than this, in pixels. */
const LOOSE_PIXELS = 0.75;

export interface Trail {
  begin(at: PointerAt): void;
  follow(at: PointerAt): void;
  /** The points of the trail, thinned, on the grid. */
  end(at: PointerAt): readonly LonLat[];
}

const onGrid = ([lon, lat]: LonLat): LonLat => [canonical(lon), canonical(lat)];

/** A line drawn with the button held, as one step; it begins where the pointer was caught. */
export function freehandTrail(map: MapLibreMap): Trail {
  let pixels: { readonly x: number; readonly y: number; readonly lonLat: LonLat }[] = [];
  const show = (): void => useTool.setState({ path: pixels.map(({ lonLat }) => onGrid(lonLat)) });
  return {
    begin: (at) => {
      const { cursor, snap } = useTool.getState();
      const caught = snap.hits.length > 0 && cursor ? cursor : at.lonLat;
      const { x, y } = map.project([caught[0], caught[1]]);
      pixels = [{ x, y, lonLat: caught }];
      show();
    },
    follow: (at) => {
      const last = pixels.at(-1);
      if (!last || Math.hypot(at.x - last.x, at.y - last.y) < EVERY_PIXELS) return;
      pixels.push({ x: at.x, y: at.y, lonLat: at.lonLat });
      show();
    },
    end: () => {
      const kept = thinned(
        pixels.map(({ x, y }) => [x, y]),
        LOOSE_PIXELS,
      );
      const points = kept.map((i) => onGrid(pixels[i]!.lonLat));
      pixels = [];
      useTool.setState({ path: null });
      return points;
    },
  };
}
