import { create } from 'zustand';
import type {
  DifferenceId,
  DifferencePatch,
  DifferenceTable,
} from '../../shared/analysis/difference/types.ts';
import { services } from '../bridge/client.ts';
import { runJob } from './jobs.ts';
import { notifyFailure } from './notices.ts';
import { useSession } from './session.ts';

/** Patches that are listed and drawn; the figures are of all. */
export const PATCH_LIMIT = 5000;

interface DifferenceState {
  readonly which: DifferenceId;
  readonly running: boolean;
  readonly table: DifferenceTable | null;
  /** Layers that the comparison lacks; empty when it could be made. */
  readonly missing: readonly string[];
  /** Revision the table was made of; null before the first. */
  readonly rev: number | null;
  /** The township listed; null for all. */
  readonly township: string | null;
  readonly focused: DifferencePatch | null;
  readonly choose: (which: DifferenceId) => void;
  readonly change: (patch: Partial<Pick<DifferenceState, 'township' | 'focused'>>) => void;
  readonly reset: () => void;
}

const EMPTY = {
  which: 'baseline-plan' as DifferenceId,
  running: false,
  table: null,
  missing: [],
  rev: null,
  township: null,
  focused: null,
};

export const useDifference = create<DifferenceState>()((set) => ({
  ...EMPTY,
  choose: (which) => set({ ...EMPTY, which }),
  change: (patch) => set(patch),
  reset: () => set(EMPTY),
}));

/** Makes the table that is chosen, as a job with progress that can be cancelled. */
export async function compareNow(): Promise<void> {
  const query = services()?.query;
  if (!query) return;
  const { which } = useDifference.getState();
  const rev = useSession.getState().readRev;
  useDifference.setState({ running: true, focused: null, township: null });
  const answer = await runJob({ key: `difference.${which}` }, (options) =>
    query.differenceTable({ table: which, construction: null, legacy: null, limit: PATCH_LIMIT }, options),
  );
  useDifference.setState({ running: false });
  if (useDifference.getState().which !== which) return;
  if (!answer.ok) {
    if (answer.error.code !== 'cancelled') notifyFailure(answer.error);
    return;
  }
  useDifference.setState({ table: answer.value.table, missing: answer.value.missing, rev });
}

/** The patches of the township that is chosen. */
export const shownPatches = ({ table, township }: DifferenceState): readonly DifferencePatch[] =>
  (table?.patches ?? []).filter((patch) => township === null || patch.township === township);
