import type { TextKey } from '../change/change.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord, FieldValue, RecordRef } from '../model/record.ts';
import type { Finding, RuleData, Ruleset } from '../rules/rule.ts';

/** What a fix may look at: the finding, its rule, and the features it names, as they are now. */
export interface FixContext {
  readonly finding: Finding;
  readonly rule: RuleData;
  readonly ruleset: Ruleset;
  readonly subject: FeatureRecord | null;
  /** Subject and counterparts of the pieces, those that still exist. */
  readonly feature: (ref: RecordRef) => FeatureRecord | undefined;
  readonly schema: (layer: string) => LayerSchema | undefined;
  /** Handed down from above: never written. */
  readonly readOnly: (layer: string) => boolean;
  /** Locked by the user. */
  readonly locked: (layer: string) => boolean;
  /** Layers that carry a role. */
  readonly layersOf: (role: string) => readonly string[];
}

export type FixParams = Readonly<Record<string, string | number>>;

/** A value the user has to give before the command can be made. */
export interface FixChoice {
  readonly layer: string;
  readonly field: string;
  /** Code list of the field; null for a value typed in. */
  readonly domain: string | null;
  /** Values that suit, the best first. */
  readonly suggested: readonly string[];
  readonly params: (value: FieldValue) => unknown;
}

/** One way to put a finding right: an ordinary command with its parameters. */
export interface FixOffer {
  /** Name of the fix in the ruleset, and a number where one fix has several offers. */
  readonly id: string;
  readonly label: TextKey;
  readonly labelParams: FixParams;
  /** Which feature it writes. */
  readonly writes: RecordRef;
  readonly command: string;
  /** Ready parameters, or the choice that completes them. */
  readonly params: unknown;
  readonly choose: FixChoice | null;
  /** Why it cannot be used now. */
  readonly blocked: TextKey | null;
}

export interface Fix {
  readonly id: string;
  /** The ways there are, the one to be recommended first; none where the fix does not suit the finding. */
  offers(context: FixContext): readonly FixOffer[];
}

type Draft = Omit<FixOffer, 'blocked' | 'choose' | 'labelParams'> &
  Partial<Pick<FixOffer, 'choose' | 'labelParams'>>;

/**
 * An offer with what stands against it. A control line is never written, so a fix that would write one is none at
 * all; a locked layer can be unlocked, so its fix is shown and says so.
 */
export function offer(context: FixContext, draft: Draft): FixOffer[] {
  const { table } = draft.writes;
  if (context.readOnly(table)) return [];
  return [
    {
      choose: null,
      labelParams: {},
      ...draft,
      blocked: context.locked(table) ? 'command.reason.locked' : null,
    },
  ];
}

/** The counterparts of the pieces, each once. */
export const counterparts = ({ finding }: FixContext): readonly RecordRef[] => [
  ...new Map(
    finding.pieces.flatMap(({ other }) => (other === null ? [] : [[`${other.table} ${other.uid}`, other]])),
  ).values(),
];

/** A threshold of the finding's rule. */
export const thresholdOf = ({ rule }: Pick<FixContext, 'rule'>, name: string): number | undefined =>
  rule.thresholds.find((one) => one.name === name)?.default;

/** Whether the layer must stay without gaps: then a part is given other values instead of being taken away. */
export const isCoverage = (context: FixContext, layer: string): boolean =>
  context.schema(layer)?.coverage === true;
