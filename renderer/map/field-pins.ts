import type { Map as MapLibreMap } from 'maplibre-gl';
import type { TaskRecord } from '../../shared/bridge/task-contract.ts';
import { useFieldMode } from '../state/field-mode.ts';
import { myName, shownTasks, useFieldWork } from '../state/field-work.ts';
import { screenOf } from './overlay/screen.ts';

/** The middle of a pin lies this far above its place, and a finger this wide catches it; pixels. */
const ABOVE = 20;
const REACH = 24;

/** The task whose pin is under a tap in field mode, the nearest one; null for none. */
export function taskAt(map: MapLibreMap, at: { readonly x: number; readonly y: number }): TaskRecord | null {
  if (!useFieldMode.getState().on) return null;
  const screen = screenOf(map);
  let best: TaskRecord | null = null;
  let least = REACH;
  for (const task of shownTasks(useFieldWork.getState(), myName())) {
    if (task.place === null) continue;
    const [x, y] = screen.project(task.place);
    const away = Math.hypot(at.x - x!, at.y - (y! - ABOVE));
    if (away <= least) [best, least] = [task, away];
  }
  return best;
}
