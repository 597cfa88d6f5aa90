import changes from '../../../resources/codes/land-use-2020-to-2023.json' with { type: 'json' };
import { codeEntry } from '../../model/code-list.ts';

/** The classes of planned use are those of one edition; the table of changes knows the other. */
export const CLASS_DOMAIN = 'land_use_class';

const changed = new Set(changes.flatMap(({ old_2020, new_2023 }) => [old_2020, new_2023]));

/** Whether the two editions read this class code differently, or only one of them has it. */
export const isReadDifferently = (code: string): boolean => changed.has(code);

/** Whether a code is a class of the other edition and of no use in this one. */
export const isOfOtherEdition = (code: string): boolean =>
  changed.has(code) && codeEntry(CLASS_DOMAIN, code) === undefined;
