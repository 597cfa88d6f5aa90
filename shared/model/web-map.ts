/**
 * Whether coordinates come from a web map whose positions are offset, as the user states it: nothing in a file tells.
 * GCJ-02 and BD-09 lie some hundred metres off. No formula to undo them is official, so none is applied: figures are
 * taken as they stand, and what was said is kept with the import.
 */
export const WEB_MAPS = ['unknown', 'none', 'gcj02', 'bd09'] as const;
export type WebMap = (typeof WEB_MAPS)[number];
