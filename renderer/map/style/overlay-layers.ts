import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { MAP_COLORS, type MapTheme } from '../../../shared/map/theme.ts';
import {
  DIFFERENCE_SOURCE,
  FIX_SOURCE,
  INSPECTION_SOURCE,
  MARKERS_SOURCE,
  MERGE_SOURCE,
  PIECES_SOURCE,
  SELECTION_SOURCE,
  VERSIONS_SOURCE,
} from './ids.ts';
import { badgeImage, markerImage } from './image-names.ts';

const kindIs = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind];
const specs = (list: readonly unknown[]): LayerSpecification[] => list as LayerSpecification[];

/** Selection and pieces: above the layers, under the labels. The shape in hand has sheets of its own (overlay/). */
export function overlayShapes(theme: MapTheme): LayerSpecification[] {
  const { accent, casing, difference, error, ink, plate } = MAP_COLORS[theme];
  const round = { 'line-join': 'round', 'line-cap': 'round' };
  const line = (
    id: string,
    source: string,
    filter: unknown,
    color: string,
    width: number,
    more: object = {},
  ) => ({
    id,
    type: 'line',
    source,
    filter,
    layout: round,
    paint: { 'line-color': color, 'line-width': width, ...more },
  });
  const isShape = ['!=', ['geometry-type'], 'Point'];
  const focused = ['==', ['get', 'focused'], true];
  return specs([
    {
      id: 'difference/fill',
      type: 'fill',
      source: DIFFERENCE_SOURCE,
      // The colours that planning bureaus know from four-class maps.
      paint: {
        'fill-color': ['match', ['get', 'kind'], 'onlyA', '#828282', '#dc706b'],
        'fill-opacity': 0.75,
      },
    },
    line('difference/line', DIFFERENCE_SOURCE, focused, difference, 2.5),
    line('versions/casing', VERSIONS_SOURCE, isShape, casing, 4),
    line('versions/line', VERSIONS_SOURCE, isShape, difference, 2, {
      'line-width': ['case', focused, 3, 2],
      // 7 and 3 pixels, in widths of the line.
      'line-dasharray': [3.5, 1.5],
    }),
    line('versions/pulse', VERSIONS_SOURCE, ['all', isShape, focused], difference, 1.5, {
      'line-offset': -8,
      'line-opacity': 0,
    }),
    {
      id: 'versions/point',
      type: 'circle',
      source: VERSIONS_SOURCE,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': ['case', focused, 12, 9],
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': difference,
        'circle-stroke-width': 2,
      },
    },
    line('selection/casing', SELECTION_SOURCE, isShape, casing, 6),
    line('selection/line', SELECTION_SOURCE, isShape, accent, 2),
    {
      id: 'selection/point',
      type: 'circle',
      source: SELECTION_SOURCE,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 11,
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': accent,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'pieces/fill',
      type: 'fill',
      source: PIECES_SOURCE,
      // A piece may also be the line of a distance or the points of a fault.
      filter: ['all', kindIs('piece'), ['==', ['geometry-type'], 'Polygon']],
      paint: { 'fill-color': difference, 'fill-opacity': ['case', focused, 0.6, 0.4] },
    },
    {
      id: 'pieces/point',
      type: 'circle',
      source: PIECES_SOURCE,
      filter: ['all', kindIs('piece'), ['==', ['geometry-type'], 'Point']],
      paint: {
        'circle-radius': ['case', focused, 7, 5],
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': difference,
        'circle-stroke-width': 2,
      },
    },
    line('pieces/casing', PIECES_SOURCE, kindIs('piece'), casing, 3),
    line('pieces/line', PIECES_SOURCE, kindIs('piece'), difference, 1, {
      'line-width': ['case', focused, 2, 1],
    }),
    line('pieces/pulse', PIECES_SOURCE, ['all', kindIs('piece'), focused], difference, 1.5, {
      'line-offset': -8,
      'line-opacity': 0,
    }),
    {
      id: 'inspection/fill',
      type: 'fill',
      source: INSPECTION_SOURCE,
      filter: ['all', kindIs('place'), ['==', ['geometry-type'], 'Polygon']],
      paint: { 'fill-color': difference, 'fill-opacity': 0.6 },
    },
    {
      id: 'inspection/point',
      type: 'circle',
      source: INSPECTION_SOURCE,
      filter: ['all', kindIs('place'), ['==', ['geometry-type'], 'Point']],
      paint: {
        'circle-radius': 8,
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': difference,
        'circle-stroke-width': 2,
      },
    },
    line('inspection/casing', INSPECTION_SOURCE, ['all', kindIs('place'), isShape], casing, 4),
    line('inspection/line', INSPECTION_SOURCE, ['all', kindIs('place'), isShape], difference, 2),
    {
      id: 'fix/after',
      type: 'fill',
      source: FIX_SOURCE,
      filter: kindIs('after'),
      paint: { 'fill-color': accent, 'fill-opacity': 0.18 },
    },
    line('fix/casing', FIX_SOURCE, isShape, casing, 4),
    line('fix/after-line', FIX_SOURCE, kindIs('after'), accent, 2),
    line('fix/before-line', FIX_SOURCE, kindIs('before'), difference, 1.5, { 'line-dasharray': [3, 2] }),
    {
      id: 'merge/taken',
      type: 'fill',
      source: MERGE_SOURCE,
      filter: ['==', ['get', 'taken'], true],
      paint: { 'fill-color': ['match', ['get', 'kind'], 'mine', accent, error], 'fill-opacity': 0.22 },
    },
    line('merge/casing', MERGE_SOURCE, isShape, casing, 5.5),
    line('merge/base', MERGE_SOURCE, ['all', isShape, kindIs('base')], ink, 1.5, {
      'line-dasharray': [2, 2],
    }),
    line('merge/mine', MERGE_SOURCE, ['all', isShape, kindIs('mine')], accent, 2.5),
    // Over mine with gaps: where both run alike, both are seen. Butt ends, as round ones would fill the gaps.
    {
      ...line('merge/theirs', MERGE_SOURCE, ['all', isShape, kindIs('theirs')], error, 2.5, {
        'line-dasharray': [4, 2.4],
      }),
      layout: { 'line-join': 'round', 'line-cap': 'butt' },
    },
    {
      id: 'merge/point',
      type: 'circle',
      source: MERGE_SOURCE,
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', kindIs('place')]],
      paint: {
        'circle-radius': ['match', ['get', 'kind'], 'mine', 9, 'theirs', 13, 6],
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': ['match', ['get', 'kind'], 'mine', accent, 'theirs', error, ink],
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'merge/place',
      type: 'circle',
      source: MERGE_SOURCE,
      filter: kindIs('place'),
      paint: {
        'circle-radius': 4.5,
        'circle-color': plate,
        'circle-stroke-color': difference,
        'circle-stroke-width': 2,
      },
    },
  ]);
}

