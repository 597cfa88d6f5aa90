import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { shareContract } from '../../../shared/bridge/share-contract.ts';
import { gatherShare } from '../../../shared/check/gather-share.ts';
import { Aborted } from '../../../shared/check/pace.ts';
import type { CoverageFill } from '../../../shared/geometry/coverage-fill.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { CheckReader } from './check-service.ts';
import { clock } from './clock.ts';

export interface ShareServiceParts {
  readonly openReader: (path: string) => CheckReader;
  readonly loadOverlay: () => Promise<Overlay>;
  readonly loadFill: () => Promise<CoverageFill>;
}

/**
 * Gathers shares of full runs for another worker. The file is open only while it is read, so that nothing has to be
 * told when it is closed.
 */
export function createShareService({
  openReader,
  loadOverlay,
  loadFill,
}: ShareServiceParts): ApiOf<typeof shareContract> {
  return {
    async gather({ path, task }, call) {
      const [overlay, fill] = await Promise.all([loadOverlay(), loadFill()]);
      const source = openReader(path);
      try {
        return ok(
          await gatherShare({ source, overlay, fill, clock }, task, {
            signal: call.signal,
            onProgress: (share) => call.progress({ share, stage: 'rules.progress.reading' }),
          }),
        );
      } catch (error) {
        if (error instanceof Aborted) return fail('cancelled');
        throw error;
      } finally {
        source.close();
      }
    },
  };
}
