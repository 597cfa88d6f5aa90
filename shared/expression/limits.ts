/** Longest source, UTF-16 units. */
export const MAX_SOURCE = 2_000;
/** Deepest nesting of parentheses, calls and signs. */
export const MAX_DEPTH = 40;
/** Most parts of one expression: SQLite takes trees of 1,000. */
export const MAX_PARTS = 300;
/** Most values of one list. */
export const MAX_LIST = 300;
/** Most wildcards of one pattern. */
export const MAX_WILDCARDS = 12;
