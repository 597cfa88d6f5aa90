import type { Map as MapLibreMap } from 'maplibre-gl';
import { pointCount } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { MAP_COLORS } from '../../../shared/map/theme.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { useSettings } from '../../state/settings.ts';
import { useTool } from '../../state/tool.ts';
import { onRestored } from '../create-map.ts';
import { collection, packedFeature } from '../geojson.ts';
import type { Board, Sheet } from '../overlay/board.ts';
import { casedStrokes, ringsOf } from '../overlay/figures.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { setData } from '../sources.ts';
import { SELECTION_SOURCE } from '../style/ids.ts';

/** With more points than this the outlines are drawn by the map, whatever the tool. */
const MOST_POINTS = 80_000;

const withShape = (records: readonly FeatureRecord[]): FeatureRecord[] =>
  records.filter(({ geometry }) => geometry !== null && geometry.xy.length > 0);

/** While features are worked on their outlines have a sheet of their own, so that a drag does not draw the map anew. */
function onBoard(records: readonly FeatureRecord[]): boolean {
  const { tool, preview } = useTool.getState();
  if (tool === 'select' && preview === null) return false;
  let points = 0;
  for (const { geometry } of records) points += geometry ? pointCount(geometry) : 0;
  return points <= MOST_POINTS;
}

/** The shape that a feature is getting, else the one it has. */
function shapeOf({ uid, geometry }: FeatureRecord): Packed {
  const { preview } = useTool.getState();
  return preview?.uid === uid ? preview.geometry : geometry!;
}

function selectionSheet(records: readonly FeatureRecord[]): Sheet {
  const { dragged } = useTool.getState();
  const strokes = casedStrokes(MAP_COLORS[useSettings.getState().theme]);
  const shapes = records.filter(({ uid, geometry }) => !dragged?.uids.has(uid) && geometry!.kind !== 'point');
  return {
    figures: [
      ...shapes.map((record) => ({ lines: ringsOf(shapeOf(record)), strokes })),
      ...(dragged ? [{ lines: dragged.still.map((line) => line.flat()), strokes }] : []),
    ],
    marks: [
      {
        kind: 'pivot',
        at: records.flatMap(({ geometry }) => (geometry!.kind === 'point' ? [...geometry!.xy] : [])),
      },
    ],
  };
}

/** Draws the outline of what is selected; a feature whose points are moved or typed in the shape it is getting. */
export function paintSelection(map: MapLibreMap, board: Board): () => void {
  let inMap = true;
  const draw = (): void => {
    const records = withShape(useSelectedFeatures.getState().records);
    const own = onBoard(records);
    board.selection(() => (own ? selectionSheet(records) : { figures: [], marks: [] }));
    const features = own ? [] : records.map((record) => packedFeature(shapeOf(record), {}));
    if (inMap || !own) void setData(map, SELECTION_SOURCE, collection(features));
    inMap = !own;
  };
  draw();
  onRestored(map, () => {
    inMap = true;
    draw();
  });
  const stops = [
    useSelectedFeatures.subscribe(draw),
    useTool.subscribe((state, before) => {
      const { tool, preview, dragged } = state;
      // While vertices are dragged what stays is drawn once; what moves has a sheet of its own.
      if (tool !== before.tool || preview !== before.preview || dragged?.still !== before.dragged?.still)
        draw();
    }),
    useSettings.subscribe((state, before) => {
      if (state.theme !== before.theme) draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
