import type { LayerState } from '../bridge/store-contract.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Language } from '../i18n/languages.ts';
import { styledSymbol } from '../map/styled-symbol.ts';
import { standardTileFields } from '../map/tile-fields.ts';
import { styleFields } from '../model/layer-style.ts';
import type { LayerSchema } from '../model/layer.ts';
import { BLACK, ink, PAPER, pen } from './colors.ts';
import { linesOf, type DisplayItem } from './display-list.ts';
import { clipped, shape } from './draw.ts';
import { labelFields } from './labels/label-text.ts';
import { anchorOf, labelRequests } from './labels/label-requests.ts';
import { placeLabels, type LabelRequest } from './labels/place-labels.ts';
import { takenSpace, type Rect } from './labels/taken-space.ts';
import type { GridOptions } from './layout/layout-schema.ts';
import { layerDrawing, type DrawnLayer, type LayerDrawing, type Values } from './map/draw-layer.ts';
import { gridItems } from './map/grid.ts';
import type { MapWindow } from './map/map-window.ts';
import { MARK_REACH } from './map/marks.ts';
import { createPlotter, STEPS_PER_MM } from './map/plotter.ts';
import { isDrawn, showsMark, symbolView, type SymbolView } from './map/view-of.ts';
import { borderSeen, frameInSteps, frameRegion, subjectRegion } from './region.ts';
import { tallyBook, type LayerTally, type TallyBook } from './tally.ts';

/** What a map is made of. */
export interface MapRequest {
  readonly window: MapWindow;
  readonly weight: number;
  readonly language: Language;
  readonly layers: readonly LayerState[];
  /** Layers drawn pale. */
  readonly pale: readonly string[];
  readonly labels: boolean;
  readonly grid: GridOptions;
  /** What the page is of; what lies around it is dimmed. */
  readonly subject: Packed | null;
  readonly overlay: Overlay;
  /** Whether areas are summed up. */
  readonly areas: boolean;
  /** Rectangles of the sheet that lie on the map, where no label may stand. */
  readonly covered: readonly Rect[];
  /** See `SheetRequest`. */
  readonly grain: number;
}

/** A finished map: what is painted inside its frame, and what of each layer is seen, from the ground up. */
export interface MadeMap {
  readonly items: readonly DisplayItem[];
  readonly tallies: readonly LayerTally[];
}

/** Takes features layer by layer, and gives the map. */
export interface MapComposition {
  /** Layers to be read, from the ground up, each with the fields that drawing reads. */
  readonly reads: readonly { readonly layer: string; readonly fields: readonly string[] }[];
  take(layer: string, fid: number, geometry: Packed, values: Values): void;
  finish(): MadeMap;
}

interface Work {
  readonly layer: DrawnLayer;
  readonly drawing: LayerDrawing;
  readonly book: TallyBook;
  readonly request: ReturnType<typeof labelRequests>;
}

/** How much of its strength a pale layer keeps. */
const PALE = 0.45;

/** How strongly what lies around the subject is dimmed. */
const VEIL = 0.62;

/** Whether nothing of a layer lets what is below shine through. */
const covers = ({ schema, symbol }: DrawnLayer, view: SymbolView): boolean =>
  schema.coverage && symbol.fill !== undefined && symbol.fill.kind !== 'plain' && isDrawn(symbol, view);

/** Whether polygons of a layer are drawn by their borders alone. */
const isOutline = ({ symbol }: DrawnLayer, view: SymbolView): boolean =>
  symbol.fill === undefined &&
  !showsMark(symbol, view) &&
  (symbol.pattern?.band !== undefined || symbol.pattern === undefined);

/** The name of a feature for a table: its `name`, if the layer has one. */
const nameField = (schema: LayerSchema): string | null =>
  schema.fields.find(({ name }) => name === 'name')?.name ?? null;

/** Fields that drawing, labelling and listing a layer read. */
function fieldsOf(state: LayerState): readonly string[] {
  const { schema } = state;
  const symbol = styledSymbol(state);
  const there = new Set(schema.fields.map(({ name }) => name));
  const wanted = [
    ...standardTileFields(schema.id),
    ...styleFields(state.style),
    ...labelFields(symbol.label),
    nameField(schema) ?? '',
  ];
  return [...new Set(wanted)].filter((name) => there.has(name));
}

