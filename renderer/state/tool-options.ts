import { create } from 'zustand';

/** What the tools are set to; kept while the window is open. */
export interface ToolOptions {
  /** Whether a filled hole is ground of the feature around it, or a feature of its own. */
  readonly fillHole: 'fill' | 'feature';
  /** Area to cut off, m2. */
  readonly splitAreaM2: number;
  /** Direction of the cutting line, degrees clockwise from north; null while it follows the pointer. */
  readonly splitBearing: number | null;
  /** Of the two shapes that a reshaped border can give, the smaller one. */
  readonly reshapeSmaller: boolean;
  /** Vertices and edges that features have in common are edited in all of them that may be written. */
  readonly shareBorders: boolean;
  /** New shapes leave out the ground that features of their layer have. */
  readonly avoidOverlap: boolean;
  /** New shapes take the gaps they close against their neighbours. */
  readonly fillGaps: boolean;
  /** Transformed features are copies; the originals stay. */
  readonly transformCopies: boolean;
  /** Vertices that transformed features share with others move along there. */
  readonly transformShared: boolean;
  /** What is cut by the features that are clicked: their ground is taken away, or all other ground is. */
  readonly cutBy: 'erase' | 'clip';
  readonly change: (patch: Partial<Omit<ToolOptions, 'change'>>) => void;
}

export const useToolOptions = create<ToolOptions>()((set) => ({
  fillHole: 'fill',
  splitAreaM2: 10_000,
  splitBearing: null,
  reshapeSmaller: false,
  shareBorders: true,
  avoidOverlap: false,
  fillGaps: false,
  transformCopies: false,
  transformShared: false,
  cutBy: 'erase',
  change: (patch) => set(patch),
}));