/** Markers and numbers of pieces: above the labels. */
export function overlayMarks(theme: MapTheme): LayerSpecification[] {
  const { ink } = MAP_COLORS[theme];
  const severities = ['blocking', 'error', 'warning', 'notice'] as const;
  const icon = (id: string, source: string, kind: string) => ({
    id,
    type: 'symbol',
    source,
    filter: kindIs(kind),
    layout: {
      'icon-image': [
        'match',
        ['get', 'severity'],
        ...severities.flatMap((one) => [one, markerImage(one, theme)]),
        markerImage('notice', theme),
      ],
      // Above the place, where the label of a feature that is all one finding stands. Of markers in one
      // place the gravest is seen; the list has them all.
      'icon-offset': [0, -21],
      'icon-padding': 0,
      'symbol-sort-key': ['get', 'order'],
    },
    paint: { 'icon-opacity': ['get', 'opacity'] },
  });
  return specs([
    icon('markers/icon', MARKERS_SOURCE, 'finding'),
    icon('inspection/icon', INSPECTION_SOURCE, 'defect'),
    {
      id: 'markers/number',
      type: 'symbol',
      source: MARKERS_SOURCE,
      filter: kindIs('number'),
      layout: {
        'icon-image': badgeImage(theme),
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['get', 'number'],
        'text-font': ['Noto Sans SC Bold'],
        'text-size': 11,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': ink },
    },
  ]);
}
