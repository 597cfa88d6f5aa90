import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { BackgroundState } from '../../../shared/background/types.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import { styledSymbol } from '../../../shared/map/styled-symbol.ts';
import type { FillSymbol, LabelSymbol, LayerSymbol } from '../../../shared/map/symbol.ts';
import { MAP_COLORS, type MapTheme } from '../../../shared/map/theme.ts';
import { labelSourceLayer, shapeSourceLayer } from '../../../shared/map/tile-fields.ts';
import { fillColor, labelText, strokeWidth, unlessHandedOver, withHover } from './expressions.ts';
import { coldSource, hotSource } from './ids.ts';
import { markImage, patternImage, styledPatternImage } from './image-names.ts';

export type Kind = 'cold' | 'hot';
export interface Look {
  readonly theme: MapTheme;
  readonly language: Language;
  /** Layers of which so much is selected that their own tiles show it. */
  readonly many?: readonly string[];
  /** Names are read at arm's length, in the sun: larger by as much; 1 when absent. */
  readonly labelScale?: number;
  /** Pictures under everything, the lowest first. */
  readonly backgrounds?: readonly BackgroundState[];
}

interface Place {
  readonly layer: LayerState;
  readonly kind: Kind;
  readonly look: Look;
  readonly symbol: LayerSymbol;
}

const shapesOf = ({ layer, kind }: Place): { source: string; 'source-layer'?: string } =>
  kind === 'cold'
    ? { source: coldSource(layer.schema.id), 'source-layer': shapeSourceLayer(layer.schema.id) }
    : { source: hotSource(layer.schema.id) };

/** From this zoom on the band along the inside of a line is drawn. */
const BAND_ZOOM = 10.75;

const isPoint = (place: Place): boolean => place.layer.schema.geometry === 'POINT';

/** Label points stand in a source-layer of their own; points are their own label points. */
const labelsOf = (place: Place): { source: string; 'source-layer'?: string } =>
  place.kind === 'cold' && !isPoint(place)
    ? { source: coldSource(place.layer.schema.id), 'source-layer': labelSourceLayer(place.layer.schema.id) }
    : shapesOf(place);

const onlyPoints: ExpressionSpecification = ['==', ['geometry-type'], 'Point'];
const notPoints: ExpressionSpecification = ['!=', ['geometry-type'], 'Point'];

const idOf = ({ layer, kind }: Place, part: string): string => `${kind}:${layer.schema.id}/${part}`;

/** Zooms at which the layer is drawn at all, with those of one of its parts. */
const zoomsOf = ({ symbol }: Place, from?: number, to?: number): { minzoom?: number; maxzoom?: number } => {
  const minzoom = Math.max(symbol.minZoom ?? 0, from ?? 0);
  const maxzoom = Math.min(symbol.maxZoom ?? 24, to ?? 24);
  return { ...(minzoom > 0 && { minzoom }), ...(maxzoom < 24 && { maxzoom }) };
};

/** How strong a fill is on the ground of a theme. */
const strengthOf = (fill: FillSymbol, theme: MapTheme): number => {
  const { classOpacity } = MAP_COLORS[theme];
  if (fill.kind === 'plain') return fill.opacity;
  if (fill.kind === 'by-code') return Math.min(1, classOpacity * fill.strength);
  // What is chosen for the light ground would glare on the dark one.
  return fill.opacity * (classOpacity / MAP_COLORS.light.classOpacity);
};

/** The image of a layer's pattern: its standard one, or one made for its style. */
const patternOf = ({ layer, symbol, look }: Place): string =>
  layer.style?.pattern && symbol.pattern
    ? styledPatternImage(symbol.pattern, look.theme)
    : patternImage(layer.schema.id, look.theme);

const visibility = ({ layer }: Place) => ({ visibility: layer.visible ? 'visible' : 'none' }) as const;

function fillLayers(place: Place): LayerSpecification[] {
  const { symbol, layer, kind, look } = place;
  const out: LayerSpecification[] = [];
  const common = { type: 'fill', ...shapesOf(place), filter: notPoints, layout: visibility(place) } as const;
  if (symbol.fill) {
    const opacity = strengthOf(symbol.fill, look.theme) * layer.opacity;
    out.push({
      id: idOf(place, 'fill'),
      ...common,
      ...zoomsOf(place, symbol.shapeFromZoom),
      paint: {
        'fill-color': fillColor(symbol.fill, look.theme),
        'fill-opacity': withHover(kind, opacity, Math.min(1, opacity + 0.14)),
        // Neighbours of a coverage touch: smoothing both sides of a shared edge would draw it twice.
        'fill-antialias': !layer.schema.coverage,
      },
    } as LayerSpecification);
  }
  if (symbol.pattern && symbol.pattern.band === undefined) {
    out.push({
      id: idOf(place, 'pattern'),
      ...common,
      ...zoomsOf(place),
      paint: {
        'fill-pattern': patternOf(place),
        'fill-opacity': unlessHandedOver(kind, layer.opacity),
      },
    } as LayerSpecification);
  }
  return out;
}

