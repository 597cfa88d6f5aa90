import type { ApiOf, ClientOf } from '../../shared/bridge/contract.ts';
import type { evidenceMethods, StagedEvidence } from '../../shared/bridge/evidence-contract.ts';
import type { ioContract } from '../../shared/bridge/worker-contracts.ts';
import { ok } from '../../shared/result.ts';
import type { Grants } from './grants.ts';
import { relay } from './relay.ts';

type Methods = ApiOf<{ name: 'evidence'; methods: typeof evidenceMethods; events: Record<string, never> }>;

/**
 * The calls about photographs and other evidence: tokens become paths, and where the files lie that are to be kept is
 * not told to the page.
 *
 * @param keepBlobs told what belongs to a token
 */
export function evidenceRelay({
  io,
  grants,
  newToken,
  keepBlobs,
}: {
  readonly io: ClientOf<typeof ioContract>;
  readonly grants: Grants;
  readonly newToken: () => string;
  readonly keepBlobs: (staging: string, blobs: StagedEvidence['blobs']) => void;
}): Methods {
  return {
    evidenceSurvey: async ({ files }, call) => {
      const paths: string[] = [];
      for (const file of files) {
        const path = grants.path(file, 'read');
        if (!path.ok) return path;
        paths.push(path.value);
      }
      return relay(io.evidenceSurvey)({ paths }, call);
    },
    evidenceTrack: async ({ file }, call) => {
      const path = grants.path(file, 'read');
      if (!path.ok) return path;
      return relay(io.evidenceTrack)({ path: path.value }, call);
    },
    evidenceStage: async (params, call) => {
      const staged = await relay(io.evidenceStage)(params, call);
      if (!staged.ok) return staged;
      const staging = newToken();
      keepBlobs(staging, staged.value.blobs);
      return ok({ staging, blobs: [] });
    },
    evidenceCapture: relay(io.evidenceCapture),
    evidence: relay(io.evidence),
  };
}
