import type { Ruleset } from './rule.ts';

/** How a ruleset file says what it is. */
const FORMAT_NAME = 'lantu-rules';
/** Grows when a file could be misunderstood by an older product. */
export const FORMAT_VERSION = 1;
/** How names of ruleset files end. */
export const RULESET_SUFFIX = '.lantu-rules.json';

/** The version of the format a file states; 1 where it does not say, null where it states another format. */
export function fileFormat(stated: unknown): number | null {
  if (stated === undefined) return 1;
  const match = typeof stated === 'string' ? /^([a-z-]+)\/(\d{1,6})$/.exec(stated) : null;
  return match?.[1] === FORMAT_NAME ? Number(match[2]) : null;
}

/** A whole ruleset as the text of a file, in an order that reads and compares well. */
export function rulesetText(ruleset: Ruleset): string {
  const { id, version, base, ...rest } = ruleset;
  const head = { format: `${FORMAT_NAME}/${FORMAT_VERSION}`, id, version, ...(base && { base }) };
  return `${JSON.stringify({ ...head, ...rest }, null, 1)}\n`;
}

/** The same for keeping in a blueprint, without white space. */
export const rulesetRecord = (ruleset: Ruleset): string => JSON.stringify(JSON.parse(rulesetText(ruleset)));
