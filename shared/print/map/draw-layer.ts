import type { Language } from '../../i18n/languages.ts';
import type { LayerSymbol, PatternSymbol, StrokeSymbol } from '../../map/symbol.ts';
import { MAP_COLORS } from '../../map/theme.ts';
import type { LayerSchema } from '../../model/layer.ts';
import type { FieldValue } from '../../model/record.ts';
import { ink, onPaper, pen } from '../colors.ts';
import type { DisplayItem, Pen } from '../display-list.ts';
import { classField, shownClass } from './class-key.ts';
import { hatchDots, hatchLines } from './hatch.ts';
import { linesSink, type LinesSink } from './lines-sink.ts';
import { dotItem, MARK_FIELD, markItems } from './marks.ts';
import { STEPS_PER_MM, type Plotted, type Steps } from './plotter.ts';
import { uniqueEdges } from './unique-edges.ts';
import {
  isDrawn,
  showsBand,
  showsMark,
  showsShape,
  showsStroke,
  strokePx,
  type SymbolView,
} from './view-of.ts';

/** A layer to be drawn. */
export interface DrawnLayer {
  readonly schema: LayerSchema;
  readonly symbol: LayerSymbol;
  readonly opacity: number;
}

export type Values = Readonly<Record<string, FieldValue>>;

/** Takes the features of a layer one by one and gives what is painted. */
export interface LayerDrawing {
  /** @param anchor where a mark stands, mm; null for none */
  add(shape: Plotted, values: Values, anchor: readonly [x: number, y: number] | null): void;
  /** Fills, patterns and lines, from the lowest to the topmost. */
  shapes(): Generator<DisplayItem>;
  /** Marks and dots, which lie above the shapes of all layers. */
  marks(): readonly DisplayItem[];
}

/** Faces are drawn a trifle larger than they are: else the paper shines through between neighbours. */
const SEAM_MM = 0.04;

/** How strong the fill of a symbol is, 0 to 1. */
export function fillStrength({ fill }: LayerSymbol): number {
  if (fill === undefined) return 0;
  return fill.kind === 'by-code' ? Math.min(1, MAP_COLORS.light.classOpacity * fill.strength) : fill.opacity;
}

/** Hatches are drawn finer than on screen: paper holds finer lines, and borders must stand out from them. */
const HATCH_WEIGHT = 0.6;

const patternWay = { 'rising-hatch': 'rising', 'falling-hatch': 'falling' } as const;

function addPattern(pattern: PatternSymbol, rings: readonly Steps[], px: number, sink: LinesSink): void {
  const pitch = pattern.pitch * px;
  const lines =
    pattern.kind === 'dots'
      ? hatchDots(rings, pitch)
      : hatchLines(
          rings,
          patternWay[pattern.kind],
          pitch,
          pattern.band === undefined ? null : pattern.band * px,
        );
  for (const line of lines) sink.add(line);
}

const strokePen = (stroke: StrokeSymbol, color: string, px: number, opacity: number): Pen =>
  pen(color, stroke.width * px, {
    opacity: (stroke.opacity?.light ?? 1) * opacity,
    dash: (stroke.dash ?? []).map((length) => length * px),
    join: 'round',
  });

/**
 * @param ground whether nothing lies below: faces are then drawn wholly, in the colour they have on paper
 */
