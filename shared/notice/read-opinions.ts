import type { Failure } from '../result.ts';
import type { Opinion } from './opinions.ts';

/** What chosen files of opinions hold, before anything is taken in. */
export interface ReadOpinions {
  /** The layer of opinions there is; null where one is to be made. */
  readonly layer: string | null;
  readonly refused: readonly { readonly file: string; readonly failure: Failure }[];
  readonly notices: readonly {
    readonly notice: string;
    readonly title: string;
    /** Those that are new and about something of the notice. */
    readonly opinions: readonly Opinion[];
    /** How many are in the layer already. */
    readonly known: number;
    /** How many have a number that the notice does not have. */
    readonly strange: number;
  }[];
  /** Opinions that came more than once in these files. */
  readonly repeated: number;
}