function lineLayers(place: Place): LayerSpecification[] {
  const { symbol, layer, kind, look } = place;
  const common = { type: 'line', ...shapesOf(place), filter: notPoints } as const;
  const out: LayerSpecification[] = [];
  if (symbol.pattern?.band !== undefined) {
    out.push({
      id: idOf(place, 'band'),
      ...common,
      // Where the whole county is on screen the bands would fill it.
      ...zoomsOf(place, BAND_ZOOM),
      layout: { ...visibility(place), 'line-join': 'round' },
      paint: {
        'line-pattern': patternOf(place),
        'line-width': symbol.pattern.band,
        'line-offset': symbol.pattern.band / 2,
        'line-opacity': unlessHandedOver(kind, layer.opacity),
      },
    } as LayerSpecification);
  }
  symbol.strokes.forEach((stroke, i) => {
    const opacity = (stroke.opacity?.[look.theme] ?? 1) * layer.opacity;
    const minzoom = stroke.minZoom ?? symbol.shapeFromZoom;
    out.push({
      id: idOf(place, `stroke${i}`),
      ...common,
      ...zoomsOf(place, minzoom),
      layout: { ...visibility(place), 'line-join': 'round' },
      paint: {
        'line-color': stroke.paint ? fillColor(stroke.paint, look.theme) : stroke.color[look.theme],
        'line-width': strokeWidth(stroke.width, i === symbol.strokes.length - 1),
        'line-opacity': unlessHandedOver(kind, opacity),
        ...(stroke.dash ? { 'line-dasharray': stroke.dash.map((length) => length / stroke.width) } : {}),
      },
    } as LayerSpecification);
  });
  return out;
}

/** Fills and lines of a layer, from the lowest to the topmost. */
export function shapeLayers(layer: LayerState, kind: Kind, look: Look): LayerSpecification[] {
  const symbol = styledSymbol(layer);
  const place = { layer, kind, look, symbol };
  return [...fillLayers(place), ...lineLayers(place), ...dotLayers(place)];
}

/** Points drawn as dots in the colours of the user's style. */
function dotLayers(place: Place): LayerSpecification[] {
  const { symbol, layer, kind, look } = place;
  const { dot } = symbol;
  if (!dot) return [];
  return [
    {
      id: idOf(place, 'dot'),
      type: 'circle',
      ...shapesOf(place),
      filter: onlyPoints,
      ...zoomsOf(place),
      layout: visibility(place),
      paint: {
        'circle-color': fillColor(dot.paint, look.theme),
        'circle-radius': strokeWidth(dot.radius, true),
        'circle-opacity': unlessHandedOver(kind, layer.opacity),
        'circle-stroke-color': dot.stroke[look.theme],
        'circle-stroke-width': dot.strokeWidth,
        'circle-stroke-opacity': unlessHandedOver(kind, layer.opacity),
      },
    } as LayerSpecification,
  ];
}

function iconLayout(place: Place): Record<string, unknown> {
  const { symbol, look } = place;
  if (!symbol.mark) return {};
  const image = markImage(symbol.mark, look.theme);
  return {
    'icon-image': symbol.shapeFromZoom ? ['step', ['zoom'], image, symbol.shapeFromZoom, ''] : image,
    'icon-allow-overlap': symbol.mark !== 'facility',
    'icon-optional': false,
    'text-optional': true,
  };
}

function textLayout(place: Place, label: LabelSymbol): Record<string, unknown> {
  const { symbol, look } = place;
  const below = ['literal', [0, 0.95]];
  const middle = ['literal', [0, 0]];
  const from = symbol.shapeFromZoom;
  const shown = labelText(label, look.language, text(look.language, 'unit.ha'), MAP_COLORS[look.theme].ink);
  return {
    // A mark may stand at smaller scales than its name.
    'text-field': symbol.mark && !from ? ['step', ['zoom'], '', label.minZoom, shown] : shown,
    // Larger features first where there is no room for all labels.
    'symbol-sort-key': ['coalesce', ['get', 'rank'], 36],
    'text-font': [label.bold ? 'Noto Sans SC Bold' : 'Noto Sans SC'],
    'text-size': label.size * (look.labelScale ?? 1),
    'text-max-width': 11,
    'text-line-height': 1.15,
    'text-padding': label.rank < 20 ? 5 : 3,
    ...(symbol.dot ? { 'text-anchor': 'top', 'text-offset': below } : {}),
    ...(symbol.mark
      ? {
          'text-anchor': from ? ['step', ['zoom'], 'top', from, 'center'] : 'top',
          'text-offset': from ? ['step', ['zoom'], below, from, middle] : below,
        }
      : {}),
  };
}

/** Mark and label of a layer in one symbol layer, so that they are placed together. */
export function symbolLayers(layer: LayerState, kind: Kind, look: Look): LayerSpecification[] {
  const symbol = styledSymbol(layer);
  const place = { layer, kind, look, symbol };
  const { label, mark } = symbol;
  if (!label && !mark) return [];
  const colors = MAP_COLORS[look.theme];
  const color = label?.color;
  const ink =
    color === 'ink' || color === undefined
      ? colors.ink
      : color === 'ink-second'
        ? colors.inkSecond
        : color[look.theme];
  const minzoom = mark && !symbol.shapeFromZoom ? 11.75 : (label?.minZoom ?? 0);
  return [
    {
      id: idOf(place, 'label'),
      type: 'symbol',
      ...labelsOf(place),
      filter: onlyPoints,
      ...zoomsOf(place, minzoom, label?.maxZoom),
      layout: { ...visibility(place), ...iconLayout(place), ...(label ? textLayout(place, label) : {}) },
      paint: {
        'icon-opacity': unlessHandedOver(kind, layer.opacity),
        'text-color': ink,
        'text-halo-color': colors.halo,
        'text-halo-width': label?.halo ?? (label && label.size >= 12 ? 1.75 : 1.5),
        'text-opacity': unlessHandedOver(kind, Math.max(layer.opacity, 0.6)),
      },
    } as unknown as LayerSpecification,
  ];
}

export const labelRank = (layer: LayerState): number => styledSymbol(layer).label?.rank ?? 0;
