import { create } from 'zustand';
import type { LonLat } from '../../shared/geometry/geodesic.ts';
import type { FixEvent } from '../../shared/gnss/service-types.ts';
import { walkStep } from '../../shared/gnss/walk.ts';
import { notify } from './notices.ts';
import { onFix, positionNow, usePosition, whyNoPosition } from './position.ts';
import { usePositionWork } from './position-work.ts';
import { useTool } from './tool.ts';

/** A shape that is walked round: its vertices come from positions. */
export interface WalkingState {
  readonly phase: 'off' | 'on' | 'paused';
  /** Vertices set since it was begun. */
  readonly vertices: number;
  /** Why it was paused by itself, as a text key. */
  readonly why: string | null;
}

export const useWalking = create<WalkingState>()(() => ({ phase: 'off', vertices: 0, why: null }));

let last: LonLat | null = null;
let sketch: string | null = null;

const pauseFor = (why: string): void => {
  useWalking.setState({ phase: 'paused', why });
  notify('info', 'position.walk.paused');
};

function take(event: FixEvent): void {
  if (useWalking.getState().phase !== 'on') return;
  const state = usePosition.getState();
  const { service } = state;
  // What does not count, or came while the signal was no fix, is no vertex; the signal itself pauses.
  if (service === null || positionNow(state) === null) return;
  const step = walkStep(event, last, usePositionWork.getState().walkEveryM, service.settings);
  if (step.kind === 'apart') return pauseFor('position.walk.apart');
  if (step.kind !== 'vertex') return;
  last = step.at;
  useTool.getState().askAdd(step.at);
  useWalking.setState(({ vertices }) => ({ vertices: vertices + 1 }));
}

/** Begins, or goes on after a pause: the position of now is the next vertex. Nothing without a position. */
export function startWalking(): void {
  const now = positionNow(usePosition.getState());
  const current = useTool.getState().sketch.current;
  if (now === null || current === null || current.form === 'point') return;
  const { phase, vertices } = useWalking.getState();
  last = null;
  sketch = current.id;
  useWalking.setState({ phase: 'on', vertices: phase === 'paused' ? vertices : 0, why: null });
  take(now);
}

export const pauseWalking = (): void => useWalking.setState({ phase: 'paused', why: null });
export const stopWalking = (): void => useWalking.setState({ phase: 'off', vertices: 0, why: null });

onFix(take);
usePosition.subscribe((state, before) => {
  if (useWalking.getState().phase !== 'on' || state.service?.signal === before.service?.signal) return;
  const why = whyNoPosition(state);
  if (why !== null) pauseFor(why);
});
// It belongs to one shape: finished, set aside or exchanged for another, nothing is added to that by itself.
useTool.subscribe((state, before) => {
  if (state.sketch === before.sketch || useWalking.getState().phase === 'off') return;
  const { current } = state.sketch;
  if (current === null || current.id !== sketch || current.closed) stopWalking();
});
