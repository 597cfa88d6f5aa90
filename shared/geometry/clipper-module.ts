/*
 * What this product uses of the clipper2-wasm module (Clipper2, BSL-1.0). Objects live in the module's
 * own memory and are freed by `delete`.
 */

export interface ClipperPath {
  /** Takes over x, y, z triples. */
  assign(coordinates: Float64Array): void;
  /** x, y, z triples in module memory: copy before the next call. */
  view(): Float64Array;
  delete(): void;
}

export interface ClipperPaths {
  push_back(path: ClipperPath): void;
  size(): number;
  get(index: number): ClipperPath;
  delete(): void;
}

type FillRule = { readonly value: number };

type BooleanFunction = (
  subjects: ClipperPaths,
  clips: ClipperPaths,
  fillRule: FillRule,
  precision: number,
) => ClipperPaths;

export interface ClipperModule {
  readonly PathD: new () => ClipperPath;
  readonly PathsD: new () => ClipperPaths;
  readonly FillRule: {
    readonly EvenOdd: FillRule;
    readonly NonZero: FillRule;
    readonly Positive: FillRule;
  };
  readonly IntersectD: BooleanFunction;
  readonly UnionD: BooleanFunction;
  readonly DifferenceD: BooleanFunction;
  readonly XorD: BooleanFunction;
  readonly UnionSelfD: (paths: ClipperPaths, fillRule: FillRule, precision: number) => ClipperPaths;
}
