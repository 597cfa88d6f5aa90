import type { Box, Packed } from '../../geometry/packed.ts';
import type { FieldValue, RecordRef } from '../../model/record.ts';

/**
 * What happened to a feature: it came, it went, its class changed, its border moved, other attributes changed; `nodes`
 * where its border has other vertices and runs as before.
 */
export const CHANGE_KINDS = ['added', 'deleted', 'class', 'shape', 'attributes', 'nodes'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface FieldDifference {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** One feature that differs between two states. */
export interface VersionChange {
  readonly ref: RecordRef;
  readonly fid: number;
  /** All that happened to it, the gravest first; one of `added` and `deleted` stands alone. */
  readonly kinds: readonly ChangeKind[];
  readonly name: string | null;
  readonly identifier: string | null;
  /** Nine digits; null where neither the feature nor the townships say. */
  readonly township: string | null;
  /** Class by the layer's class field; null where there is none or the feature was not there. */
  readonly classBefore: string | null;
  readonly classAfter: string | null;
  /** Fields that a person keeps and that differ, the class among them; empty for what came or went. */
  readonly fields: readonly FieldDifference[];
  /** Ground that is covered otherwise than before: came, went, or has another class. m2, 0 for lines and points. */
  readonly areaM2: number;
  /** What is outlined on the map: the ground that changed, measured; null for a record without a place. */
  readonly geometry: Packed | null;
  readonly box: Box | null;
}

export interface Township {
  readonly code: string;
  readonly name: string;
}

export interface VersionChanges {
  /** The two states, by the number of their last change. */
  readonly from: number;
  readonly to: number;
  /** The largest changed ground first, as many as were asked for. */
  readonly changes: readonly VersionChange[];
  /** All there are, listed or not. */
  readonly total: number;
  readonly townships: readonly Township[];
}

/** Land of one first-level class; `class` is empty for features without one. m2, multiples of 1e-4. */
export interface ClassRow {
  readonly class: string;
  readonly beforeM2: number;
  readonly afterM2: number;
}

/** Ground by construction (建设) and other land in both states, m2, multiples of 1e-4. */
export interface BuiltMatrix {
  readonly both: number;
  /** Construction before, other land after. */
  readonly lost: number;
  /** Other land before, construction after. */
  readonly gained: number;
  readonly neither: number;
  /** Ground that the plan covers in one of the states alone. */
  readonly builtGone: number;
  readonly otherGone: number;
  readonly builtCame: number;
  readonly otherCame: number;
}

export interface ClassComparison {
  readonly layer: string;
  readonly rulesetVersion: string;
  /** Prefixes of the classes that count as construction land. */
  readonly construction: readonly string[];
  /** Class editions that the features name in either state. */
  readonly editions: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly matrix: BuiltMatrix;
  /** In the order of the classes, features without one last; classes that are in neither state are left out. */
  readonly classes: readonly ClassRow[];
  /** Features that differ in shape, class or township and lie in the ground compared. */
  readonly changed: number;
}

export interface VersionTable {
  readonly from: number;
  readonly to: number;
  /** Null where no layer holds planned use. */
  readonly comparison: ClassComparison | null;
  readonly townships: readonly Township[];
}
