import { create } from 'zustand';
import type { LonLat } from '../../shared/geometry/geodesic.ts';
import { canonical } from '../../shared/geometry/grid.ts';
import { handPosition, measuredPosition, type ObserverPosition } from '../../shared/field/verdict.ts';
import { recordOf } from '../../shared/gnss/position-record.ts';
import {
  changeDraft,
  EMPTY_DRAFT,
  NEW_OBSERVATION,
  useDrafts,
  type Draft,
  type DraftKey,
} from './field-draft.ts';
import { positionNow, usePosition } from './position.ts';
import { useTool } from './tool.ts';

/** What the hand does on the map in field mode: which draft it is for. */
export interface FieldHandState {
  readonly draft: string;
  /** What a draft begins with that is not there yet. */
  readonly from: Draft;
  /** A tap is the place of a new task, or where the observer stands. */
  readonly tap: 'place' | 'position';
}

export const useFieldHand = create<FieldHandState>()(() => ({
  draft: NEW_OBSERVATION,
  from: EMPTY_DRAFT,
  tap: 'position',
}));

const onGrid = ([lon, lat]: LonLat): [number, number] => [canonical(lon), canonical(lat)];
const draftNow = (): Draft => {
  const { draft, from } = useFieldHand.getState();
  return useDrafts.getState().drafts[draft] ?? from;
};

/** The next tap on the map gives a place to a draft: that of a task, or that where the observer stands. */
export function askTap(draft: string, from: Draft, tap: FieldHandState['tap']): void {
  // A tool that is put down ends its line, in the draft it was for.
  useTool.getState().setTool('select');
  useFieldHand.setState({ draft, from, tap });
  useTool.getState().setTool('field-tap');
}

/** Lines drawn on the map go into a draft until the hand is put down. */
export function beginSketch(draft: string, from: Draft): void {
  useTool.getState().setTool('select');
  useFieldHand.setState({ draft, from });
  useTool.getState().setTool('field-sketch');
}

export function takeTap(at: LonLat): void {
  const { draft, from, tap } = useFieldHand.getState();
  const place = onGrid(at);
  changeDraft(draft, from, tap === 'place' ? { place } : { position: handPosition(place) });
  useTool.getState().setTool('select');
}

/**
 * Changes what is noted on the spot. The place of it is where it was begun: an unfinished form may be saved in the
 * evening, far away. It can be taken anew by position or by a tap.
 */
export function changeHere(key: DraftKey, from: Draft, patch: Partial<Draft>): void {
  const isBegun = useDrafts.getState().drafts[key] !== undefined || from.position !== null;
  changeDraft(key, from, isBegun ? patch : { position: standingNow(), ...patch });
}

const changeLines = (patch: Partial<Pick<Draft, 'strokes' | 'open'>>): void => {
  const { draft, from } = useFieldHand.getState();
  changeHere(draft, from, patch);
};

/** Adds a line drawn in one go. */
export function takeStroke(points: readonly LonLat[]): void {
  if (points.length >= 2) changeLines({ strokes: [...draftNow().strokes, points.map(onGrid)] });
}

/** Adds a point to the line that is set point by point. */
export const takePoint = (at: LonLat): void => changeLines({ open: [...draftNow().open, onGrid(at)] });

/** Ends the line that is set point by point; a single point is none. */
export function endLine(): void {
  const { strokes, open } = draftNow();
  if (open.length > 0) changeLines({ strokes: open.length < 2 ? strokes : [...strokes, open], open: [] });
}

/** Takes back the last point, or the last line. */
export function stepBack(): void {
  const { strokes, open } = draftNow();
  if (open.length > 0) changeLines({ open: open.slice(0, -1) });
  else if (strokes.length > 0) changeLines({ strokes: strokes.slice(0, -1) });
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
