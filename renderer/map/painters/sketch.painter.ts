import type { Feature } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { anchorsOf } from '../../../shared/map/shape-methods.ts';
import { outlineOf, type LonLat } from '../../../shared/map/sketch.ts';
import { reachOf, useTool, type ToolState } from '../../state/tool.ts';
import { collection, feature, packedFeature } from '../geojson.ts';
import { setData } from '../sources.ts';
import { onRestored } from '../create-map.ts';
import { GHOSTS_SOURCE, HANDLES_SOURCE, MOVING_SOURCE, SKETCH_SOURCE } from '../style/ids.ts';

const mutable = (points: readonly LonLat[]): number[][] => points.map(([lon, lat]) => [lon, lat]);
const line = (points: readonly LonLat[], kind: string): Feature =>
  feature({ type: 'LineString', coordinates: mutable(points) }, { kind });

/** The shape in hand: area, set edges, and the open part that follows the pointer, dashed. */
function sketchFeatures(): Feature[] {
  const state = useTool.getState();
  const { current } = state.sketch;
  const out: Feature[] = (state.live?.collisions ?? []).map((packed) =>
    packedFeature(packed, { kind: 'collision' }),
  );
  if (!current || current.points.length + (state.path?.length ?? 0) === 0) return out;
  const outline = outlineOf(current, reachOf(state));
  const first = outline[0]!;
  const ring = current.form === 'ring';
  if (ring && outline.length >= 3) {
    out.push(feature({ type: 'Polygon', coordinates: [mutable([...outline, first])] }, { kind: 'area' }));
  }
  // Of anchors only the shape they stand for is drawn.
  const anchored = anchorsOf(current.method) > 0;
  const set = anchored ? 0 : current.points.length;
  if (set >= 2) out.push(line(current.points, 'line'));
  const rest = [...outline.slice(Math.max(0, set - 1)), ...(ring && outline.length > 2 ? [first] : [])];
  if (rest.length >= 2) out.push(line(rest, 'open'));
  return out;
}

function handleFeatures(): Feature[] {
  const { sketch, handles, chosen } = useTool.getState();
  const point = ([lon, lat]: LonLat, properties: Record<string, unknown>): Feature =>
    feature({ type: 'Point', coordinates: [lon, lat] }, properties);
  const picked = new Set(chosen.map(({ ring, index }) => `${ring} ${index}`));
  return [
    ...(sketch.current?.points ?? []).map((at) => point(at, { kind: 'vertex' })),
    ...(handles?.middles ?? []).map((middle) => point(middle.point, { kind: 'middle' })),
    ...(handles?.vertices ?? []).map((vertex) =>
      point(vertex.point, { kind: 'vertex', active: picked.has(`${vertex.ring} ${vertex.index}`) }),
    ),
  ];
}

/** What follows the pointer besides: edges being dragged, a box or lasso. */
function movingFeatures(): Feature[] {
  const { dragged, rubber } = useTool.getState();
  const moving = dragged?.moving ?? [];
  const out = moving.map((points) => line(points, 'moving'));
  if (rubber.length > 2)
    out.push(
      feature({ type: 'Polygon', coordinates: [mutable([...rubber, rubber[0]!])] }, { kind: 'rubber' }),
    );
  return out;
}

const ghostFeatures = (): Feature[] =>
  useTool.getState().ghosts.map(({ geometry, kind }) => packedFeature(geometry, { kind }));

type Part = 'sketch' | 'handles' | 'moving' | 'ghosts';
const PARTS: Readonly<Record<Part, readonly [source: string, features: () => Feature[]]>> = {
  sketch: [SKETCH_SOURCE, sketchFeatures],
  handles: [HANDLES_SOURCE, handleFeatures],
  moving: [MOVING_SOURCE, movingFeatures],
  ghosts: [GHOSTS_SOURCE, ghostFeatures],
};

/** Which parts must be drawn anew for this change of state. */
function changedParts(state: ToolState, before: ToolState): readonly Part[] {
  const { sketch, cursor, path, live, handles, chosen, dragged, rubber, ghosts } = state;
  const reach = cursor !== before.cursor || path !== before.path;
  const parts: Part[] = [];
  if (sketch !== before.sketch || live?.collisions !== before.live?.collisions || (reach && sketch.current))
    parts.push('sketch');
  if (sketch !== before.sketch || handles !== before.handles || chosen !== before.chosen)
    parts.push('handles');
  if (dragged !== before.dragged || rubber !== before.rubber) parts.push('moving');
  if (ghosts !== before.ghosts) parts.push('ghosts');
  return parts;
}

/** Draws the shape in hand, its handles and what follows the pointer; each part at most once a frame. */
export function paintSketch(map: MapLibreMap): () => void {
  let asked = 0;
  const wanted = new Set<Part>();
  const draw = (): void => {
    asked = 0;
    for (const part of wanted) {
      const [source, features] = PARTS[part];
      void setData(map, source, collection(features()));
    }
    wanted.clear();
  };
  const ask = (parts: readonly Part[]): void => {
    for (const part of parts) wanted.add(part);
    if (wanted.size > 0) asked ||= requestAnimationFrame(draw);
  };
  const all = (): void => ask(['sketch', 'handles', 'moving', 'ghosts']);
  all();
  onRestored(map, all);
  const stop = useTool.subscribe((state, before) => ask(changedParts(state, before)));
  return () => {
    stop();
    cancelAnimationFrame(asked);
  };
}
