import { z } from 'zod';
import { boxOfXY } from '../geometry/box.ts';
import { toSteps } from '../geometry/grid.ts';
import { movedShapes, shifted } from '../geometry/shared-moves.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onSelection } from './common.ts';
import { defineCommand } from './define-command.ts';
import { othersAbout, reshapeMany, withFollowers } from './reshape-many.ts';
import { position, type Position } from './vertex-params.ts';
import { boxesAtPositions, placesIn, vertexPlaces } from './vertex-places.ts';

/**
 * Moves several vertices, of one or several features, by the same degrees, or with `shared` every vertex of unlocked
 * features that stands at such a position: a coverage stays exact. A result that is invalid is refused with the place.
 */
export const moveVerticesCommand = defineCommand({
  id: 'move-vertices',
  label: 'command.move-vertices',
  params: z.strictObject({ moves: vertexPlaces, by: position, shared: z.boolean() }),
  available: onSelection,
  reads({ moves, by, shared }) {
    const to = moves.map(({ at }): Position => [shifted(at[0], by[0]), shifted(at[1], by[1])]);
    return {
      refs: moves.map(({ ref }) => ref),
      boxes: [...(shared ? boxesAtPositions(moves.map(({ at }) => at)) : []), ...boxesAtPositions(to)],
    };
  },
  run(snapshot, { moves, by, shared }) {
    if (toSteps(by[0]) === 0 && toSteps(by[1]) === 0) return fail('command.unchanged');
    const found = placesIn(snapshot, moves);
    if (!found.ok) return found;
    const { subjects, places } = found.value;
    const others = shared ? othersAbout(snapshot, boxOfXY(moves.flatMap(({ at }) => at)), subjects) : [];
    const changed = movedShapes([...subjects.records, ...others], places, by, shared);
    const reshaped = reshapeMany(snapshot, { changed });
    if (!reshaped.ok) return reshaped;
    const followers = changed.length - subjects.records.length;
    const first = subjects.records[0]!.key;
    const label = places.length === 1 ? 'history.move-vertex' : 'history.move-vertices';
    const named = { ...labelParams(snapshot.layer(first.layer)!, first), count: places.length };
    return ok({ ...withFollowers(label, named, followers), ...reshaped.value });
  },
});
