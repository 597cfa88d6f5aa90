import type { Packed } from '../../shared/geometry/packed.ts';
import type { LonLat } from '../../shared/map/sketch.ts';
import { redrawBorder } from '../../shared/merge/redraw.ts';
import { services } from '../bridge/client.ts';
import { groupOf, type Decided } from './merge-decisions.ts';
import { chosenOf, useMerge } from './merge.ts';
import { saveDecisions } from './merge-work.ts';
import { notifyFailure } from './notices.ts';

/** Whose border the new line is put into: what was chosen, or what is here. */
const sideOf = (): 'mine' | 'theirs' =>
  chosenOf(useMerge.getState())?.decision?.shape === 'theirs' ? 'theirs' : 'mine';

/** The shape that is redrawn, as one side has it; null where there is none to redraw. */
export function shapeToRedraw(): Packed | null {
  const shape = useMerge.getState().shapes?.[sideOf()] ?? null;
  return shape?.kind === 'polygon' ? shape : null;
}

/** Decides a dispute about a border by a line, for all features that share it. False where that cannot be: it is said why. */
export async function redrawDisputed(line: readonly LonLat[]): Promise<boolean> {
  const state = useMerge.getState();
  const dispute = chosenOf(state);
  const query = services()?.query;
  const own = shapeToRedraw();
  const side = sideOf();
  if (dispute === undefined || query === undefined || own === null) return false;
  const others = groupOf(state.survey?.disputes ?? [], dispute).filter((one) => one !== dispute);
  const shapes: Packed[] = [];
  for (const { ref } of others) {
    const found = await query.mergeShapes({ table: ref.table, uid: ref.uid });
    const shape = found.ok ? found.value[side] : null;
    if (!found.ok) notifyFailure(found.error);
    if (shape === null) return false;
    shapes.push(shape);
  }
  const redrawn = redrawBorder(own, shapes, line);
  if (!redrawn.ok) {
    notifyFailure(redrawn.error);
    return false;
  }
  const decided = [dispute, ...others].map((one, i): Decided => ({
    ref: one.ref,
    decision: { ...one.decision, shape: { drawn: redrawn.value[i]! } },
  }));
  saveDecisions(decided);
  return true;
}