export function composeMap(request: MapRequest): MapComposition {
  const { window, weight, language, subject, overlay, areas } = request;
  const view = symbolView(window, weight);
  const plotter = createPlotter(window, request.grain);
  const frame = frameInSteps(window);
  const region = subject === null ? frameRegion(window, overlay, areas) : subjectRegion(subject, overlay);
  const layers = request.layers.filter(({ schema }) => schema.geometry !== null);
  const works = new Map<string, Work>();
  let ground = true;
  for (const state of layers) {
    const opacity = state.opacity * (request.pale.includes(state.schema.id) ? PALE : 1);
    const layer = { schema: state.schema, symbol: styledSymbol(state), opacity };
    works.set(state.schema.id, {
      layer,
      drawing: layerDrawing(layer, view, language, ground),
      book: tallyBook(layer, view),
      request: labelRequests(layer.symbol, view, language, frame),
    });
    if (covers(layer, view)) ground = false;
  }
  const requests: LabelRequest[] = [];
  const taken = takenSpace();
  for (const rect of request.covered) taken.take(rect);

  return {
    reads: layers.map((state) => ({ layer: state.schema.id, fields: fieldsOf(state) })),
    take: (id, fid, geometry, values) => {
      const work = works.get(id);
      if (work === undefined) return;
      const plotted = plotter.plot(geometry);
      const { layer, drawing, book } = work;
      const { seen, areaM2 } = region.measure(geometry, plotted);
      const outlined = isOutline(layer, view) && plotted?.kind === 'polygon';
      const shown = seen && (!outlined || borderSeen(plotted, frame));
      const field = nameField(layer.schema);
      if (shown) book.add(values, field === null ? '' : String(values[field] ?? ''), fid, areaM2);
      if (plotted === null) return;
      const marked = showsMark(layer.symbol, view) || layer.symbol.dot !== undefined;
      const anchor = marked ? anchorOf(plotted, frame) : null;
      drawing.add(plotted, values, anchor);
      if (anchor !== null) {
        const reach = MARK_REACH[layer.symbol.mark ?? 'observation'] * view.px;
        taken.take([anchor[0] - reach, anchor[1] - reach, anchor[0] + reach, anchor[1] + reach]);
      }
      // Around the subject only townships keep their names: they say what lies there.
      if (!request.labels || (!seen && subject !== null && layer.schema.role !== 'township')) return;
      const label = work.request(plotted, values, fid, anchor);
      if (label !== null) requests.push(label);
    },
    finish: () => {
      const all = [...works.values()];
      const items = function* (): Generator<DisplayItem> {
        for (const { layer, drawing } of all) yield* part(layer.schema.name[language], drawing.shapes());
        if (subject !== null) yield* veil();
        yield* gridItems(window, request.grid, weight);
        for (const { layer, drawing } of all) yield* part(layer.schema.name[language], drawing.marks());
        const rect: Rect = [window.x, window.y, window.x + window.width, window.y + window.height];
        yield* placeLabels(requests, rect, taken);
      };
      /** Paper over everything but the subject, and a line around it. */
      const veil = function* (): Generator<DisplayItem> {
        const rings = subject === null ? [] : (plotter.plot(subject)?.parts.flat() ?? []);
        const mm = rings.map((ring) => Array.from(ring, (step) => step / STEPS_PER_MM));
        const { x, y, width, height } = window;
        const outer = [x, y, x + width, y, x + width, y + height, x, y + height];
        yield {
          kind: 'shape',
          lines: linesOf([outer, ...mm]),
          closed: true,
          fill: ink(PAPER, VEIL),
          pen: null,
          rule: 'evenodd',
        };
        yield shape(mm, true, null, pen(BLACK, 0.45 * weight, { join: 'round' }));
      };
      return {
        items: [...clipped(window, items())],
        tallies: all.map(({ book }) => book.result()),
      };
    },
  };
}

/** A part that readers of the PDF can switch off; nothing where there is nothing in it. */
function* part(name: string, items: Iterable<DisplayItem>): Generator<DisplayItem> {
  let begun = false;
  for (const item of items) {
    if (!begun) yield { kind: 'part', name };
    begun = true;
    yield item;
  }
  if (begun) yield { kind: 'end' };
}
