import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { simplifiedTogether } from '../geometry/simplify-shared.ts';
import { onSelection } from './common.ts';
import { defineCommand } from './define-command.ts';
import { generalise, readsSharers } from './generalise.ts';

/**
 * Takes vertices away that lie within `toleranceM` metres of the border without them. Borders in common are simplified
 * once, with `shared` in unlocked features that are not named too; where three features meet and where lines end,
 * vertices stay. Borders that would collapse or cross keep more vertices. Up to 10,000 features.
 */
export const simplifyFeatures = defineCommand({
  id: 'simplify-features',
  label: 'command.simplify-features',
  params: z.strictObject({
    refs: z.array(recordRef).min(1).max(10_000),
    toleranceM: z.number().positive().max(10_000),
    shared: z.boolean(),
  }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  readsMore: (snapshot, { refs, shared }) => (shared ? readsSharers(snapshot, refs) : {}),
  run: (snapshot, { refs, toleranceM, shared }) =>
    generalise(snapshot, refs, shared, 'history.simplify-features', (features, options) =>
      simplifiedTogether(features, toleranceM, options),
    ),
});
