import type { Box, Packed } from '../geometry/packed.ts';
import type { Piece as MeasuredPiece } from '../geometry/overlay.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import type { BilingualText, Verified } from '../model/layer.ts';

/** 底线冲突, 冲突, 预警, 提示: from worst to least. */
export type Severity = 'blocking' | 'error' | 'warning' | 'notice';
export const SEVERITIES: readonly Severity[] = ['blocking', 'error', 'warning', 'notice'];

export interface Citation {
  readonly text: string;
  readonly verified: Verified;
}

/** Threshold with the rank of what it rests on; `own` and `practice` are settings, not law. */
export interface Threshold {
  readonly name: string;
  readonly default: number;
  readonly unit: string;
  readonly rank: 'legal' | 'technical' | 'practice' | 'own';
}

/** How far a rule looks; from it the engine derives what an edit makes stale. */
export type Locality =
  | { readonly kind: 'self' }
  | { readonly kind: 'pair'; readonly reachM: number }
  | { readonly kind: 'coverage' }
  | { readonly kind: 'group'; readonly by: readonly string[] }
  | { readonly kind: 'nearest'; readonly to: string };

/** One rule as the ruleset file states it (resources/ruleset/*.json); everything a province may change. */
export interface RuleData {
  readonly id: string;
  readonly title: BilingualText;
  readonly group: string;
  /** `table`: figures and a map on request, no findings. */
  readonly kind?: 'finding' | 'table';
  readonly locality?: string;
  readonly subjectRoles: readonly string[];
  readonly counterpartRoles: readonly string[];
  /** Built-in layers of these roles: what is missing where no layer carries a role. */
  readonly layers?: readonly string[];
  /** What the rule reads, as `layer.field`, for people. */
  readonly fields?: readonly string[];
  readonly filter: Readonly<Record<string, unknown>>;
  readonly thresholds: readonly Threshold[];
  readonly severity: Severity;
  readonly on: boolean;
  readonly citation: Citation;
  readonly messages: readonly { readonly key: string; readonly 'zh-CN': string; readonly en: string }[];
  readonly fixes: readonly string[];
  readonly source?: string;
  readonly note: string;
}

/** How memory is found again when no key fits: the least share of the remembered shape that must lie in a piece. */
export interface MatchingData {
  readonly minOverlapShare: number;
  /** By how much more than the accepted area a difference may grow before its exception holds no longer. */
  readonly maxGrowthShare?: number;
  readonly citation: Citation;
}

/** What a ruleset changes of the inspection (质检): parts that it leaves out are as they ship. */
export interface InspectionSettings {
  /** Points that one defect of a class takes. */
  readonly weights?: { readonly A?: number; readonly B?: number; readonly C?: number };
  /** Records in one unit of the divisor t. */
  readonly perRecords?: number;
  /** Classes of which no defect may be left open when a package is made. */
  readonly gate?: readonly ('A' | 'B' | 'C' | 'notice')[];
  /** Layers that must hold something, by id. */
  readonly requiredLayers?: readonly string[];
  /** Class by check. */
  readonly classes?: Readonly<Record<string, 'A' | 'B' | 'C' | 'notice'>>;
  /** Checks that are switched off. */
  readonly off?: readonly string[];
}

/** 规划分区与用地的准入关系: the longest class prefix of a zone wins. */
export interface ZoneCompatibility {
  readonly zone: string;
  readonly class: string;
  readonly relation: 'main' | 'compatible' | 'conditional' | 'barred';
  readonly condition?: BilingualText;
  readonly severity?: Severity;
  readonly verified: Verified;
  readonly source: string;
}

/** 主体功能与工业类别的关系. */
export interface FunctionIndustry {
  readonly function: string;
  readonly industryClass: string;
  readonly parkKind: string;
  readonly relation: 'allowed' | 'conditional' | 'barred';
  readonly severity?: Severity;
  readonly note?: BilingualText;
  readonly verified: Verified;
  readonly source: string;
}

