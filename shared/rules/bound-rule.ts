import type { Box, Packed } from '../geometry/packed.ts';
import type { GeometryProblem } from '../geometry/validity.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import type { FindingMessage, Locality, RuleData, RuleFeature, Severity, Unit } from './rule.ts';

/*
 * Rules with their parameters filled in: what the engine works with. One kind for each way in which a rule looks
 * at the data; the kind tells the engine what an edit makes stale.
 */

/** A piece before it has its key: one counterpart's share, with what the sentence needs of that counterpart. */
export interface PieceDraft {
  readonly other: RecordRef | null;
  /** m2; 0 where a finding is not about an area. */
  readonly areaM2: number;
  readonly netAreaM2?: number;
  readonly severity: Severity;
  /** Polygon of the contradiction, line of a distance, points of a fault; empty where the features say it all. */
  readonly geometry: Packed;
  /** Where to look when the geometry is empty. */
  readonly box?: Box;
  /** What the sentences need: the counterpart's fields, or what the rule worked out. */
  readonly facts: Fields;
}

/** The subject as far as a sentence needs it. A finding about a whole layer has an empty uid. */
export interface SubjectFacts {
  readonly ref: RecordRef;
  readonly fields: Fields;
}

/** Area of pieces together, m2, ground under two of them counted once; net area undefined where one is unknown. */
export type MeasureTogether = (pieces: readonly PieceDraft[]) => {
  readonly areaM2: number;
  readonly netAreaM2?: number;
};

export type Sentences = readonly [FindingMessage, ...FindingMessage[]];

interface BoundBase {
  readonly id: string;
  readonly data: RuleData;
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
  ) => Sentences;
}

/** A counterpart near a subject, with the area they have in common, m2 (`together`), or none measured (`near`). */
export interface Neighbour {
  readonly counterpart: RuleFeature;
  readonly areaM2: number;
}

/** A subject with everything around it that the rule concerns, in order of layer and uid. */
export interface AroundUnit extends Unit {
  readonly counterpart: null;
  readonly near: readonly Neighbour[];
}

/**
 * Subject layer against counterpart layer.
 * - `intersection`: a unit is a pair; `parts` is what they share.
 * - `difference`: a unit is a subject; `parts` is what no counterpart covers.
 * - `together`: a unit is a subject; `near` has every counterpart that shares ground with it, without its shape.
 * - `near`: a unit is a subject; `near` has every counterpart whose box lies within `reachM`, nothing measured.
 */
export interface PairRule extends BoundBase {
  readonly kind: 'pair';
  readonly locality: Locality;
  readonly operation: 'intersection' | 'difference' | 'together' | 'near';
  readonly reachM: number;
  readonly subjectFields: readonly string[];
  readonly counterpartFields: readonly string[];
  /**
   * For `intersection`: of which side the rule looks at the whole shape beside the parts in common; it is given no
   * other.
   */
  readonly wholeShapes: readonly ('subject' | 'counterpart')[];
  /** The roles a subject of this role is held against; the ruleset's where left out. */
  readonly counterpartRolesOf?: (subjectRole: string) => readonly string[];
  /** For `together` and `near`: findings for each counterpart layer of its own, not for all of them at once. */
  readonly apart?: boolean;
  /** `against`: the role of the counterpart layer; of the first one where there are several at once. */
  readonly admitsSubject: (fields: Fields, role: string, against: string) => boolean;
  readonly admitsCounterpart: (fields: Fields, role: string) => boolean;
  readonly concerns: (subject: Fields, counterpart: Fields) => boolean;
  /** `near` is given for `together` and `near`. */
  readonly evaluate: (unit: Unit & { readonly near?: readonly Neighbour[] }) => readonly PieceDraft[];
}

/** The counterpart nearest to a subject: metres between them, and the shortest line, empty when they touch. */
export interface NearestHit {
  readonly counterpart: RuleFeature;
  readonly distanceM: number;
  readonly line: Packed;
}

/** What was found for each group asked for; null where nothing counts. */
export interface NearestUnit {
  readonly subject: RuleFeature;
  readonly hits: readonly { readonly group: string; readonly hit: NearestHit | null }[];
}

