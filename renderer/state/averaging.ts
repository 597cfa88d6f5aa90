import { create } from 'zustand';
import { averageOf, type Averaged } from '../../shared/gnss/average.ts';
import type { Fix } from '../../shared/gnss/types.ts';
import { onFix, positionNow, usePosition, whyNoPosition } from './position.ts';

/** A position that is being averaged, or has been. */
export interface AveragingState {
  /** Whose average it is: each place that averages has a name of its own. */
  readonly owner: string | null;
  readonly running: boolean;
  readonly seconds: number;
  /** Milliseconds from the first position to the newest. */
  readonly elapsedMs: number;
  readonly fixes: readonly Fix[];
  readonly result: Averaged | null;
  /** Why it was ended before its time, as a text key. */
  readonly broken: string | null;
}

const IDLE: AveragingState = {
  owner: null,
  running: false,
  seconds: 0,
  elapsedMs: 0,
  fixes: [],
  result: null,
  broken: null,
};
export const useAveraging = create<AveragingState>()(() => IDLE);

let stops: (() => void)[] = [];
const leave = (): void => {
  for (const stop of stops) stop();
  stops = [];
};

/** Ends the collecting; what has been collected is the average. */
export function finishAveraging(broken: string | null = null): void {
  leave();
  const { fixes } = useAveraging.getState();
  const { service } = usePosition.getState();
  const result =
    service === null || fixes.length === 0
      ? null
      : averageOf(fixes, { ...service.settings, weights: 'equal' });
  useAveraging.setState({ running: false, result, broken });
}

export function forgetAverage(): void {
  leave();
  useAveraging.setState(IDLE, true);
}

/**
 * Collects positions that count for so many seconds by the receiver's own time. An outage, a jump or another receiver
 * ends it: what comes after may be elsewhere.
 */
export function startAveraging(owner: string, seconds: number): void {
  leave();
  if (positionNow(usePosition.getState()) === null) return;
  useAveraging.setState({ ...IDLE, owner, running: true, seconds }, true);
  stops = [
    onFix((event) => {
      if (positionNow(usePosition.getState()) === null) return;
      const before = useAveraging.getState().fixes;
      const [first] = before;
      if (first !== undefined && event.apart) return finishAveraging('position.average.apart');
      const fixes = [...before, event.fix];
      const elapsedMs = event.fix.orderMs - (first ?? event.fix).orderMs;
      useAveraging.setState({ fixes, elapsedMs });
      if (elapsedMs >= 1000 * seconds) finishAveraging();
    }),
    usePosition.subscribe((state, before) => {
      if (state.service?.signal === before.service?.signal && state.service !== null) return;
      const why = whyNoPosition(state);
      if (why !== null) finishAveraging(why);
    }),
  ];
}
