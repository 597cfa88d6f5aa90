import type { ApiOf, ClientOf } from '../../shared/bridge/contract.ts';
import type { packageMethods } from '../../shared/bridge/package-methods.ts';
import type { ioContract } from '../../shared/bridge/worker-contracts.ts';
import { ok } from '../../shared/result.ts';
import type { Grants } from './grants.ts';
import { relay } from './relay.ts';

type Methods = ApiOf<{ name: 'package'; methods: typeof packageMethods; events: Record<string, never> }>;

/** The calls about plan packages: tokens become paths, and the path of a staging file becomes a token. */
export function packageRelay({
  io,
  grants,
  newToken,
}: {
  readonly io: ClientOf<typeof ioContract>;
  readonly grants: Grants;
  readonly newToken: () => string;
}): Methods {
  return {
    packageSurvey: relay(io.packageSurvey),
    packageMake: async ({ file, attachments, key, ...request }, call) => {
      const path = grants.path(file, 'write');
      if (!path.ok) return path;
      const attached: { folder: (typeof attachments)[number]['folder']; path: string }[] = [];
      for (const { folder, file: token } of attachments) {
        const from = grants.path(token, 'read');
        if (!from.ok) return from;
        attached.push({ folder, path: from.value });
      }
      const keyPath = key === null ? null : grants.path(key.file, 'read');
      if (keyPath !== null && !keyPath.ok) return keyPath;
      return relay(io.packageMake)(
        {
          ...request,
          path: path.value,
          attachments: attached,
          key: keyPath === null || key === null ? null : { path: keyPath.value, passphrase: key.passphrase },
        },
        call,
      );
    },
    packageVerify: async ({ file, known }, call) => {
      const path = grants.path(file, 'read');
      return path.ok ? relay(io.packageVerify)({ path: path.value, known }, call) : path;
    },
    packageCompare: async ({ file, limit }, call) => {
      const path = grants.path(file, 'read');
      return path.ok ? relay(io.packageCompare)({ path: path.value, limit }, call) : path;
    },
    packageStage: async ({ file, layers }, call) => {
      const path = grants.path(file, 'read');
      if (!path.ok) return path;
      const staged = await relay(io.packageStage)({ path: path.value, layers }, call);
      if (!staged.ok) return staged;
      const staging = newToken();
      grants.give(staging, staged.value.staging, 'staging');
      return ok({ ...staged.value, staging });
    },
  };
}