/** 用途转换的正负面清单: of the rows that fit, the highest precedence wins; `*` fits any. */
export interface ConversionRule {
  readonly from: string;
  readonly to: string;
  readonly inside: string;
  readonly relation: 'allowed' | 'needs_approval' | 'barred';
  readonly condition: BilingualText;
  readonly citation: Citation;
  readonly source: string;
  readonly precedence: number;
}

/** Tables that rules refer to by name. */
export interface Matrices {
  readonly zone_compatibility: readonly ZoneCompatibility[];
  readonly function_industry: readonly FunctionIndustry[];
  readonly conversion: readonly ConversionRule[];
}

export interface Ruleset {
  readonly id: string;
  readonly version: string;
  /** What it was made from, where it has been edited. */
  readonly base?: { readonly id: string; readonly version: string };
  readonly classEdition: '2020' | '2023';
  readonly title: BilingualText;
  readonly constructionPrefixes: readonly string[];
  readonly topologyTolerance?: { readonly gridSteps: number; readonly citation: Citation };
  readonly matching?: MatchingData;
  readonly inspection?: InspectionSettings;
  readonly matrices: Matrices;
  readonly rules: readonly RuleData[];
}

/** A feature as a rule sees it. */
export interface RuleFeature {
  readonly ref: RecordRef;
  readonly fields: Fields;
  readonly geometry: Packed;
}

/**
 * What one evaluation gets. For a pair with `intersection`, the measured parts of subject and one counterpart;
 * for `difference`, the parts of the subject outside every counterpart (then `counterpart` is null).
 */
export interface Unit {
  readonly subject: RuleFeature;
  readonly counterpart: RuleFeature | null;
  readonly parts: readonly MeasuredPiece[];
}

/** One counterpart's share of a finding, with geometry; multi-part where the parts share a counterpart. */
export interface FindingPiece {
  readonly key: string;
  readonly other: RecordRef | null;
  readonly areaM2: number;
  /** Net of ridges, where the counterpart is farmland with a known coefficient. */
  readonly netAreaM2?: number;
  readonly severity: Severity;
  /** Polygon of the contradiction, line of a distance, points of a fault; empty where the features say it all. */
  readonly geometry: Packed;
  /** Where to look: the box of the geometry, or of what the piece is about. */
  readonly box: Box;
}

/** One per rule, subject feature and counterpart layer. Identity holds no geometry, area or ruleset version. */
export interface Finding {
  readonly key: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly subject: RecordRef;
  readonly counterpartLayer: string | null;
  readonly areaM2: number;
  readonly netAreaM2?: number;
  readonly box: Box;
  readonly pieces: readonly FindingPiece[];
  /** Which message of the rule, and its raw parameters; formatted by `shared/rules/sentence.ts` where it is shown. */
  readonly message: FindingMessage;
  /** Sentences that stand after the first, where a part of the finding is graver than the rest. */
  readonly further?: readonly FindingMessage[];
  readonly rulesetVersion: string;
  /** What people have noted on this finding or its pieces, found again after each run. */
  readonly memory?: readonly FindingNote[];
}

/** A message of the rule, by its key in the ruleset, with raw parameters. */
export interface FindingMessage {
  readonly key: string;
  readonly params: MessageParams;
}

/** What somebody said of a finding, as it is kept. */
export interface MemoryWord {
  readonly uid: string;
  /** `note`, `seen`, `follow-up`, `open`, `assigned`, `exception`. */
  readonly status: string;
  readonly note: string;
  readonly author: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  /** Kind of reason of an exception. */
  readonly reason?: string | null;
  /** Approval number of an exception. */
  readonly number?: string | null;
  /** Who is to deal with it; null in an assignment that was withdrawn. */
  readonly assignee?: string | null;
  /** Day, `2026-11-22`, by which it is to be dealt with. */
  readonly due?: string | null;
  /** Last day on which an exception holds. */
  readonly expires?: string | null;
  /** Area and severity of what it was said of. */
  readonly areaM2?: number | null;
  readonly severity?: Severity | null;
  /** When (ISO 8601 UTC), by whom and why a person took an exception back. */
  readonly closed?: string | null;
  readonly closedBy?: string | null;
  readonly closedNote?: string | null;
}

