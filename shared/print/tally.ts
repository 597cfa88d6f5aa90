import type { LayerSymbol } from '../map/symbol.ts';
import type { FieldValue } from '../model/record.ts';
import { classField, PLAIN_KEY, shownClass } from './map/class-key.ts';
import type { DrawnLayer, Values } from './map/draw-layer.ts';
import { MARK_FIELD } from './map/marks.ts';
import { isDrawn, showsMark, type SymbolView } from './map/view-of.ts';

/** What of one class of a layer is really seen in the frame. */
export interface ClassTally {
  readonly key: string;
  count: number;
  /** Ellipsoid area inside the frame (or the page's township), m2; null where nobody asked for it. */
  areaM2: number | null;
}

/** A feature in the frame, for tables. */
export interface FeatureTally {
  readonly name: string;
  readonly areaM2: number | null;
  readonly order: number;
}

/** A layer with what of it is seen. */
export interface LayerTally {
  readonly layer: DrawnLayer;
  /** Whether its classes are the codes of its marks. */
  readonly byMark: boolean;
  readonly classes: ReadonlyMap<string, ClassTally>;
  readonly features: readonly FeatureTally[];
}

export interface TallyBook {
  add(values: Values, name: string, order: number, areaM2: number | null): void;
  result(): LayerTally;
}

/** Features of a layer that a table may list: more than any sheet has room for. */
const MOST_FEATURES = 2000;

/** The class of a feature as the legend explains it. */
function keyOf(symbol: LayerSymbol, byMark: boolean, values: Values): string | null {
  const valueOf = (field: string | null): FieldValue => (field === null ? null : (values[field] ?? null));
  if (byMark && symbol.mark !== undefined) return String(valueOf(MARK_FIELD[symbol.mark]) ?? '');
  const paint = symbol.fill ?? symbol.dot?.paint ?? symbol.strokes[0]?.paint;
  if (paint === undefined) return PLAIN_KEY;
  const { key, color } = shownClass(paint, valueOf(classField(paint)));
  return color === null ? null : key;
}

/** Counts the features of a layer by class as they are drawn. */
export function tallyBook(layer: DrawnLayer, view: SymbolView): TallyBook {
  const { symbol } = layer;
  const byMark = showsMark(symbol, view);
  const drawn = isDrawn(symbol, view);
  const classes = new Map<string, ClassTally>();
  let features: FeatureTally[] = [];
  const largestFirst = (): FeatureTally[] =>
    features.toSorted((a, b) => (b.areaM2 ?? 0) - (a.areaM2 ?? 0) || a.order - b.order);
  return {
    add: (values, name, order, areaM2) => {
      const key = drawn ? keyOf(symbol, byMark, values) : null;
      if (key === null) return;
      const known = classes.get(key);
      if (known === undefined) classes.set(key, { key, count: 1, areaM2 });
      else {
        known.count++;
        if (areaM2 !== null) known.areaM2 = (known.areaM2 ?? 0) + areaM2;
      }
      if (name === '') return;
      features.push({ name, areaM2, order });
      if (features.length >= 2 * MOST_FEATURES) features = largestFirst().slice(0, MOST_FEATURES);
    },
    result: () => ({ layer, byMark, classes, features: largestFirst().slice(0, MOST_FEATURES) }),
  };
}
