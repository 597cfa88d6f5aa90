import type { Packed } from '../../geometry/packed.ts';
import type { BilingualText } from '../../model/layer.ts';
import type { RecordRef } from '../../model/record.ts';
import type { Citation, ConversionRule } from '../../rules/rule.ts';

/** The comparisons there are: 基期与规划, 园区细部与规划用地, 原规划与现规划. */
export const DIFFERENCE_IDS = ['baseline-plan', 'park-land-use', 'legacy-current'] as const;
export type DifferenceId = (typeof DIFFERENCE_IDS)[number];

/** Where a place of two plans falls by the construction split: 均为建设, 仅甲, 仅乙, 均非建设. */
export type FourClass = 'both' | 'onlyA' | 'onlyB' | 'neither';

/**
 * Ellipsoid areas in m2, whole multiples of 1e-4, so that sums are exact. The four classes and `unclassed` add up to
 * the ground that both layers cover; `unclassed` is ground where one of them does not say what it is.
 */
export interface FourAreas extends Readonly<Record<FourClass, number>> {
  readonly unclassed: number;
}

/** How many patches of the two difference classes. */
export interface PatchCount {
  readonly onlyA: number;
  readonly onlyB: number;
}

/** One row of the table: a township by the plan parcels' code; null for parcels without one. */
export interface TownshipRow {
  readonly code: string | null;
  /** As the township layer has it; null where it has none. */
  readonly name: string | null;
  readonly areas: FourAreas;
  readonly patches: PatchCount;
}

/** What the conversion table of the ruleset answers to a change of use at a place. */
export interface ConversionAnswer {
  /** Groups of uses; null for a class that belongs to none. */
  readonly from: string | null;
  readonly to: string | null;
  /** Every place of the table that the patch reaches into. */
  readonly inside: readonly string[];
  readonly relation: ConversionRule['relation'];
  /** The place that the answer rests on; `*` for anywhere. */
  readonly decidedBy: string;
  readonly condition: BilingualText;
  /** Law or standard with its mark; an empty text where the table names none. */
  readonly citation: Citation;
}

/** A connected piece of ground that one side has as construction land and the other has not. */
export interface DifferencePatch {
  readonly kind: 'onlyA' | 'onlyB';
  readonly a: RecordRef;
  readonly b: RecordRef;
  /** Class or use on either side, as stored. */
  readonly codeA: string;
  readonly codeB: string;
  /** Nine digits, or null where the plan parcel does not say. */
  readonly township: string | null;
  readonly areaM2: number;
  /** Measured, finer than the grid. */
  readonly geometry: Packed;
  /** Null where the table has no row at all for the change. */
  readonly answer: ConversionAnswer | null;
}

export interface DifferenceTable {
  readonly id: DifferenceId;
  readonly rulesetVersion: string;
  /** The split that was used. */
  readonly construction: readonly string[];
  readonly layerA: string;
  readonly layerB: string;
  readonly total: FourAreas;
  /** By code, parcels without one last. */
  readonly townships: readonly TownshipRow[];
  /** All patches there are, listed or not. */
  readonly patchCount: PatchCount;
  /** The largest first, as many as were asked for. */
  readonly patches: readonly DifferencePatch[];
}

/** A table, or the layers that it lacks. */
export type DifferenceAnswer =
  | { readonly table: DifferenceTable; readonly missing: readonly [] }
  | { readonly table: null; readonly missing: readonly string[] };
