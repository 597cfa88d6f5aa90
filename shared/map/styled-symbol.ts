import { DASHES, type LayerStyle } from '../model/layer-style.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FillSymbol, LabelSymbol, LayerSymbol, PatternSymbol, StrokeSymbol } from './symbol.ts';
import type { Box } from '../geometry/packed.ts';
import { zoomForScale } from './scale.ts';
import { layerSymbol } from './symbols.ts';
import { themed, type ThemedColor } from './theme.ts';

/** What a symbol is made from. */
export interface Styled {
  readonly schema: LayerSchema;
  readonly style?: LayerStyle | null;
  readonly box?: Box | null;
}

/** Where a layer without features is taken to lie, degrees north. */
const MIDDLE_LATITUDE = 33;
/** The zooms that the map knows. */
const DEEPEST = 24;

const same = (color: string): ThemedColor => themed(color, color);

/** Fill of faces without a colour of their own, as of 100%. */
const CLASS_OPACITY = 0.7;

/** The first colour a fill shows: what a line or a mark of the layer takes. */
function firstColor(fill: FillSymbol | undefined, symbol: LayerSymbol): ThemedColor {
  if (fill?.kind === 'plain') return fill.color;
  return symbol.strokes.at(-1)?.color ?? symbol.pattern?.color ?? same('#0d6b6b');
}

/** What the style's renderer paints with; undefined where the standard decides. */
function paintOf(style: LayerStyle, standard: LayerSymbol): FillSymbol | undefined {
  const by = style.renderer;
  const opacity = style.fillOpacity;
  switch (by.kind) {
    case 'single':
      return {
        kind: 'plain',
        color: same(by.color),
        opacity: opacity ?? (standard.fill?.kind === 'plain' ? standard.fill.opacity : 0.12),
      };
    case 'categorised':
      return {
        kind: 'classes',
        field: by.field,
        classes: by.classes.map(({ values, color }) => ({ values, color })),
        other: by.other,
        opacity: opacity ?? CLASS_OPACITY,
      };
    case 'graduated':
      return {
        kind: 'steps',
        field: by.field,
        breaks: by.breaks,
        colors: by.colors,
        opacity: opacity ?? CLASS_OPACITY,
      };
    default:
      return undefined;
  }
}

/** The standard fill with another opacity. */
function faded(fill: FillSymbol | undefined, opacity: number | null): FillSymbol | undefined {
  if (!fill || opacity === null) return fill;
  if (fill.kind !== 'by-code') return { ...fill, opacity };
  return { ...fill, strength: opacity / CLASS_OPACITY };
}

function patternOf(style: LayerStyle, standard: PatternSymbol | undefined): PatternSymbol | undefined {
  const { pattern } = style;
  if (pattern === null) return standard;
  if (pattern.kind === 'none') return undefined;
  return {
    kind: pattern.kind,
    color: same(pattern.color),
    weight: pattern.kind === 'dots' ? 0.9 : 1,
    pitch: pattern.pitch,
  };
}

function strokesOf(
  style: LayerStyle,
  standard: LayerSymbol,
  paint: FillSymbol | undefined,
  isLine: boolean,
): readonly StrokeSymbol[] {
  const { outline } = style;
  const last = standard.strokes.at(-1);
  const dash = outline && DASHES[outline.dash].length > 0 ? { dash: DASHES[outline.dash] } : {};
  if (isLine) {
    const color = outline ? same(outline.color) : firstColor(paint, standard);
    const width = outline?.width ?? last?.width ?? 1.75;
    const dashed = outline ? dash : last?.dash ? { dash: last.dash } : {};
    return [{ color, width, ...dashed, ...(paint && { paint }) }];
  }
  if (outline)
    return outline.width === 0 ? [] : [{ color: same(outline.color), width: outline.width, ...dash }];
  // One colour chosen for a layer is that of its border too; classes keep a hairline.
  if (style.renderer.kind === 'single')
    return standard.strokes.map((stroke) => ({ ...stroke, color: firstColor(paint, standard) }));
  return standard.strokes;
}

function labelOf(
  style: LayerStyle,
  standard: LabelSymbol | undefined,
  zoomOfScale: (denominator: number) => number,
): LabelSymbol | undefined {
  const { labels } = style;
  if (labels === null) return standard;
  const [field, second] = labels.fields;
  if (field === undefined) return undefined;
  const base = standard ?? {
    color: 'ink' as const,
    bold: false,
    rank: 30,
  };
  return {
    field,
    ...(second !== undefined && { second }),
    color: base.color,
    bold: base.bold,
    rank: base.rank,
    size: labels.size,
    halo: labels.halo,
    area: false,
    minZoom: labels.scale.min === null ? 0 : zoomOfScale(labels.scale.min),
    ...(labels.scale.max !== null && { maxZoom: zoomOfScale(labels.scale.max) }),
  };
}

/** The symbol of a layer as its style has it: the standard one where that says nothing. */
export function styledSymbol({ schema, style, box }: Styled): LayerSymbol {
  const standard = layerSymbol(schema.id, schema.geometry);
  if (!style) return standard;
  const latitude = box ? (box[1] + box[3]) / 2 : MIDDLE_LATITUDE;
  const zoomOfScale = (denominator: number): number =>
    Math.min(DEEPEST, Math.max(0, zoomForScale(latitude, denominator)));
  const paint = paintOf(style, standard);
  const point = schema.geometry === 'POINT';
  const line = schema.geometry === 'LINESTRING';
  const pattern = patternOf(style, standard.pattern);
  const label = labelOf(style, standard.label, zoomOfScale);
  const fill = point || line ? undefined : (paint ?? faded(standard.fill, style.fillOpacity));
  const { fill: _fill, pattern: _pattern, label: _label, mark, ...rest } = standard;
  return {
    ...rest,
    strokes: point ? [] : strokesOf(style, standard, paint, line),
    ...(fill && { fill }),
    ...(pattern && !point && !line && { pattern }),
    ...(label && { label: withDomain(label, schema) }),
    ...(point && paint ? { dot: dotOf(style, paint) } : mark !== undefined && { mark }),
    ...(style.scale?.min != null && { minZoom: zoomOfScale(style.scale.min) }),
    ...(style.scale?.max != null && { maxZoom: zoomOfScale(style.scale.max) }),
  };
}

/** A point layer of the user's colours is drawn with dots. */
const dotOf = (style: LayerStyle, paint: FillSymbol) => ({
  paint,
  radius: 5,
  stroke: same(style.outline?.color ?? '#ffffff'),
  strokeWidth: style.outline?.width ?? 1.25,
});

/** A label of a coded field shows the code's name. */
function withDomain(label: LabelSymbol, schema: LayerSchema): LabelSymbol {
  const domainOf = (name: string | undefined) => schema.fields.find((field) => field.name === name)?.domain;
  const domain = domainOf(label.field);
  const second = domainOf(label.second);
  return { ...label, ...(domain && { domain }), ...(second && { secondDomain: second }) };
}

/** How strong the fill of a symbol is on the light ground, 0 to 1; null where it has none. */
export function fillShare({ fill }: LayerSymbol): number | null {
  if (!fill) return null;
  return fill.kind === 'by-code' ? Math.min(1, fill.strength * CLASS_OPACITY) : fill.opacity;
}
