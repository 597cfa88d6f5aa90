import type { Map as MapLibreMap } from 'maplibre-gl';
import { pointCount } from '../../../shared/geometry/counts.ts';
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
  if (useTool.getState().tool === 'select') return false;
  let points = 0;
  for (const { geometry } of records) points += geometry ? pointCount(geometry) : 0;
  return points <= MOST_POINTS;
}

function selectionSheet(records: readonly FeatureRecord[]): Sheet {
  const { preview, dragged } = useTool.getState();
  const strokes = casedStrokes(MAP_COLORS[useSettings.getState().theme]);
  const shapes = records.filter(({ uid, geometry }) => !dragged?.uids.has(uid) && geometry!.kind !== 'point');
  return {
    figures: [
      ...shapes.map(({ uid, geometry }) => ({
        lines: ringsOf(preview?.uid === uid ? preview.geometry : geometry!),
        strokes,
      })),
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

/** Draws the outline of what is selected; the feature being modified in the shape it is getting. */
export function paintSelection(map: MapLibreMap, board: Board): () => void {
  let inMap = true;
  const draw = (): void => {
    const records = withShape(useSelectedFeatures.getState().records);
    const own = onBoard(records);
    board.selection(() => (own ? selectionSheet(records) : { figures: [], marks: [] }));
    const features = own ? [] : records.map(({ geometry }) => packedFeature(geometry!, {}));
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
