import type { Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import type { FieldPackage } from './change-set.ts';

/** A task that goes along: it has its uid already, since the office keeps it too. */
export interface CutTask {
  readonly uid: string;
  readonly fields: Fields;
  readonly place: Packed | null;
}

/** What is cut out of a blueprint. */
export interface FieldCut {
  readonly source: string;
  /** Fids by layer; layers that are not named go along empty. */
  readonly layers: ReadonlyMap<string, readonly number[]>;
  readonly tasks: readonly CutTask[];
  /** The background that lies beside the cut once it is unpacked; null for none. */
  readonly basemap: { readonly name: string; readonly fileName: string } | null;
  /** What the cut says of itself; counts and step are filled in here. */
  readonly field: Omit<FieldPackage, 'baseSeq' | 'layers' | 'tasks'>;
}
