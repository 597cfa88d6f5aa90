import type { CrsReading } from '../crs/parse-wkt.ts';
import type { Packed } from '../geometry/packed.ts';

/** A value as a source gives it, before it is fitted to a field. */
export type RawValue = string | number | boolean | null;

export type RawValues = Record<string, RawValue>;

/**
 * Makes an empty record for the values of a feature. It inherits nothing, so that a name such as `__proto__` is a field
 * like any other; made by a constructor because that is many times quicker to fill and to read than what
 * `Object.create(null)` gives.
 */
export const NewRawValues = function () {} as unknown as new () => RawValues;
NewRawValues.prototype = Object.create(null);

/** A feature as a source gives it. */
export interface RawFeature {
  readonly kind: 'feature';
  /** 1-based number in the source, counting every record. */
  readonly number: number;
  readonly values: Readonly<Record<string, RawValue>>;
  /** In the source's own coordinates, unrounded; null where the record has none. */
  readonly geometry: Packed | null;
}

/** Something wrong in a source. A fatal one ends the reading: what follows cannot be trusted. */
export interface Problem {
  readonly kind: 'problem';
  /** 1-based number of the feature, null for the file. */
  readonly feature: number | null;
  /** Suffix of `import.note.<code>`; of `error.import.<code>` when fatal. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly level: 'info' | 'warning' | 'error';
  readonly fatal: boolean;
  /** True when the feature is left out because of it. */
  readonly refused: boolean;
}

type Params = Readonly<Record<string, string | number>>;

/** A feature that cannot be read and is left out. */
export const refused = (feature: number, code: string, params: Params = {}): Problem => ({
  kind: 'problem',
  feature,
  code,
  params,
  level: 'error',
  fatal: false,
  refused: true,
});

/** Something noticed that leaves no feature out. */
export const noticed = (
  feature: number | null,
  code: string,
  params: Params = {},
  level: 'info' | 'warning' = 'warning',
): Problem => ({ kind: 'problem', feature, code, params, level, fatal: false, refused: false });

/** The file cannot be read on. */
export const fatal = (code: string, params: Params = {}, feature: number | null = null): Problem => ({
  kind: 'problem',
  feature,
  code,
  params,
  level: 'error',
  fatal: true,
  refused: false,
});

/** One layer of a source, as far as it tells of itself. */
export interface LayerInfo {
  readonly name: string;
  readonly count: number | null;
  /** As the format names it, e.g. `Polygon`, `MULTIPOLYGON`. */
  readonly geometry: string;
  readonly crs: CrsReading;
  /** Encoding the texts were read with; null where the format leaves no choice. */
  readonly encoding: string | null;
  /** `alias`: what people call the field, where the source says so. */
  readonly fields: readonly { readonly name: string; readonly type: string; readonly alias?: string }[];
}
