import type { Fields } from '../model/record.ts';

/**
 * Whether a redline lies in the core of a nature reserve. Stored as 0 and 1; a redline that does not say is not
 * called core.
 */
export const inCore = (redline: Fields): boolean => redline['is_core_reserve'] === 1;
