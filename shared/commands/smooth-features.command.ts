import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { vertexCount } from '../geometry/counts.ts';
import { smoothedCount, smoothedTogether } from '../geometry/smooth-shared.ts';
import { fail } from '../result.ts';
import { onSelection } from './common.ts';
import { defineCommand } from './define-command.ts';
import { generalise, readsSharers } from './generalise.ts';

/** More vertices than this are not made at once. */
const MAX_VERTICES = 1_000_000;

/**
 * Rounds the corners of borders (geometry/smooth-shared.ts), 1 to 5 times. Borders in common are smoothed once, with
 * `shared` in unlocked features that are not named too; where three features meet and where lines end, vertices stay.
 * Up to 10,000 features and a million vertices made (`command.too-many-vertices`).
 */
export const smoothFeatures = defineCommand({
  id: 'smooth-features',
  label: 'command.smooth-features',
  params: z.strictObject({
    refs: z.array(recordRef).min(1).max(10_000),
    iterations: z.number().int().min(1).max(5),
    shared: z.boolean(),
  }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  readsMore(snapshot, { refs }) {
    // The new vertices lie within the features they are made for; neighbours may get them as nodes.
    return readsSharers(snapshot, refs);
  },
  run(snapshot, { refs, iterations, shared }) {
    const vertices = refs.reduce((sum, ref) => {
      const geometry = snapshot.feature(ref)?.geometry ?? null;
      return sum + (geometry === null ? 0 : vertexCount(geometry));
    }, 0);
    if (smoothedCount(vertices, iterations) > MAX_VERTICES) {
      return fail('command.too-many-vertices', { limit: MAX_VERTICES });
    }
    return generalise(snapshot, refs, shared, 'history.smooth-features', (features, options) =>
      smoothedTogether(features, iterations, options),
    );
  },
});
