import type { LayerSchema } from '../../../shared/model/layer.ts';
import { createStagingFile, type LayerStaging, type StagingSummary } from './staging-file.ts';

export type { StagedFeature, StagingSummary } from './staging-file.ts';

/** Writes a staging file of one layer: what an import adds. */
export interface Staging {
  readonly path: string;
  readonly append: LayerStaging['append'];
  /** Completes the file. Without it the file is not accepted. */
  finish(): StagingSummary;
  /** Closes and removes it. */
  discard(): void;
}

export function createStaging(path: string, layer: LayerSchema): Staging {
  const file = createStagingFile(path, [layer]);
  return {
    path,
    append: (batch) => file.layer(layer.id)?.append(batch),
    finish: () => file.finish().get(layer.id)!,
    discard: () => file.discard(),
  };
}
