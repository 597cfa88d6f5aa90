import type { Overlay } from '../geometry/overlay.ts';
import type { Pace } from './pace.ts';
import type { FeatureSource } from './source.ts';

/** What running needs; `batch` is only for tests, which vary it. */
export interface RunTools {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly pace: Pace;
  readonly batch?: number;
  /** A layer is being read: its id and how many of its features are done. */
  readonly onRead?: (layer: string, features: number) => void;
}
