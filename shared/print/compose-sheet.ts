import type { LayerState } from '../bridge/store-contract.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { composeItems, plotAll } from './compose-items.ts';
import { composeMap, type MadeMap, type MapComposition } from './compose-map.ts';
import type { DisplayList } from './display-list.ts';
import type { SheetFacts } from './facts.ts';
import type { Rect } from './labels/taken-space.ts';
import type { ItemOf, LayoutItem, SheetLayout } from './layout/layout-schema.ts';
import type { Values } from './map/draw-layer.ts';
import { degreesAt, windowBox, type MapWindow } from './map/map-window.ts';
import { createPlotter, PLOT_MARGIN, type Plotted } from './map/plotter.ts';
import { symbolView } from './map/view-of.ts';
import { sheetWindow, SINGLE_PAGE, type SheetPage } from './sheet-window.ts';

/** What a page is composed from. */
export interface SheetRequest {
  readonly layout: SheetLayout;
  readonly facts: SheetFacts;
  /** All layers of the blueprint. */
  readonly layers: readonly LayerState[];
  readonly page: SheetPage;
  /** Outlines of all pages of an atlas, for its index map. */
  readonly outlines: readonly Packed[];
  /** What a map shows that has no place of its own, degrees. */
  readonly extent: Box;
  readonly overlay: Overlay;
  /** Vertices on the map keep whole multiples of so many steps: 1 for output, more for a preview. */
  readonly grain: number;
  /** The map as it was made before, where nothing it hangs on has changed (`mapKey`). */
  readonly made?: MadeMap;
}

/** Features that a page wants: of one layer, in one box. */
export interface SheetRead {
  readonly purpose: 'map' | 'index';
  readonly layer: string;
  readonly fields: readonly string[];
  readonly box: Box;
}

/** What a person should know of a page: that something had no room. */
export interface SheetNote {
  readonly code: 'legend-cut' | 'table-cut';
  readonly item: string;
}

export interface ComposedSheet {
  readonly list: DisplayList;
  readonly notes: readonly SheetNote[];
  /** Where the map lies; null for a sheet without one. */
  readonly window: MapWindow | null;
  readonly made: MadeMap | null;
}

/** Says what it needs, takes it, and gives the page. Reading is the host's. */
export interface SheetComposition {
  readonly reads: readonly SheetRead[];
  take(read: SheetRead, fid: number, geometry: Packed, values: Values): void;
  finish(): ComposedSheet;
}

const find = <K extends LayoutItem['kind']>(layout: SheetLayout, kind: K): ItemOf<K> | undefined =>
  layout.items.find((item): item is ItemOf<K> => item.kind === kind);

const rectOf = ({ x, y, width, height }: LayoutItem): Rect => [x, y, x + width, y + height];

/** Layers of a map: those it names, else those that are visible, in the order of the map. */
export function sheetLayers(item: ItemOf<'map'>, layers: readonly LayerState[]): readonly LayerState[] {
  const { layers: named } = item;
  const drawn = ({ schema, visible }: LayerState): boolean =>
    named === null ? visible : named.includes(schema.id);
  return layers
    .filter((layer) => layer.schema.geometry !== null && drawn(layer))
    .toSorted((a, b) => a.order - b.order || (a.schema.id < b.schema.id ? -1 : 1));
}

/** Whether anything of the sheet sums up areas. */
const wantsAreas = ({ items }: SheetLayout): boolean =>
  items.some(
    (item) =>
      (item.kind === 'legend' && item.areas !== null) ||
      (item.kind === 'table' && item.source.kind !== 'rows'),
  );

/** Rectangles of the sheet that lie above the map, where no label may stand. */
const coveredBy = (layout: SheetLayout, map: ItemOf<'map'>): Rect[] => {
  const [left, top, right, bottom] = rectOf(map);
  return layout.items
    .slice(layout.items.indexOf(map) + 1)
    .map(rectOf)
    .filter((rect) => rect[0] < right && rect[2] > left && rect[1] < bottom && rect[3] > top);
};

/** All that the map of a page hangs on beside what is stored: equal keys give equal maps. */
export function mapKey({ layout, page, layers, grain }: SheetRequest): string {
  const item = find(layout, 'map');
  if (item === undefined) return '';
  const shown = sheetLayers(item, layers).map(({ schema, opacity, order, style }) => [
    schema.id,
    opacity,
    order,
    style ?? null,
  ]);
  const { weight } = layout.page;
  const { name, number, pages, scale, centre, subject } = page;
  return JSON.stringify([
    [item, weight, layout.language, wantsAreas(layout), coveredBy(layout, item), shown, grain],
    [name, number, pages, scale, centre, subject?.box],
  ]);
}