export function layerDrawing(
  { schema, symbol, opacity }: DrawnLayer,
  view: SymbolView,
  language: Language,
  ground: boolean,
): LayerDrawing {
  const { px } = view;
  const stroked = strokePx(view);
  const fills = new Map<string, LinesSink>();
  const patterns = linesSink();
  const rings = linesSink();
  /** Lines by colour where the style colours them by value; one entry without else. */
  const lines = new Map<string, LinesSink>();
  const marks: DisplayItem[] = [];
  const drawn = isDrawn(symbol, view);
  const shapes = drawn && showsShape(symbol, view);
  const patterned =
    shapes && symbol.pattern !== undefined && (symbol.pattern.band === undefined || showsBand(view));
  const strokes = shapes ? symbol.strokes.filter((stroke) => showsStroke(stroke, view)) : [];
  const sinkOf = (known: Map<string, LinesSink>, key: string): LinesSink => {
    const sink = known.get(key) ?? linesSink();
    known.set(key, sink);
    return sink;
  };
  const paint = symbol.strokes[0]?.paint;
  const valueOf = (values: Values, field: string | null): FieldValue =>
    field === null ? null : (values[field] ?? null);

  const addPolygon = ({ parts }: Plotted, values: Values): void => {
    const all = parts.flat();
    if (symbol.fill !== undefined) {
      const { color } = shownClass(symbol.fill, valueOf(values, classField(symbol.fill)));
      if (color !== null) for (const ring of all) sinkOf(fills, color).add(ring);
    }
    if (patterned && symbol.pattern !== undefined)
      for (const part of parts) addPattern(symbol.pattern, part, px, patterns);
    if (strokes.length > 0) for (const ring of all) rings.add(ring);
  };

  const addMark = (values: Values, [x, y]: readonly [number, number]): void => {
    if (symbol.dot !== undefined) {
      const { color } = shownClass(symbol.dot.paint, valueOf(values, classField(symbol.dot.paint)));
      if (color !== null) marks.push(dotItem(symbol.dot, color, x, y, px));
    }
    if (symbol.mark === undefined || !showsMark(symbol, view)) return;
    const code = String(valueOf(values, MARK_FIELD[symbol.mark]) ?? '');
    marks.push(...markItems(symbol.mark, code, x, y, px, language));
  };

  function* strokeItems(): Generator<DisplayItem> {
    const shape = { kind: 'shape', closed: false, fill: null, rule: 'nonzero' } as const;
    if (rings.count > 0) {
      const edges = linesSink();
      for (const line of uniqueEdges(rings.steps())) edges.add(line);
      for (const stroke of strokes) {
        const own = strokePen(stroke, stroke.color.light, stroked, opacity);
        for (const piece of edges.pieces()) yield { ...shape, lines: piece, pen: own };
      }
    }
    for (const stroke of strokes) {
      for (const [color, sink] of lines) {
        const own = strokePen(stroke, color === '' ? stroke.color.light : color, stroked, opacity);
        for (const piece of sink.pieces()) yield { ...shape, lines: piece, pen: own };
      }
    }
  }

  return {
    add: (shape, values, anchor) => {
      if (!drawn) return;
      if (shape.kind === 'polygon' && shapes) addPolygon(shape, values);
      if (shape.kind === 'line' && strokes.length > 0) {
        const color = paint === undefined ? '' : shownClass(paint, valueOf(values, classField(paint))).color;
        if (color !== null) for (const [line] of shape.parts) sinkOf(lines, color).add(line!);
      }
      if (anchor !== null) addMark(values, anchor);
    },
    *shapes() {
      const strength = fillStrength(symbol) * opacity;
      const face = { kind: 'shape', closed: true, rule: 'nonzero' } as const;
      for (const [color, sink] of [...fills].sort(([a], [b]) => (a < b ? -1 : 1))) {
        for (const piece of sink.pieces()) {
          const solid = onPaper(color, strength);
          yield ground
            ? {
                ...face,
                lines: piece,
                fill: ink(solid),
                pen: schema.coverage ? pen(solid, SEAM_MM, { join: 'round' }) : null,
              }
            : { ...face, lines: piece, fill: ink(color, strength), pen: null };
        }
      }
      const { pattern } = symbol;
      if (pattern !== undefined && patterns.count > 0) {
        const dots = pattern.kind === 'dots';
        const hatch = pen(pattern.color.light, pattern.weight * px * (dots ? 2 : HATCH_WEIGHT), {
          opacity,
          cap: dots ? 'round' : 'butt',
        });
        for (const piece of patterns.pieces())
          yield { kind: 'shape', lines: piece, closed: false, fill: null, pen: hatch, rule: 'nonzero' };
      }
      yield* strokeItems();
    },
    marks: () => marks,
  };
}

/** Millimetres of a place in steps. */
export const toMm = (step: number): number => step / STEPS_PER_MM;
