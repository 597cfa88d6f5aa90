/** The lines an outline may have, with their dashes in pixels. */
export const DASHES = { solid: [], dash: [8, 4], dot: [2, 3], 'dash-dot': [10, 3, 2, 3] } as const;
export type DashKind = keyof typeof DASHES;
export const DASH_KINDS = Object.keys(DASHES) as readonly DashKind[];
export const PATTERN_KINDS = ['rising-hatch', 'falling-hatch', 'dots'] as const;
export type PatternKind = (typeof PATTERN_KINDS)[number];
export const BREAK_METHODS = ['equal', 'quantile', 'natural'] as const;
export type BreakMethod = (typeof BREAK_METHODS)[number];

/** The most classes a style may have: more than any code list of the standards. */
export const MOST_CLASSES = 400;

/** Scale denominators: `min` ends the small scales (the larger number), `max` the large ones. Null: no limit. */
export interface ScaleRange {
  readonly min: number | null;
  readonly max: number | null;
}

/** Values drawn in one colour. */
export interface StyleClass {
  /** Merged classes have several. */
  readonly values: readonly (string | number)[];
  readonly color: string;
  /** Null: the name of the code, or the value itself. */
  readonly label: string | null;
}

export type StyleRenderer =
  | { readonly kind: 'standard' }
  | { readonly kind: 'single'; readonly color: string }
  | {
      readonly kind: 'categorised';
      readonly field: string;
      readonly classes: readonly StyleClass[];
      /** Colour of all other values and of none; null draws nothing for them. */
      readonly other: string | null;
    }
  | {
      readonly kind: 'graduated';
      readonly field: string;
      readonly method: BreakMethod;
      readonly ramp: string;
      /** Borders of the classes, ascending: one more than there are colours. A value on a border is in the upper class. */
      readonly breaks: readonly number[];
      readonly colors: readonly string[];
    };

/**
 * How a layer is drawn where it differs from its standard symbol: null in a part means as the standard has it.
 * Colours are `#rrggbb`, sizes screen pixels at 100%, shares 0 to 1.
 */
export interface LayerStyle {
  readonly renderer: StyleRenderer;
  readonly fillOpacity: number | null;
  readonly outline: { readonly color: string; readonly width: number; readonly dash: DashKind } | null;
  readonly pattern: {
    readonly kind: 'none' | PatternKind;
    readonly color: string;
    readonly pitch: number;
  } | null;
  readonly labels: {
    /** None: no labels. The second stands on a line of its own. */
    readonly fields: readonly string[];
    readonly size: number;
    readonly halo: number;
    readonly scale: ScaleRange;
  } | null;
  readonly scale: ScaleRange | null;
}

/** Everything as the standard has it. */
export const STANDARD_STYLE: LayerStyle = {
  renderer: { kind: 'standard' },
  fillOpacity: null,
  outline: null,
  pattern: null,
  labels: null,
  scale: null,
};

/** Fields that drawing by the style reads. */
export function styleFields(style: LayerStyle | null | undefined): readonly string[] {
  if (!style) return [];
  const { renderer: by, labels } = style;
  const colored = by.kind === 'categorised' || by.kind === 'graduated' ? [by.field] : [];
  return [...new Set([...colored, ...(labels?.fields ?? [])])];
}

/** The style when a field has another name, or is gone (null); what went by a field that is gone is as the standard has it. */
export function styleAfterField(style: LayerStyle, name: string, now: string | null): LayerStyle {
  const { renderer: by, labels } = style;
  const colors = (by.kind === 'categorised' || by.kind === 'graduated') && by.field === name;
  const fields = labels?.fields.flatMap((one) => (one !== name ? [one] : now === null ? [] : [now]));
  return {
    ...style,
    renderer: !colors ? by : now === null ? { kind: 'standard' } : { ...by, field: now },
    labels:
      !labels || !fields
        ? null
        : fields.length === 0 && labels.fields.length > 0
          ? null
          : { ...labels, fields },
  };
}

/** Whether a style says nothing the standard does not. */
export const isStandard = (style: LayerStyle): boolean =>
  JSON.stringify(style) === JSON.stringify(STANDARD_STYLE);
