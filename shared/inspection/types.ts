import type { Box, Packed } from '../geometry/packed.ts';
import type { BilingualText } from '../model/layer.ts';
import type { Citation, FindingMessage } from '../rules/rule.ts';

/** 缺陷类别: A grave, B less grave, C slight; a notice is listed and takes no points. */
export type DefectClass = 'A' | 'B' | 'C' | 'notice';
export const DEFECT_CLASSES: readonly DefectClass[] = ['A', 'B', 'C', 'notice'];
/** The classes that take points. */
export type ScoredClass = Exclude<DefectClass, 'notice'>;
export const SCORED_CLASSES: readonly ScoredClass[] = ['A', 'B', 'C'];

/** One item of the inspection as data: what it is called, how grave a defect is, and what it rests on. */
export interface CheckData {
  /** As in the rule list: `G1`, `T3`, `A5`, `R2`. */
  readonly id: string;
  readonly title: BilingualText;
  readonly class: DefectClass;
  readonly on: boolean;
  readonly citation: Citation;
}

/** How an inspection weighs what it finds (resources/inspection/model.json; a ruleset may change parts of it). */
export interface InspectionModel {
  readonly id: string;
  readonly version: string;
  readonly title: BilingualText;
  /** Points that one defect of a class takes. */
  readonly weights: Readonly<Record<ScoredClass, number>> & { readonly citation: Citation };
  /**
   * Score = `base` - sum of (weight x defects) / t, never below `least`; t = max(1, records / `perRecords`).
   * Points without a unit.
   */
  readonly score: {
    readonly base: number;
    readonly least: number;
    readonly perRecords: number;
    readonly citation: Citation;
  };
  /** Classes of which no defect may be left open when a plan package is made. */
  readonly gate: { readonly classes: readonly DefectClass[]; readonly citation: Citation };
  /** Layers that must hold something, by id. */
  readonly requiredLayers: { readonly layers: readonly string[]; readonly citation: Citation };
  readonly limits: {
    /** A stored area is grossly wrong beyond both: a share of the true area (0 to 1), and m2. */
    readonly grossShare: number;
    readonly grossM2: number;
    /** Years outside are no years of a plan. */
    readonly firstYear: number;
    readonly lastYear: number;
    readonly citation: Citation;
  };
  /** Survey class prefix to the settlement attribute it can only have. */
  readonly impliedSettlement: {
    readonly values: Readonly<Record<string, string>>;
    readonly citation: Citation;
  };
  readonly checks: readonly CheckData[];
}

/** A person's word by which a defect is set aside. */
export interface DefectException {
  readonly reason: string | null;
  readonly note: string;
  readonly author: string;
  /** ISO 8601 UTC. */
  readonly time: string;
}

/** One thing that is wrong with the data. */
export interface Defect {
  /** The same in every run while the data stay. */
  readonly key: string;
  readonly check: string;
  readonly class: DefectClass;
  /** Table it is about; null for the file as a whole. */
  readonly layer: string | null;
  /** Feature it is about; null for a layer or the file. */
  readonly uid: string | null;
  /** The rule whose words say it; null for words of the inspection's own (`inspection.defect.<key>`). */
  readonly rule: string | null;
  /** One sentence and, where there is more to say, further ones. */
  readonly messages: readonly [FindingMessage, ...FindingMessage[]];
  /** Where to look; null where it lies nowhere. */
  readonly box: Box | null;
  /** The very place: overlap, gap, vertices. Empty where the feature says it all. */
  readonly shapes: readonly Packed[];
  readonly exception: DefectException | null;
}

/** Something that was not looked at, and why: a text key `inspection.unchecked.<why>`. */
export interface Unchecked {
  readonly check: string;
  /** The rule that could not run; null for the check itself. */
  readonly rule: string | null;
  readonly why:
    | 'missing-layers'
    /** The file is a cut for the field, and the rule needs the whole county. */
    | 'part'
    | 'rule-off'
    | 'check-off'
    | 'flat'
    | 'no-neighbour'
    | 'no-zone'
    | 'no-text'
    | 'no-extent'
    | 'structure';
  /** Tables it lacks or is about. */
  readonly layers: readonly string[];
}

/** What one check gave. `found` are open defects; those set aside are counted apart. */
export interface CheckOutcome {
  readonly check: string;
  readonly class: DefectClass;
  readonly found: number;
  readonly excepted: number;
  /** Defects of it that the report lists; of more only the number is known. */
  readonly listed: number;
  /** Whether all of it was looked at, some, or nothing. */
  readonly looked: 'all' | 'part' | 'none';
}

/** Open defects by class and what they take of the score. */
export interface Score {
  /** Null where nothing could be scored: no records. */
  readonly score: number | null;
  readonly records: number;
  /** The divisor t of the formula. */
  readonly t: number;
  readonly counts: Readonly<Record<DefectClass, number>>;
  readonly points: Readonly<Record<ScoredClass, number>>;
  readonly excepted: number;
}

export interface LayerScore extends Score {
  /** Table; null for what concerns the file as a whole. */
  readonly layer: string | null;
}

/** The report of one inspection. It concludes nothing: it says what was found and what was not looked at. */
export interface InspectionReport {
  /** Version of this shape. */
  readonly format: 1;
  /** ISO 8601 UTC; only the day where it was asked for as of one. */
  readonly made: string;
  readonly blueprint: {
    readonly name: string;
    readonly countyCode: string;
    readonly classification: string;
    readonly fictional: boolean;
    readonly classEdition: string;
  };
  /** Revision of the file it was made of. */
  readonly rev: number;
  readonly ruleset: { readonly id: string; readonly version: string };
  readonly model: InspectionModel;
  readonly checks: readonly CheckOutcome[];
  readonly layers: readonly LayerScore[];
  readonly total: Score;
  readonly defects: readonly Defect[];
  readonly unchecked: readonly Unchecked[];
}
