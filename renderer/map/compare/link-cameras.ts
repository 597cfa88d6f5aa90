import type { Map as MapLibreMap } from 'maplibre-gl';

const linked = new Set<MapLibreMap>();
/** True while the other maps are being moved: their own moves then mean nothing. */
let following = false;

/**
 * Lets all linked maps show the same place. Whichever map moves, the others jump to its very numbers in the same
 * frame; what they make of them (at the edge of the world) is not handed back, so nothing drifts.
 */
export function linkCamera(map: MapLibreMap): () => void {
  const onMove = (): void => {
    if (following) return;
    following = true;
    try {
      const camera = { center: map.getCenter(), zoom: map.getZoom(), bearing: map.getBearing() };
      for (const other of linked) if (other !== map) other.jumpTo(camera);
    } finally {
      following = false;
    }
  };
  linked.add(map);
  map.on('move', onMove);
  return () => {
    linked.delete(map);
    map.off('move', onMove);
  };
}
