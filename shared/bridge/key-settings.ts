import { z } from 'zod';

/** The most commands whose keys one may set, and combinations for one. */
const MOST_COMMANDS = 500;
const MOST_KEYS = 4;

/** A combination as on the key sheet: `Ctrl+Shift+Z`, `F6`, `[`. */
export const keyCombination = z.string().regex(/^(Ctrl\+)?(Shift\+)?(Alt\+)?(\S|[A-Z][A-Za-z0-9]{1,14})$/u);

/** Ids of commands; a plain name, so that nothing of an object's own is meant. */
const commandId = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9_-]*)+$/);

/** The user's own keys by command: all combinations of a command in place of its defaults; none for an empty list. */
export const keySettings = z
  .record(commandId, z.array(keyCombination).max(MOST_KEYS))
  .refine((keys) => Object.keys(keys).length <= MOST_COMMANDS);

export type KeySettings = z.infer<typeof keySettings>;
