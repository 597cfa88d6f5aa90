import type { Feature } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { ringWith, type LonLat } from '../../../shared/map/sketch.ts';
import { useTool } from '../../state/tool.ts';
import { collection, feature, packedFeature } from '../geojson.ts';
import { setData } from '../sources.ts';
import { onRestored } from '../create-map.ts';
import { HANDLES_SOURCE, SKETCH_SOURCE } from '../style/ids.ts';

const mutable = (points: readonly LonLat[]): number[][] => points.map(([lon, lat]) => [lon, lat]);
const line = (points: readonly LonLat[], kind: string): Feature =>
  feature({ type: 'LineString', coordinates: mutable(points) }, { kind });

/** The ring in hand: area, set edges, and the open part that follows the pointer, dashed. */
function sketchFeatures(): Feature[] {
  const { sketch, cursor, live } = useTool.getState();
  const { current } = sketch;
  const out: Feature[] = (live?.collisions ?? []).map((packed) =>
    packedFeature(packed, { kind: 'collision' }),
  );
  if (!current || current.points.length === 0) return out;
  const ring = ringWith(current, cursor);
  const first = current.points[0]!;
  if (ring.length >= 3) {
    out.push(feature({ type: 'Polygon', coordinates: [mutable([...ring, first])] }, { kind: 'area' }));
  }
  if (current.points.length >= 2) out.push(line(current.points, 'line'));
  const last = current.points.at(-1)!;
  const open = ring.length > current.points.length ? [last, ring.at(-1)!, first] : [last, first];
  if (ring.length >= 2) out.push(line(ring.length === 2 ? ring : open, 'open'));
  return out;
}

function handleFeatures(): Feature[] {
  const { sketch, handles, activeHandle } = useTool.getState();
  const point = ([lon, lat]: LonLat, properties: Record<string, unknown>): Feature =>
    feature({ type: 'Point', coordinates: [lon, lat] }, properties);
  const isActive = (ring: number, index: number): boolean =>
    activeHandle !== null && activeHandle.ring === ring && activeHandle.index === index;
  return [
    ...(sketch.current?.points ?? []).map((at) => point(at, { kind: 'vertex' })),
    ...(handles?.middles ?? []).map((middle) => point(middle.point, { kind: 'middle' })),
    ...(handles?.vertices ?? []).map((vertex) =>
      point(vertex.point, { kind: 'vertex', active: isActive(vertex.ring, vertex.index) }),
    ),
  ];
}

/** Draws the shape in hand and the handles, at most once a frame. */
export function paintSketch(map: MapLibreMap): () => void {
  let asked = 0;
  const draw = (): void => {
    asked = 0;
    void setData(map, SKETCH_SOURCE, collection(sketchFeatures()));
    void setData(map, HANDLES_SOURCE, collection(handleFeatures()));
  };
  const ask = (): void => {
    asked ||= requestAnimationFrame(draw);
  };
  ask();
  onRestored(map, ask);
  const stop = useTool.subscribe((state, before) => {
    const { sketch, cursor, live, handles, activeHandle } = state;
    const moved = cursor !== before.cursor && sketch.current !== null;
    if (
      moved ||
      sketch !== before.sketch ||
      live?.collisions !== before.live?.collisions ||
      handles !== before.handles ||
      activeHandle !== before.activeHandle
    ) {
      ask();
    }
  });
  return () => {
    stop();
    cancelAnimationFrame(asked);
  };
}
