import { z } from 'zod';
import type { VersionChanges, VersionTable } from '../analysis/versions/types.ts';
import type { PlanVersion } from '../model/version.ts';
import { method } from './contract.ts';
import { box } from './schemas.ts';

/** The file as it was after this change. */
export const step = z.number().int().nonnegative();

/** Two states: left and right, before and after. Null: as it is now. */
const twoStates = { from: step.nullable(), to: step.nullable() };

/** The ground a table of two versions is of. */
export const versionScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('county') }),
  z.strictObject({ kind: z.literal('township'), code: z.string().regex(/^\d{9}$/) }),
  /** What lies inside a box, cut at its sides. */
  z.strictObject({ kind: z.literal('box'), box }),
]);
export type VersionScope = z.infer<typeof versionScope>;

/** What the page may ask of versions and past states. */
export const versionMethods = {
  /** The named versions in the file, in the order they were named. */
  versions: method<readonly PlanVersion[]>()(z.strictObject({})),
  /** What differs between two states, feature by feature. */
  versionChanges: method<VersionChanges>()(
    z.strictObject({ ...twoStates, limit: z.number().int().min(1).max(50_000) }),
  ),
  /** Construction and other land, and land by class, in two states. */
  versionTable: method<VersionTable>()(z.strictObject({ ...twoStates, scope: versionScope })),
};
