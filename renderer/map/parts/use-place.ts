import { useEffect, useState } from 'react';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { useView } from '../../state/view.ts';
import { currentMap } from '../current-map.ts';

/** Where a place is on screen, in pixels from the map's corner; follows the camera. Null off the map. */
export function usePlace(at: LonLat | null): { readonly x: number; readonly y: number } | null {
  const centre = useView((state) => state.centre);
  const zoom = useView((state) => state.zoom);
  const bearing = useView((state) => state.bearing);
  const [place, setPlace] = useState<{ x: number; y: number } | null>(null);
  const lon = at?.[0] ?? null;
  const lat = at?.[1] ?? null;
  useEffect(() => {
    const map = currentMap();
    if (!map || lon === null || lat === null) {
      setPlace(null);
      return;
    }
    const { x, y } = map.project([lon, lat]);
    setPlace({ x, y });
  }, [lon, lat, centre, zoom, bearing]);
  return place;
}
