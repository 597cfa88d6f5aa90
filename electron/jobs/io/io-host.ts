import type { FieldHost } from '../exchange/pack-field.ts';
import type { PackageHost } from '../package/package-host.ts';

/** What reading and writing foreign files needs of its host. */
export type IoHost = PackageHost & FieldHost;
