import { z } from 'zod';

/** What a four-class comparison takes from the ruleset. */
export const fourClassParams = z.strictObject({
  filter: z.strictObject({
    /** Prefixes of the classes that are construction land (建设用地口径). */
    construction: z.array(z.string().min(1)).min(1),
  }),
  thresholds: z.strictObject({
    /** A patch of the two difference classes is listed from this area on, m2; the sums have every part. */
    min_area_m2: z.number().nonnegative(),
  }),
});

export const fourClassMessages: readonly string[] = ['four-classes'];
