import type { Language } from '../../i18n/languages.ts';
import { GREY, ink, onPaper, pen } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { box, type Area } from '../draw.ts';
import { PLAIN_KEY, shownClass } from '../map/class-key.ts';
import { fillStrength, layerDrawing } from '../map/draw-layer.ts';
import { dotItem, markItems } from '../map/marks.ts';
import { STEPS_PER_MM, type Plotted } from '../map/plotter.ts';
import type { SymbolView } from '../map/view-of.ts';
import type { LegendEntry } from './legend-model.ts';

const step = (mm: number): number => Math.round(mm * STEPS_PER_MM);

/** A small shape for the swatch of a layer: its rectangle, or a line through it. */
function sample({ x, y, width, height }: Area, line: boolean): Plotted {
  const [left, top, right, bottom] = [x, y, x + width, y + height].map(step) as [
    number,
    number,
    number,
    number,
  ];
  if (!line)
    return { kind: 'polygon', parts: [[Int32Array.of(left, top, right, top, right, bottom, left, bottom)]] };
  const middle = step(y + height / 2);
  return { kind: 'line', parts: [[Int32Array.of(left, middle, right, middle)]] };
}

/** The look of a class or a layer, drawn by what draws the map. */
export function* swatchItems(
  { tally, key }: LegendEntry,
  area: Area,
  view: SymbolView,
  language: Language,
): Generator<DisplayItem> {
  const { layer, byMark } = tally;
  const { symbol, schema } = layer;
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  const paint = symbol.fill ?? symbol.dot?.paint ?? symbol.strokes[0]?.paint;
  if (byMark && symbol.mark !== undefined) {
    yield* markItems(symbol.mark, key, x, y, view.px, language);
    return;
  }
  const classColor = (): string => {
    if (paint === undefined) return GREY;
    if (paint.kind === 'classes') return paint.classes[Number(key)]?.color ?? paint.other ?? GREY;
    if (paint.kind === 'steps') return paint.colors[Number(key)] ?? GREY;
    return shownClass(paint, key).color ?? GREY;
  };
  if (symbol.dot !== undefined) {
    yield dotItem(symbol.dot, classColor(), x, y, view.px);
    return;
  }
  if (key !== PLAIN_KEY && schema.geometry !== 'LINESTRING') {
    const color = onPaper(classColor(), fillStrength(symbol) * layer.opacity);
    yield box(area, ink(color), pen(GREY, 0.12));
    return;
  }
  // The zoom of the map may hide what a layer shows nearer by; its class is on the map, so its look is shown.
  const drawing = layerDrawing(
    layer,
    { ...view, zoom: Math.max(view.zoom, symbol.shapeFromZoom ?? 0) },
    language,
    false,
  );
  drawing.add(sample(area, schema.geometry === 'LINESTRING'), { [fieldOf(paint) ?? '']: key }, [x, y]);
  yield* drawing.shapes();
}

const fieldOf = (paint: { readonly kind: string; readonly field?: string } | undefined): string | undefined =>
  paint?.field;
