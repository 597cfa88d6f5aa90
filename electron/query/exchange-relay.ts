import type { ApiOf, ClientOf } from '../../shared/bridge/contract.ts';
import type { StagedMerge } from '../../shared/bridge/exchange-contract.ts';
import type { exchangeMethods } from '../../shared/bridge/exchange-methods.ts';
import type { ioContract } from '../../shared/bridge/worker-contracts.ts';
import { ok } from '../../shared/result.ts';
import type { Grants } from './grants.ts';
import { relay } from './relay.ts';

type Methods = ApiOf<{ name: 'exchange'; methods: typeof exchangeMethods; events: Record<string, never> }>;

/**
 * The calls about packages for the field and sets of changes: tokens become paths, and the path of a staging file
 * becomes a token. Where evidence lies is not told to the page.
 *
 * @param keepBlobs told what belongs to a staging file
 */
export function exchangeRelay({
  io,
  grants,
  newToken,
  keepBlobs,
}: {
  readonly io: ClientOf<typeof ioContract>;
  readonly grants: Grants;
  readonly newToken: () => string;
  readonly keepBlobs: (staging: string, blobs: StagedMerge['blobs']) => void;
}): Methods {
  return {
    boxPeek: async ({ file }, call) => {
      const path = grants.path(file, 'read');
      return path.ok ? relay(io.boxPeek)({ path: path.value }, call) : path;
    },
    fieldEstimate: relay(io.fieldEstimate),
    fieldPack: async ({ file, basemap, ...request }, call) => {
      const path = grants.path(file, 'write');
      if (!path.ok) return path;
      const map = basemap === null ? null : grants.path(basemap.file, 'read');
      if (map !== null && !map.ok) return map;
      const along = basemap === null || map === null ? null : { path: map.value, name: basemap.name };
      return relay(io.fieldPack)({ ...request, path: path.value, basemap: along }, call);
    },
    fieldUnpack: async ({ file, folder, passphrase }, call) => {
      const path = grants.path(file, 'read');
      if (!path.ok) return path;
      const target = grants.path(folder, 'write');
      return target.ok
        ? relay(io.fieldUnpack)({ path: path.value, folder: target.value, passphrase }, call)
        : target;
    },
    changesPack: async ({ file, ...request }, call) => {
      const path = grants.path(file, 'write');
      return path.ok ? relay(io.changesPack)({ ...request, path: path.value }, call) : path;
    },
    boxFinish: relay(io.boxFinish),
    mergeOpen: async ({ file, passphrase }, call) => {
      const path = grants.path(file, 'read');
      return path.ok ? relay(io.mergeOpen)({ path: path.value, passphrase }, call) : path;
    },
    mergeSurvey: relay(io.mergeSurvey),
    mergeShapes: relay(io.mergeShapes),
    mergeDecide: relay(io.mergeDecide),
    mergeStage: async (params, call) => {
      const staged = await relay(io.mergeStage)(params, call);
      if (!staged.ok) return staged;
      const staging = newToken();
      grants.give(staging, staged.value.staging, 'staging');
      keepBlobs(staging, staged.value.blobs);
      return ok({ ...staged.value, staging, blobs: [] });
    },
    mergeClose: relay(io.mergeClose),
  };
}