/**
 * Why an exception holds no longer though its finding is there: more area than was accepted, most of it elsewhere,
 * graver than it was, or another difference in the old one's place.
 */
export type Misfit = 'grew' | 'moved' | 'graver' | 'replaced';

/** A remembered word as it stands on a finding now. */
export interface FindingNote extends MemoryWord {
  /** The piece it hangs on; null for the finding as a whole. */
  readonly piece: string | null;
  readonly matchedBy: 'key' | 'lineage' | 'overlap';
  readonly misfit?: Misfit | null;
}

/** A remembered word whose finding is gone; it is kept, and comes back with the finding. */
export interface GoneNote extends MemoryWord {
  readonly rule: string;
  readonly subject: RecordRef;
  readonly counterpartLayer: string | null;
  /** Where it was; null where it had no place. */
  readonly box: Box | null;
}

/** Raw parameters of a sentence: areas stay numbers so that each language formats them itself. */
export type MessageParams = Readonly<
  Record<
    string,
    | { readonly kind: 'text'; readonly value: string }
    /** In mu, or m2 where mu would show nothing; always in `unit` where the figure is kept in one. */
    | { readonly kind: 'area'; readonly m2: number; readonly unit?: 'm2' | 'ha' }
    | { readonly kind: 'count'; readonly value: number }
    /** A text of `shared/i18n`, for a value that is not known. */
    | { readonly kind: 'key'; readonly key: string }
    | { readonly kind: 'codes'; readonly domain: string; readonly values: readonly string[] }
    /** Metres, shown as a figure in the unit the sentence names. */
    | { readonly kind: 'length'; readonly m: number; readonly unit: 'mm' | 'cm' | 'm' | 'km' }
    /** 0 to 1, shown in per cent. */
    | { readonly kind: 'share'; readonly value: number }
    | { readonly kind: 'number'; readonly value: number; readonly digits: number }
    /** A layer's name; layers of the user's own by their id where the name is not known. */
    | { readonly kind: 'layer'; readonly id: string }
    /** A field's label. */
    | { readonly kind: 'field'; readonly layer: string; readonly name: string }
    /** Degrees, six decimals. */
    | { readonly kind: 'place'; readonly lon: number; readonly lat: number }
  >
>;

/** A rule whose layer is empty says so once; an empty layer never means "all outside". */
export interface NotChecked {
  readonly rule: string;
  /** Layers; none where the file is a cut for the field and the rule needs the whole county. */
  readonly missing: readonly string[];
}

/** What is wrong at one place of a ruleset, as a text key `ruleset.problem.<code>` with its parameters. */
export interface RulesetProblem {
  readonly code: string;
  /** The rule it stands in; null for the file as a whole. */
  readonly rule: string | null;
  /** The rule's name where the file states one that can be read. */
  readonly title: BilingualText | null;
  /** Path within the rule or the file, as in `thresholds.min_area_m2`; empty for the whole. */
  readonly where: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The ruleset a blueprint is checked by. */
export interface RulesetInForce {
  readonly ruleset: Ruleset;
  /** True for one that is kept in the blueprint, false for the default that ships. */
  readonly own: boolean;
  /** What is wrong with the blueprint's own; then the default is in force. */
  readonly problems: readonly RulesetProblem[];
  /** Rules of this product that the blueprint's own does not know; they are switched off. */
  readonly missing: readonly string[];
  /** The highest number an edit of it has had in this blueprint, undone edits too, so that versions stay apart. */
  readonly edits: number;
}
