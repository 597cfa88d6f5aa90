import { z } from 'zod';
import { boxOfXY } from '../geometry/box.ts';
import { toSteps } from '../geometry/grid.ts';
import { movedShapes, shifted } from '../geometry/shared-moves.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onSelection } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { gainReads, reshapeGains } from './fit-gains.ts';
import { fitSchema } from './fit-shape.ts';
import { othersAbout, reshapeMany, withFollowers } from './reshape-many.ts';
import { position, type Position } from './vertex-params.ts';
import { boxesAtPositions, placesIn, vertexPlaces } from './vertex-places.ts';

const params = z.strictObject({
  moves: vertexPlaces,
  by: position,
  shared: z.boolean(),
  fit: fitSchema.optional(),
});

/** The features with the vertices moved, then the unlocked ones that have them too. */
function moved(snapshot: Snapshot, { moves, by, shared }: z.infer<typeof params>) {
  const found = placesIn(snapshot, moves);
  if (!found.ok) return found;
  const { subjects, places } = found.value;
  const others = shared ? othersAbout(snapshot, boxOfXY(moves.flatMap(({ at }) => at)), subjects) : [];
  const changed = movedShapes([...subjects.records, ...others], places, by, shared);
  return ok({ subjects: subjects.records, places, changed });
}

/**
 * Moves several vertices, of one or several features, by the same degrees, or with `shared` every vertex of unlocked
 * features that stands at such a position: a coverage stays exact. With `fit` nobody wins ground that is taken
 * (fit-gains.ts). A result that is invalid is refused with the place.
 */
export const moveVerticesCommand = defineCommand({
  id: 'move-vertices',
  label: 'command.move-vertices',
  params,
  available: onSelection,
  reads({ moves, by, shared }) {
    const to = moves.map(({ at }): Position => [shifted(at[0], by[0]), shifted(at[1], by[1])]);
    return {
      refs: moves.map(({ ref }) => ref),
      boxes: [...(shared ? boxesAtPositions(moves.map(({ at }) => at)) : []), ...boxesAtPositions(to)],
    };
  },
  readsMore(snapshot, given) {
    const made = given.fit === undefined ? null : moved(snapshot, given);
    if (given.fit === undefined || !made?.ok) return {};
    return { boxes: gainReads(snapshot, made.value.changed, made.value.subjects.length, given.fit) };
  },
  run(snapshot, given) {
    if (toSteps(given.by[0]) === 0 && toSteps(given.by[1]) === 0) return fail('command.unchanged');
    const made = moved(snapshot, given);
    if (!made.ok) return made;
    const { subjects, places, changed } = made.value;
    const reshaped =
      given.fit === undefined
        ? reshapeMany(snapshot, { changed })
        : reshapeGains(snapshot, changed, subjects.length, given.fit);
    if (!reshaped.ok) return reshaped;
    const followers = changed.length - subjects.length;
    const first = subjects[0]!.key;
    const label = places.length === 1 ? 'history.move-vertex' : 'history.move-vertices';
    const named = { ...labelParams(snapshot.layer(first.layer)!, first), count: places.length };
    return ok({ ...withFollowers(label, named, followers), ...reshaped.value });
  },
});
