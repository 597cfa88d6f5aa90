import type { CoverageFill } from '../../../shared/geometry/coverage-fill.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { Staging } from '../../store/staging/create-staging.ts';

/** What reading and writing foreign files needs of its host. */
export interface IoHost {
  openReader(path: string): Reader;
  createStaging(path: string, schema: LayerSchema): Staging;
  loadOverlay(): Promise<Overlay>;
  loadFill(): Promise<CoverageFill>;
  log(level: string, message: string): void;
}
