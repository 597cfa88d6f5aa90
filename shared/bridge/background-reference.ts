import { z } from 'zod';

/** Steps up from the folder of the blueprint that a reference may take. */
const MOST_UP = 4;

/** A name without any way to another place: no separator, no drive. */
const isPlainName = (name: string): boolean => !/[\\/:\p{Cc}]/u.test(name) && name !== '..' && name !== '.';

/**
 * Whether a path leads from the blueprint's folder to a place near it on the same disk. A blueprint may come from a
 * stranger: a drive, a root or the name of a share would make this computer ask another one.
 */
export const isNearby = (relative: string): boolean => {
  const steps = relative.split('/');
  const up = steps.findIndex((step) => step !== '..');
  return (
    relative === '' ||
    (up >= 0 && up <= MOST_UP && steps.slice(up).every((step) => step !== '' && isPlainName(step)))
  );
};

/**
 * What a blueprint itself says of a background: its name and file, so that another computer can say what is missing and
 * find it beside the blueprint. Never a whole path, and nothing of tile servers.
 */
export const backgroundReference = z.strictObject({
  name: z.string().max(120),
  fileName: z.string().min(1).max(255).refine(isPlainName),
  /** From the folder of the blueprint with `/` between; empty where it is on another disk. */
  relative: z.string().max(1000).refine(isNearby),
  /** Needs to be turned into tiles on each computer. */
  picture: z.boolean(),
});
export type BackgroundReference = z.infer<typeof backgroundReference>;

export const backgroundReferences = z.array(backgroundReference).max(100);