const cornersOf = (window: MapWindow): DisplayList['ground'] => {
  const { x, y, width, height, crs } = window;
  const corners = [
    degreesAt(window, x, y + height),
    degreesAt(window, x, y),
    degreesAt(window, x + width, y),
    degreesAt(window, x + width, y + height),
  ];
  return { x, y, width, height, epsg: crs.epsg, corners };
};

/** A map without anything around it. */
const BARE = {
  kind: 'map',
  scale: null,
  centre: null,
  layers: null,
  pale: [],
  labels: false,
  veil: false,
  grid: { kind: 'none', interval: null, figures: false, corners: false },
} as const;

/** The window of an index map: all that there is, as large as fits. */
const indexWindow = (
  { id, x, y, width, height }: ItemOf<'index'>,
  { facts, extent }: SheetRequest,
): MapWindow => sheetWindow({ ...BARE, pale: [], id, x, y, width, height }, facts.crs, SINGLE_PAGE, extent);

function startMap(item: ItemOf<'map'>, window: MapWindow, request: SheetRequest): MapComposition {
  const { layout, layers, page, overlay, grain } = request;
  return composeMap({
    window,
    weight: layout.page.weight,
    language: layout.language,
    layers: sheetLayers(item, layers),
    pale: item.pale,
    labels: item.labels,
    grid: item.grid,
    subject: item.veil ? page.subject : null,
    overlay,
    areas: wantsAreas(layout),
    covered: coveredBy(layout, item),
    grain,
  });
}

export function composeSheet(request: SheetRequest): SheetComposition {
  const { layout, facts, layers, page, extent } = request;
  const { weight, width, height } = layout.page;
  const mapItem = find(layout, 'map');
  const window = mapItem === undefined ? null : sheetWindow(mapItem, facts.crs, page, extent);
  const fresh = request.made === undefined && mapItem !== undefined && window !== null;
  const map = fresh ? startMap(mapItem, window, request) : null;
  const indexes = layout.items
    .filter((item): item is ItemOf<'index'> => item.kind === 'index')
    .map((item) => ({ item, plotter: createPlotter(indexWindow(item, request)), ground: [] as Plotted[] }));
  const townships = layers.find(({ schema }) => schema.role === 'township');

  const reads: SheetRead[] = [];
  if (map !== null && window !== null) {
    const box = windowBox(window, PLOT_MARGIN);
    for (const read of map.reads) reads.push({ purpose: 'map', ...read, box });
  }
  if (townships !== undefined && indexes.length > 0)
    reads.push({ purpose: 'index', layer: townships.schema.id, fields: [], box: extent });

  return {
    reads,
    take: (read, fid, geometry, values) => {
      if (read.purpose === 'map') {
        map?.take(read.layer, fid, geometry, values);
        return;
      }
      for (const { plotter, ground } of indexes) {
        const plotted = plotter.plot(geometry);
        if (plotted !== null) ground.push(plotted);
      }
    },
    finish: () => {
      const made = request.made ?? map?.finish() ?? null;
      const composed = composeItems({
        layout,
        styles: new Map(layers.map(({ schema, style }) => [schema.id, style ?? null])),
        map: mapItem === undefined || made === null ? null : { item: mapItem, items: made.items },
        context: {
          language: layout.language,
          weight,
          facts,
          page: { page: page.name, number: page.number, pages: page.pages, scale: window?.scale ?? null },
          window,
          view: window === null ? null : symbolView(window, weight),
          tallies: made?.tallies ?? [],
        },
        indexContents: (item) => {
          const index = indexes.find((one) => one.item === item);
          if (index === undefined) return null;
          const { plotter, ground } = index;
          const here = page.outline === null ? null : plotter.plot(page.outline);
          return { ground, here, pages: plotAll(request.outlines, (geometry) => plotter.plot(geometry)) };
        },
      });
      const { items, pictures, notes } = composed;
      const ground = window === null ? null : cornersOf(window);
      return { list: { width, height, items, pictures, ground }, notes, window, made };
    },
  };
}
