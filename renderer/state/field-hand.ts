import { create } from 'zustand';
import type { LonLat } from '../../shared/geometry/geodesic.ts';
import { canonical } from '../../shared/geometry/grid.ts';
import { handPosition, measuredPosition, type ObserverPosition } from '../../shared/field/verdict.ts';
import { recordOf } from '../../shared/gnss/position-record.ts';
import { changeDraft, EMPTY_DRAFT, NEW_OBSERVATION, useDrafts, type Draft } from './field-draft.ts';
import { positionNow, usePosition } from './position.ts';
import { useTool } from './tool.ts';

/** What the hand does on the map in field mode: which draft it is for. */
export interface FieldHandState {
  readonly draft: string;
  /** What a draft begins with that is not there yet. */
  readonly from: Draft;
  /** A tap is the place of a new task, or where the observer stands. */
  readonly tap: 'place' | 'position';
  /** Points of a line that is set point by point and not ended yet. */
  readonly open: readonly LonLat[];
}

export const useFieldHand = create<FieldHandState>()(() => ({
  draft: NEW_OBSERVATION,
  from: EMPTY_DRAFT,
  tap: 'position',
  open: [],
}));

const onGrid = ([lon, lat]: LonLat): [number, number] => [canonical(lon), canonical(lat)];
const draftNow = (): Draft => {
  const { draft, from } = useFieldHand.getState();
  return useDrafts.getState().drafts[draft] ?? from;
};

/** The next tap on the map gives a place to a draft: that of a task, or that where the observer stands. */
export function askTap(draft: string, from: Draft, tap: FieldHandState['tap']): void {
  useFieldHand.setState({ draft, from, tap, open: [] });
  useTool.getState().setTool('field-tap');
}

/** Lines drawn on the map go into a draft until the hand is put down. */
export function beginSketch(draft: string, from: Draft): void {
  useFieldHand.setState({ draft, from, open: [] });
  useTool.getState().setTool('field-sketch');
}

export function takeTap(at: LonLat): void {
  const { draft, from, tap } = useFieldHand.getState();
  const place = onGrid(at);
  changeDraft(draft, from, tap === 'place' ? { place } : { position: handPosition(place) });
  useTool.getState().setTool('select');
}

/** Adds a line drawn in one go. */
export function takeStroke(points: readonly LonLat[]): void {
  if (points.length < 2) return;
  const { draft, from } = useFieldHand.getState();
  changeDraft(draft, from, { strokes: [...draftNow().strokes, points.map(onGrid)] });
}

/** Adds a point to the line that is set point by point. */
export const takePoint = (at: LonLat): void =>
  useFieldHand.setState(({ open }) => ({ open: [...open, onGrid(at)] }));

/** Ends the line that is set point by point. */
export function endLine(): void {
  const { open } = useFieldHand.getState();
  useFieldHand.setState({ open: [] });
  takeStroke(open);
}

/** Takes back the last point, or the last line. */
export function stepBack(): void {
  const { open, draft, from } = useFieldHand.getState();
  if (open.length > 0) useFieldHand.setState({ open: open.slice(0, -1) });
  else if (draftNow().strokes.length > 0)
    changeDraft(draft, from, { strokes: draftNow().strokes.slice(0, -1) });
}

export function endSketch(): void {
  endLine();
  useTool.getState().setTool('select');
}

/** Where the observer stands by the receiver, with what it rests on; null without a fresh position. */
export function standingNow(): ObserverPosition | null {
  const state = usePosition.getState();
  const at = positionNow(state);
  return at === null || state.service === null
    ? null
    : measuredPosition(recordOf(at.fix, state.service.settings));
}

/** The same for a component. */
export function useStanding(): ObserverPosition | null {
  usePosition(positionNow);
  return standingNow();
}
