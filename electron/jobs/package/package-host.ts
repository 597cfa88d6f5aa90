import type { CoverageFill } from '../../../shared/geometry/coverage-fill.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { StagingFile } from '../../store/staging/staging-file.ts';
import type { ShareWorkers } from '../check/check-service.ts';

/** What making and reading packages needs of its host. */
export interface PackageHost {
  readonly openReader: (path: string) => Reader;
  readonly createStagingFile: (path: string, schemas: readonly LayerSchema[], title: string) => StagingFile;
  readonly loadOverlay: () => Promise<Overlay>;
  readonly loadFill: () => Promise<CoverageFill>;
  /** Further threads for the check; it is alone without. */
  readonly workers?: ShareWorkers;
  readonly log: (level: string, message: string) => void;
}
