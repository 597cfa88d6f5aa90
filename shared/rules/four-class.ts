import { z } from 'zod';

const prefixes = z.array(z.string().min(1)).min(1);

/** What a four-class comparison takes from the ruleset. */
export const fourClassParams = z.strictObject({
  filter: z.strictObject({
    /** Prefixes of the classes that are construction land (建设用地口径). */
    construction: prefixes,
    /**
     * For a side that states a use of its own instead of a class: whether that use is construction, and the group
     * of uses it belongs to in the conversion table, null where it is none of them.
     */
    uses: z
      .record(z.string(), z.strictObject({ construction: z.boolean(), group: z.string().nullable() }))
      .default({}),
  }),
  thresholds: z.strictObject({
    /** A patch of the two difference classes is listed from this area on, m2; the sums have every part. */
    min_area_m2: z.number().nonnegative(),
  }),
});
export type FourClassParams = z.infer<typeof fourClassParams>;

export const fourClassMessages: readonly string[] = ['four-classes'];
