import type { LayerState } from '../bridge/store-contract.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { LayerStyle } from '../model/layer-style.ts';
import { BLACK, pen } from './colors.ts';
import { composeMap, type MapComposition } from './compose-map.ts';
import type { DisplayItem, DisplayList, SheetPicture } from './display-list.ts';
import { box } from './draw.ts';
import type { SheetFacts } from './facts.ts';
import type { ItemContext } from './items/context.ts';
import { indexItems } from './items/index-map.ts';
import { legendItems } from './items/legend.ts';
import { northArrowItems } from './items/north-arrow.ts';
import { scaleBarItems } from './items/scale-bar.ts';
import { tableItems } from './items/table.ts';
import { stampItems, textItems, titleItems } from './items/words.ts';
import type { Rect } from './labels/taken-space.ts';
import type { ItemOf, LayoutItem, SheetLayout } from './layout/layout-schema.ts';
import type { Values } from './map/draw-layer.ts';
import { frameItems } from './map/grid.ts';
import { degreesAt, windowBox, type MapWindow } from './map/map-window.ts';
import { createPlotter, PLOT_MARGIN, type Plotted } from './map/plotter.ts';
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
  /** The n of 1:n; null for a sheet without a map. */
  readonly scale: number | null;
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
  return layers
    .filter(
      ({ schema, visible }) =>
        schema.geometry !== null && (named === null ? visible : named.includes(schema.id)),
    )
    .toSorted((a, b) => a.order - b.order || (a.schema.id < b.schema.id ? -1 : 1));
}

/** Whether anything of the sheet sums up areas. */
const wantsAreas = ({ items }: SheetLayout): boolean =>
  items.some(
    (item) =>
      (item.kind === 'legend' && item.areas !== null) ||
      (item.kind === 'table' && item.source.kind !== 'rows'),
  );

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

export function composeSheet(request: SheetRequest): SheetComposition {
  const { layout, facts, layers, page, extent } = request;
  const { weight } = layout.page;
  const mapItem = find(layout, 'map');
  const window = mapItem === undefined ? null : sheetWindow(mapItem, facts.crs, page, extent);
  const map = mapItem === undefined || window === null ? null : startMap(mapItem, window);
  const indexes = layout.items
    .filter((item): item is ItemOf<'index'> => item.kind === 'index')
    .map((item) => startIndex(item));

  function startMap(item: ItemOf<'map'>, place: MapWindow): MapComposition {
    const at = layout.items.indexOf(item);
    return composeMap({
      window: place,
      weight,
      language: layout.language,
      layers: sheetLayers(item, layers),
      pale: item.pale,
      labels: item.labels,
      grid: item.grid,
      subject: item.veil ? page.subject : null,
      overlay: request.overlay,
      areas: wantsAreas(layout),
      covered: layout.items.slice(at + 1).map(rectOf),
    });
  }

  function startIndex(item: ItemOf<'index'>) {
    const whole = { kind: 'map', scale: null, centre: null } as const;
    const place = sheetWindow(
      {
        ...item,
        ...whole,
        layers: null,
        pale: [],
        labels: false,
        veil: false,
        grid: { kind: 'none', interval: null, figures: false, corners: false },
      },
      facts.crs,
      SINGLE_PAGE,
      extent,
    );
    const plotter = createPlotter(place);
    return { item, place, plotter, ground: [] as Plotted[] };
  }

  const townships = layers.find(({ schema }) => schema.role === 'township');
  const reads: SheetRead[] = [
    ...(map === null || window === null
      ? []
      : map.reads.map((read): SheetRead => ({
          purpose: 'map',
          ...read,
          box: windowBox(window, PLOT_MARGIN),
        }))),
    ...(townships === undefined || indexes.length === 0
      ? []
      : [{ purpose: 'index', layer: townships.schema.id, fields: [], box: extent } as const]),
  ];

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
      const made = map?.finish() ?? { items: [], tallies: [] };
      const styles = new Map<string, LayerStyle | null>(
        layers.map(({ schema, style }) => [schema.id, style ?? null]),
      );
      const context: ItemContext = {
        language: layout.language,
        weight,
        facts,
        page: { page: page.name, number: page.number, pages: page.pages, scale: window?.scale ?? null },
        window,
        view: map?.view ?? null,
        tallies: made.tallies,
      };
      const items: DisplayItem[] = [];
      const notes: SheetNote[] = [];
      const pictures: SheetPicture[] = [];
      const { margin, width, height } = layout.page;
      if (layout.page.border) {
        const inner = { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin };
        items.push(box(inner, null, pen(BLACK, 0.35 * weight)));
      }
      for (const item of layout.items) {
        switch (item.kind) {
          case 'map':
            if (item !== mapItem || window === null) break;
            for (const one of made.items) items.push(one);
            items.push(...frameItems(window, item.grid, weight));
            break;
          case 'title':
            items.push(...titleItems(item, context));
            break;
          case 'text':
            items.push(...textItems(item, context));
            break;
          case 'legend': {
            const legend = legendItems(item, context, styles);
            items.push(...legend.items);
            if (!legend.complete) notes.push({ code: 'legend-cut', item: item.id });
            break;
          }
          case 'scale-bar':
            items.push(...scaleBarItems(item, context));
            break;
          case 'north-arrow':
            items.push(...northArrowItems(item, context));
            break;
          case 'stamp':
            items.push(...stampItems(item, context));
            break;
          case 'table': {
            const table = tableItems(item, context);
            items.push(...table.items);
            if (!table.complete) notes.push({ code: 'table-cut', item: item.id });
            break;
          }
          case 'picture': {
            const found = layout.pictures.find(({ id }) => id === item.picture);
            if (found === undefined) break;
            const { x, y, width: w, height: h, contain } = item;
            items.push({ kind: 'picture', x, y, width: w, height: h, contain, picture: pictures.length });
            pictures.push({ type: found.type, data: found.data });
            break;
          }
          default: {
            const index = indexes.find((one) => one.item === item);
            if (index === undefined) break;
            const plot = (geometry: Packed): Plotted[] => [index.plotter.plot(geometry) ?? []].flat();
            const here = page.outline === null ? undefined : plot(page.outline)[0];
            const contents = {
              ground: index.ground,
              pages: request.outlines.flatMap(plot),
              here: here ?? null,
            };
            items.push(...indexItems(item, contents, weight));
          }
        }
      }
      const ground = window === null ? null : cornersOf(window);
      return {
        list: { width, height, items, pictures, ground },
        notes,
        scale: window?.scale ?? null,
      };
    },
  };
}
