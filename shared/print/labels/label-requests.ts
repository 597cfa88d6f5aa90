import { boxOfXY } from '../../geometry/box.ts';
import { innermostPoint } from '../../geometry/label-point.ts';
import type { Box } from '../../geometry/packed.ts';
import type { Language } from '../../i18n/languages.ts';
import type { LayerSymbol } from '../../map/symbol.ts';
import { MAP_COLORS } from '../../map/theme.ts';
import { clipRing } from '../../tiles/clip.ts';
import type { Values } from '../map/draw-layer.ts';
import { MARK_REACH } from '../map/marks.ts';
import { STEPS_PER_MM, type Plotted } from '../map/plotter.ts';
import { showsLabel, showsMark, type SymbolView } from '../map/view-of.ts';
import { textWidth } from '../text-metrics.ts';
import { labelLines } from './label-text.ts';
import type { LabelLine, LabelRequest } from './place-labels.ts';
import type { Rect } from './taken-space.ts';

/** Labels of lower rank are class names: they stand only where they lie wholly in their parcel. */
const CLASS_NAME_RANK = 20;
/** A second line is a little smaller. */
const SECOND_SIZE = 0.85;
/** Labels are set a little larger than on screen in relation to lines: paper is read from farther away. */
const LABEL_SCALE = 1.05;

/** Half the plane area of a ring, signed. */
function ringArea(ring: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  return sum / 2;
}

/** The largest part of a polygon inside the frame, millimetres, with its size; null where nothing of it is seen. */
function largestSeen(shape: Plotted, frame: Box): { rings: number[][]; area: number } | null {
  let best: { rings: number[][]; area: number } | null = null;
  for (const part of shape.parts) {
    const rings = part
      .map((ring) => clipRing(ring, 0, ring.length / 2, frame).map((step) => step / STEPS_PER_MM))
      .filter((ring) => ring.length >= 6);
    const area = rings.length === 0 ? 0 : Math.abs(ringArea(rings[0]!));
    if (area > (best?.area ?? 0)) best = { rings, area };
  }
  return best;
}

/** Marks stand at the innermost point within this, mm. */
const MARK_PRECISION = 0.2;

const boxOf = (rings: readonly ArrayLike<number>[]): Rect => boxOfXY(rings[0]!);

function innermost(rings: readonly ArrayLike<number>[], precision: number): readonly [number, number] {
  const { x, y } = innermostPoint(rings, precision);
  return [x, y];
}

/** The place of a point, of the middle of a line, or of the innermost point of a polygon in the frame, mm. */
export function anchorOf(shape: Plotted, frame: Box): readonly [number, number] | null {
  if (shape.kind === 'polygon') {
    const seen = largestSeen(shape, frame);
    if (seen === null) return null;
    return innermost(seen.rings, MARK_PRECISION);
  }
  const points = shape.parts[0]![0]!;
  const middle = 2 * Math.floor(points.length / 4);
  const [x, y] = [points[middle]! / STEPS_PER_MM, points[middle + 1]! / STEPS_PER_MM];
  const inFrame = x >= frame[0] / STEPS_PER_MM && x <= frame[2] / STEPS_PER_MM;
  return inFrame && y >= frame[1] / STEPS_PER_MM && y <= frame[3] / STEPS_PER_MM ? [x, y] : null;
}

/**
 * Makes the label that a feature asks for, beside its `mark` if it has one; null where it has none, or none at
 * this scale, or no room in its parcel.
 */
export function labelRequests(symbol: LayerSymbol, view: SymbolView, language: Language, frame: Box) {
  const { label } = symbol;
  const shown = label !== undefined && showsLabel(symbol, view);
  const beside = showsMark(symbol, view) || symbol.dot !== undefined;
  const reach = beside ? (MARK_REACH[symbol.mark ?? 'observation'] + 0.6) * view.px : 0;
  const { ink, inkSecond } = MAP_COLORS.light;
  const colorOf = (): string =>
    label?.color === 'ink' ? ink : label?.color === 'ink-second' ? inkSecond : (label?.color.light ?? ink);

  return (
    shape: Plotted,
    values: Values,
    order: number,
    mark: readonly [number, number] | null,
  ): LabelRequest | null => {
    if (!shown || (beside && mark === null)) return null;
    const texts = labelLines(label, values, language);
    if (texts.length === 0) return null;
    const size = label.size * view.px * LABEL_SCALE;
    const lines = texts.map((text, i): LabelLine => ({
      text,
      size: i === 0 ? size : size * SECOND_SIZE,
      bold: label.bold && i === 0,
      color: i === 0 || !label.area ? colorOf() : ink,
    }));
    const common = {
      lines,
      halo: (label.halo ?? (label.size >= 12 ? 1.75 : 1.5)) * 2 * view.px,
      rank: label.rank,
      order,
    };
    const seen = shape.kind === 'polygon' ? largestSeen(shape, frame) : null;
    if (shape.kind === 'polygon' && seen === null) return null;
    const inside = label.rank < CLASS_NAME_RANK && seen !== null ? seen.rings : null;
    // A name wider than its parcel is long needs no innermost point.
    if (inside !== null && seen !== null && textWidth(texts[0]!, lines[0]!) ** 2 > 9 * seen.area) return null;
    const at = mark ?? (seen === null ? anchorOf(shape, frame) : innermost(seen.rings, size / 10));
    if (at === null) return null;
    const [x, y] = at;
    return {
      ...common,
      x,
      y,
      where:
        mark !== null
          ? { kind: 'mark', reach }
          : inside === null && seen !== null
            ? { kind: 'face', box: boxOf(seen.rings) }
            : { kind: 'on' },
      inside,
      weight: seen?.area ?? 0,
    };
  };
}
