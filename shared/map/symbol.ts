import type { MapTheme, ThemedColor } from './theme.ts';

/** One stroke; sizes in screen pixels at 100%. */
export interface StrokeSymbol {
  readonly color: ThemedColor;
  readonly width: number;
  /** On, off, on, off ... in pixels. */
  readonly dash?: readonly number[];
  readonly opacity?: Readonly<Record<MapTheme, number>>;
  readonly minZoom?: number;
  /** Colour by the feature's own values, in place of `color`. */
  readonly paint?: FillSymbol;
}

/** A generated, repeating image; `pitch` is the distance of its lines or the side of its cell in pixels. */
export interface PatternSymbol {
  readonly kind: 'rising-hatch' | 'falling-hatch' | 'dots';
  readonly color: ThemedColor;
  readonly weight: number;
  readonly pitch: number;
  /** Width in pixels of the band along the inside that it fills; absent where it fills the whole shape. */
  readonly band?: number;
}

/** A fill of one colour, or by the colours of a code list. */
export type FillSymbol =
  | { readonly kind: 'plain'; readonly color: ThemedColor; readonly opacity: number }
  | {
      readonly kind: 'by-code';
      readonly field: string;
      /** Code list whose entries bring their own colours, or a table of colours. */
      readonly colors: 'land_use_class' | 'survey_class' | Readonly<Record<string, ThemedColor>>;
      /** Leading characters of the code that decide, when the table is not by whole codes. */
      readonly prefix?: number;
      /** Share of the theme's opacity of class fills. */
      readonly strength: number;
    }
  | {
      readonly kind: 'classes';
      readonly field: string;
      readonly classes: readonly { readonly values: readonly (string | number)[]; readonly color: string }[];
      /** Colour of all other values; null for none. */
      readonly other: string | null;
      /** On the light ground; less on the dark one, as class fills are. */
      readonly opacity: number;
    }
  | {
      readonly kind: 'steps';
      readonly field: string;
      /** Borders of the classes, ascending, one more than there are colours. */
      readonly breaks: readonly number[];
      readonly colors: readonly string[];
      readonly opacity: number;
    };

/** A dot that stands for a point. */
export interface DotSymbol {
  readonly paint: FillSymbol;
  readonly radius: number;
  readonly stroke: ThemedColor;
  readonly strokeWidth: number;
}

/** Marks made by the page: no files. */
export type MarkSymbol = 'town-rank' | 'facility' | 'observation';

export interface LabelSymbol {
  /** Field shown; `class` shows the code's name. */
  readonly field: string;
  /** Code list whose names are shown. */
  readonly domain?: string;
  /** Field on a line of its own below. */
  readonly second?: string;
  readonly secondDomain?: string;
  /** Width of the halo; by size where absent. */
  readonly halo?: number;
  readonly color: ThemedColor | 'ink' | 'ink-second';
  readonly size: number;
  readonly bold: boolean;
  readonly minZoom: number;
  readonly maxZoom?: number;
  /** Second line: the area in hectares. */
  readonly area: boolean;
  /** Larger is placed first where labels collide. */
  readonly rank: number;
}

/** How one layer is drawn. Strokes from the lowest to the topmost. */
export interface LayerSymbol {
  readonly fill?: FillSymbol;
  readonly pattern?: PatternSymbol;
  readonly strokes: readonly StrokeSymbol[];
  readonly mark?: MarkSymbol;
  readonly dot?: DotSymbol;
  /** Zooms between which the layer is drawn. */
  readonly minZoom?: number;
  readonly maxZoom?: number;
  /** Below this zoom the mark stands for the shape; above it the shape is drawn. */
  readonly shapeFromZoom?: number;
  readonly label?: LabelSymbol;
}
