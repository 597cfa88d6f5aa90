import type { Feature } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { DefectClass } from '../../../shared/inspection/types.ts';
import type { Severity } from '../../../shared/rules/rule.ts';
import { inspectionInFront, useInspection } from '../../state/inspection.ts';
import { useLayout } from '../../state/layout.ts';
import { onRestored } from '../create-map.ts';
import { collection, feature, packedFeature } from '../geojson.ts';
import { setData } from '../sources.ts';
import { INSPECTION_SOURCE } from '../style/ids.ts';

/** Markers of defects are those of the severities of the same shape. */
const SEVERITY_OF: Readonly<Record<DefectClass, Severity>> = {
  A: 'blocking',
  B: 'error',
  C: 'warning',
  notice: 'notice',
};
const ORDER: readonly DefectClass[] = ['A', 'B', 'C', 'notice'];
/** More markers than this tell nobody anything; the list has all. */
const MOST_MARKERS = 4000;
const DIMMED = 0.4;

const middle = ([west, south, east, north]: Box): [number, number] => [
  (west + east) / 2,
  (south + north) / 2,
];

/** Markers of the defects of what is listed, and the place of the one in front. */
function drawings(): Feature[] {
  const { report, focused, filter, layer, check } = useInspection.getState();
  if (report === null || !inspectionInFront() || filter === 'unchecked') return [];
  const listed = report.defects.filter(
    (one) =>
      (layer === undefined || one.layer === layer) &&
      (check === null || one.check === check) &&
      (filter === 'all' || filter === 'excepted' || one.class === filter) &&
      (filter !== 'excepted' || one.exception !== null),
  );
  const shown = report.defects.find(({ key }) => key === focused);
  const shapes = (shown?.shapes ?? []).map((shape) => packedFeature(shape, { kind: 'place' }));
  const markers = listed
    .filter(({ box, key }) => box !== null && key !== focused)
    .slice(0, MOST_MARKERS)
    .map((one) =>
      feature(
        { type: 'Point', coordinates: middle(one.box!) },
        {
          kind: 'defect',
          key: one.key,
          severity: SEVERITY_OF[one.class],
          order: ORDER.indexOf(one.class) + (one.exception === null ? 0 : ORDER.length),
          opacity: one.exception === null ? 1 : DIMMED,
        },
      ),
    );
  return [...shapes, ...markers];
}

/** Draws the defects while the panel is in front. */
export function paintInspection(map: MapLibreMap): () => void {
  const draw = (): void => void setData(map, INSPECTION_SOURCE, collection(drawings()));
  draw();
  onRestored(map, draw);
  const stops = [
    useInspection.subscribe((state, before) => {
      if (state.search !== before.search && state.report === before.report) return;
      draw();
    }),
    useLayout.subscribe((state, before) => {
      if (state.tab !== before.tab || state.dockOpen !== before.dockOpen) draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
