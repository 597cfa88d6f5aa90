import type { FieldHost } from '../exchange/pack-field.ts';
import type { PackageHost } from '../package/package-host.ts';
import type { ReaderThread } from './open-reading.ts';

/** What reading and writing foreign files needs of its host. */
export interface IoHost extends PackageHost, FieldHost {
  /** Another thread to read large files in; they are read in this one without. */
  readonly reader?: ReaderThread;
}