/** Distance to the nearest counterpart; counterparts may be points, lines or polygons. */
export interface NearestRule extends BoundBase {
  readonly kind: 'nearest';
  readonly subjectFields: readonly string[];
  readonly counterpartFields: readonly string[];
  readonly admitsSubject: (fields: Fields) => boolean;
  /** The groups that a counterpart counts in; none: it is left out. */
  readonly groupsOf: (counterpart: Fields) => readonly string[];
  /** Leaves out counterparts of which more than half lies within the subject. */
  readonly notWithinSubject: boolean;
  /** What a subject asks: beyond `withinM` metres nothing matters; null: the nearest matters however far. */
  readonly searches: (
    subject: Fields,
  ) => readonly { readonly group: string; readonly withinM: number | null }[];
  readonly evaluate: (unit: NearestUnit) => readonly PieceDraft[];
}

/** A feature as a rule about single features sees it; what is costly is worked out once for all such rules. */
export interface SelfFeature {
  readonly ref: RecordRef;
  readonly fid: number;
  readonly fields: Fields;
  /** As stored, also where it is invalid; null where there is none. */
  readonly geometry: Packed | null;
  /** Box of the geometry; null without one. */
  readonly box: Box | null;
  /** What makes the geometry invalid; empty means valid. */
  readonly problems: () => readonly GeometryProblem[];
  /** On the ellipsoid, m2; 0 for points and lines. */
  readonly areaM2: () => number;
}

/** What a rule about single features may know of the rest. */
export interface World {
  /** Box of the county; null where none is drawn. */
  readonly countyBox: Box | null;
}

/** One feature at a time, on any layer it applies to. */
export interface SelfRule extends BoundBase {
  readonly kind: 'self';
  readonly appliesTo: (schema: LayerSchema) => boolean;
  readonly fieldsOf: (schema: LayerSchema) => readonly string[];
  /** False: geometry is not read for this rule. */
  readonly readsGeometry: boolean;
  /** True: an edit of the county makes everything stale. */
  readonly readsWorld: boolean;
  readonly evaluate: (feature: SelfFeature, schema: LayerSchema, world: World) => readonly PieceDraft[];
}

/** What one record adds to a group. Sums are whole numbers, so that their order never matters. */
export interface Contribution {
  readonly group: string;
  readonly sums?: Readonly<Record<string, number>>;
  /** Kept with the group as it is; left out for records that only add to sums. */
  readonly row?: Fields;
}

export interface GroupRow {
  readonly ref: RecordRef;
  readonly fid: number;
  readonly box: Box | null;
  readonly fields: Fields;
}

export interface GroupState {
  readonly key: string;
  readonly sums: ReadonlyMap<string, number>;
  /** In order of layer, then fid. */
  readonly rows: readonly GroupRow[];
}

/** What a group gives: the subject may be a record or, with an empty uid, a whole layer. */
export interface GroupFinding {
  readonly subject: SubjectFacts;
  readonly counterpartLayer: string | null;
  readonly pieces: readonly PieceDraft[];
}

/** Records taken together: equal identifiers, sums by township, editions in a layer. */
export interface GroupRule extends BoundBase {
  readonly kind: 'group';
  readonly appliesTo: (schema: LayerSchema) => boolean;
  readonly fieldsOf: (schema: LayerSchema) => readonly string[];
  readonly contribute: (
    record: { readonly ref: RecordRef; readonly fields: Fields },
    schema: LayerSchema,
  ) => readonly Contribution[];
  readonly evaluate: (group: GroupState) => readonly GroupFinding[];
}

/**
 * A coverage as a whole.
 * - `overlap`: a unit is a pair of features of the layer, the smaller uid being the subject.
 * - `gap`: ground inside the layer that no feature covers; the subject is the feature with the longest border to it.
 * - `range`: ground of the county, at its border, that no feature covers; the subject as for a gap, the
 *   counterpart is the county.
 */
export interface CoverageRule extends BoundBase {
  readonly kind: 'coverage';
  readonly of: 'overlap' | 'gap' | 'range';
  readonly subjectFields: readonly string[];
  readonly evaluate: (unit: Unit) => readonly PieceDraft[];
}

export type BoundRule = PairRule | NearestRule | SelfRule | GroupRule | CoverageRule;
