import type { ListedDispute, MergeSurvey } from '../../shared/bridge/exchange-contract.ts';
import { decideAll, isDecided } from '../../shared/merge/merge-record.ts';
import type { Decision } from '../../shared/merge/types.ts';
import type { RecordRef } from '../../shared/model/record.ts';

export type Side = 'mine' | 'theirs';

/** What is to be told to the service of one dispute. */
export interface Decided {
  readonly ref: RecordRef;
  readonly decision: Decision;
}

export const disputeKey = ({ ref }: Pick<ListedDispute, 'ref'>): string => `${ref.table} ${ref.uid}`;

/** Disputes about one border: their shapes are decided alike. */
export const groupOf = (
  disputes: readonly ListedDispute[],
  { group }: ListedDispute,
): readonly ListedDispute[] => disputes.filter((one) => one.shape !== null && one.group === group);

/**
 * The decisions after a person said something of one dispute: what was said before and is not said anew stays, and
 * whose shape it is holds for all that share the border.
 */
export function decideOne(
  disputes: readonly ListedDispute[],
  dispute: ListedDispute,
  said: Decision,
): readonly Decided[] {
  const { fields, ...rest } = said;
  const own: Decision = {
    ...dispute.decision,
    ...rest,
    ...(fields !== undefined && { fields: { ...dispute.decision?.fields, ...fields } }),
  };
  const { shape } = said;
  const others = shape === undefined ? [] : groupOf(disputes, dispute).filter((one) => one !== dispute);
  return [
    { ref: dispute.ref, decision: own },
    ...others.map((one) => ({ ref: one.ref, decision: { ...one.decision, ...(shape && { shape }) } })),
  ];
}

/**
 * The decisions that give what is not decided yet to one side. What was decided stays. Where a neighbour across the
 * border was drawn anew, the border is left undecided: a drawn shape belongs to one record, and one side's would part
 * them.
 */
export function decideRest(disputes: readonly ListedDispute[], side: Side): readonly Decided[] {
  return disputes
    .filter(({ decided }) => !decided)
    .map((dispute) => {
      // Of a border that was decided already, by way of a neighbour.
      const shape = groupOf(disputes, dispute).find((one) => one.decision?.shape !== undefined)?.decision
        ?.shape;
      const { shape: own, ...others } = decideAll(dispute, side);
      const rest: Decision = {
        ...others,
        ...(own !== undefined && typeof shape !== 'object' && { shape: shape ?? own }),
      };
      const fields = { ...rest.fields, ...dispute.decision?.fields };
      const decision: Decision = {
        ...rest,
        ...dispute.decision,
        ...(Object.keys(fields).length > 0 && { fields }),
      };
      return { ref: dispute.ref, decision };
    });
}

/** The survey with decisions in it. */
export function withDecisions(survey: MergeSurvey, decided: readonly Decided[]): MergeSurvey {
  const said = new Map(decided.map((one) => [disputeKey(one), one.decision]));
  const disputes = survey.disputes.map((dispute) => {
    const decision = said.get(disputeKey(dispute));
    return decision === undefined ? dispute : { ...dispute, decision, decided: isDecided(dispute, decision) };
  });
  return { ...survey, disputes, decided: disputes.filter((one) => one.decided).length };
}

/** The first dispute that is not decided, from the one after `key` on and round; undefined where all are. */
export function nextUndecided(
  disputes: readonly ListedDispute[],
  key: string | null,
): ListedDispute | undefined {
  const at = disputes.findIndex((one) => disputeKey(one) === key) + 1;
  return [...disputes.slice(at), ...disputes.slice(0, at)].find(({ decided }) => !decided);
}
