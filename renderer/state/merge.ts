import { create } from 'zustand';
import type { Progress } from '../../shared/bridge/contract.ts';
import type { DisputedShapes, ListedDispute, MergeSurvey } from '../../shared/bridge/exchange-contract.ts';
import type { ChosenFile } from '../../shared/bridge/shell-contract.ts';
import type { Failure } from '../../shared/result.ts';
import type { DockTab } from './layout.ts';
import { disputeKey } from './merge-decisions.ts';

export type MergeView = 'overview' | 'disputes';

/** A set of changes that is being joined: what it is, what is disputed, what was decided. Nothing has been written. */
interface MergeState {
  /** Null: nothing is being joined, and its tab is not there. */
  readonly file: ChosenFile | null;
  /** Waits for its passphrase. */
  readonly locked: boolean;
  readonly survey: MergeSurvey | null;
  /** Revision of the file that the survey was made of. */
  readonly rev: number | null;
  readonly view: MergeView;
  /** Key of the dispute that is looked at. */
  readonly chosen: string | null;
  /** Shapes of that dispute; null while they are not here, or for one without. */
  readonly shapes: DisputedShapes | null;
  readonly busy: 'opening' | 'taking' | null;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  /** The tab that was in front before. */
  readonly back: DockTab;
}

export const NOTHING: MergeState = {
  file: null,
  locked: false,
  survey: null,
  rev: null,
  view: 'overview',
  chosen: null,
  shapes: null,
  busy: null,
  progress: null,
  failure: null,
  back: 'findings',
};

export const useMerge = create<MergeState>()(() => NOTHING);

/** How many disputes wait for a word; none in a set that is not taken anyway. */
export const undecidedOf = (survey: MergeSurvey | null): number =>
  survey === null || survey.before !== null ? 0 : survey.disputes.length - survey.decided;

/** The dispute that is looked at. */
export const chosenOf = ({ survey, chosen }: MergeState): ListedDispute | undefined =>
  survey?.disputes.find((one) => disputeKey(one) === chosen);
