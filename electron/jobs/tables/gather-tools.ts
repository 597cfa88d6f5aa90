import { commonGround, type CommonGround } from '../../../shared/analysis/difference/common-ground.ts';
import type { TableAbout } from '../../../shared/analysis/tables/types.ts';
import type { Pace } from '../../../shared/check/pace.ts';
import { hasRows, hasShapes, type FeatureSource, type SourceLayer } from '../../../shared/check/source.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';

/** What gathering the figures of a table needs. The caller holds one state of the source. */
export interface GatherTools {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly ground: CommonGround;
  readonly pace: Pace;
  readonly ruleset: Ruleset;
  readonly about: TableAbout;
  /** Share of the work done, 0 to 1. */
  readonly onShare: (share: number) => void;
}

export const createGatherTools = (given: Omit<GatherTools, 'ground'>): GatherTools => ({
  ...given,
  ground: commonGround(given.overlay),
});

/** The tools for one of several steps. */
export const partOf = (tools: GatherTools, step: number, steps: number): GatherTools => ({
  ...tools,
  onShare: (share) => tools.onShare((step + share) / steps),
});

/** Figures, or the layers without which there are none. */
export type Gathered<T> =
  | { readonly aggregates: T; readonly missing: readonly [] }
  | { readonly aggregates: null; readonly missing: readonly string[] };

export const gathered = <T>(aggregates: T): Gathered<T> => ({ aggregates, missing: [] });
export const lacking = <T>(...missing: readonly string[]): Gathered<T> => ({ aggregates: null, missing });

/** The layer that plays a part, those of the product first; undefined where it is empty or there is none. */
export function layerOfRole(source: FeatureSource, role: string, shapes = true): SourceLayer | undefined {
  return [...source.occupied()]
    .filter((layer) => layer.schema.role === role && (shapes ? hasShapes(layer) : hasRows(layer)))
    .sort(
      (a, b) => Number(b.schema.builtIn) - Number(a.schema.builtIn) || (a.schema.id < b.schema.id ? -1 : 1),
    )[0];
}

/** Ground less than this, 0.0001 m2, that one layer has more than what lies over it, is the rounding of borders. */
export const BORDER_NOISE = 10_000;
