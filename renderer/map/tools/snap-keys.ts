import type { LonLat } from '../../../shared/map/sketch.ts';
import { chosenHit, nextHit } from '../../../shared/map/snap-choice.ts';
import { useTool } from '../../state/tool.ts';

/** Tab: the next of what is within reach of the pointer holds it. True when there is any. */
export function tabThroughHits(step: 1 | -1): boolean {
  const { snap } = useTool.getState();
  if (snap.hits.length === 0) return false;
  const next = nextHit(snap, step);
  const hit = chosenHit(next);
  useTool.setState({ snap: next, ...(hit ? { cursor: [hit.point[0], hit.point[1]] as LonLat } : {}) });
  return true;
}
