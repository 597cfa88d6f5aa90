import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Staging } from '../../store/staging/create-staging.ts';
import type { PackageHost } from '../package/package-host.ts';

/** What reading and writing foreign files needs of its host. */
export interface IoHost extends PackageHost {
  createStaging(path: string, schema: LayerSchema): Staging;
}
