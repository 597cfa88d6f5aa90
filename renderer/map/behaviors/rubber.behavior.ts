import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { useTool } from '../../state/tool.ts';
import type { PointerAt } from '../tools/tool.ts';

/** A box or lasso pulled over the map. */
export interface Rubber {
  begin(at: PointerAt): void;
  active(): boolean;
  follow(at: PointerAt): void;
  /** Ends it; tells which places lie inside. */
  end(at: PointerAt): (place: LonLat) => boolean;
  /** The ring pulled so far. */
  ring(): readonly LonLat[];
  cancel(): void;
}

const clear = (): void => useTool.setState({ rubber: [] });

/** A box along the sides of the window, whichever way the map is turned. */
export function boxRubber(map: MapLibreMap): Rubber {
  let from: { readonly x: number; readonly y: number } | null = null;
  let ring: readonly LonLat[] = [];
  const corner = (x: number, y: number): LonLat => {
    const { lng, lat } = map.unproject([x, y]);
    return [lng, lat];
  };
  return {
    begin: (at) => {
      from = { x: at.x, y: at.y };
      ring = [];
    },
    active: () => from !== null,
    follow: (at) => {
      if (!from) return;
      const { x, y } = from;
      ring = [corner(x, y), corner(at.x, y), corner(at.x, at.y), corner(x, at.y)];
      useTool.setState({ rubber: ring });
    },
    end: (at) => {
      const start = from ?? at;
      const [left, right] = [Math.min(start.x, at.x), Math.max(start.x, at.x)];
      const [top, bottom] = [Math.min(start.y, at.y), Math.max(start.y, at.y)];
      from = null;
      clear();
      return (place) => {
        const { x, y } = map.project([place[0], place[1]]);
        return x >= left && x <= right && y >= top && y <= bottom;
      };
    },
    ring: () => ring,
    cancel: () => {
      from = null;
      ring = [];
      clear();
    },
  };
}

/** A free line around places. */
export function lassoRubber(map: MapLibreMap): Rubber {
  const EVERY_PIXELS = 4;
  let pixels: { readonly x: number; readonly y: number }[] | null = null;
  let ring: LonLat[] = [];
  return {
    begin: (at) => {
      pixels = [{ x: at.x, y: at.y }];
      ring = [at.lonLat];
    },
    active: () => pixels !== null,
    follow: (at) => {
      const last = pixels?.at(-1);
      if (!pixels || !last || Math.hypot(at.x - last.x, at.y - last.y) < EVERY_PIXELS) return;
      pixels.push({ x: at.x, y: at.y });
      ring = [...ring, at.lonLat];
      useTool.setState({ rubber: ring });
    },
    end: () => {
      const around = pixels ?? [];
      pixels = null;
      clear();
      return (place) => {
        const { x, y } = map.project([place[0], place[1]]);
        let inside = false;
        for (let i = 0, j = around.length - 1; i < around.length; j = i++) {
          const [a, b] = [around[i]!, around[j]!];
          if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
        }
        return inside;
      };
    },
    ring: () => ring,
    cancel: () => {
      pixels = null;
      ring = [];
      clear();
    },
  };
}
