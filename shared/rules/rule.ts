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
  readonly subjectRoles: readonly string[];
  readonly counterpartRoles: readonly string[];
  readonly filter: Readonly<Record<string, unknown>>;
  readonly thresholds: readonly Threshold[];
  readonly severity: Severity;
  readonly on: boolean;
  readonly citation: Citation;
  readonly messages: readonly { readonly key: string; readonly 'zh-CN': string; readonly en: string }[];
  readonly fixes: readonly string[];
  readonly note: string;
}

export interface Ruleset {
  readonly id: string;
  readonly version: string;
  readonly classEdition: '2020' | '2023';
  readonly title: BilingualText;
  readonly constructionPrefixes: readonly string[];
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
  readonly geometry: Packed;
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
  /** Which message of the rule, and its raw parameters; formatted by `shared/i18n` where it is shown. */
  readonly message: { readonly key: string; readonly params: MessageParams };
  readonly rulesetVersion: string;
}

/** Raw parameters of a sentence: areas stay numbers so that each language formats them itself. */
export type MessageParams = Readonly<
  Record<
    string,
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'area'; readonly m2: number }
    | { readonly kind: 'count'; readonly value: number }
    | { readonly kind: 'codes'; readonly domain: string; readonly values: readonly string[] }
  >
>;

/** A rule whose layer is empty says so once; an empty layer never means "all outside". */
export interface NotChecked {
  readonly rule: string;
  readonly missing: readonly string[];
}
