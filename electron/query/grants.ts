import { fail, ok, type Result } from '../../shared/result.ts';

export type Access = 'read' | 'write' | 'staging';

/** Files the page may name: it holds opaque tokens, the paths stay here. */
export interface Grants {
  give(token: string, path: string, access: Access): void;
  path(token: string, access: Access): Result<string>;
  take(token: string): void;
}

export function createGrants(): Grants {
  const known = new Map<string, { path: string; access: Access }>();
  return {
    give: (token, path, access) => {
      known.set(token, { path, access });
    },
    path: (token, access) => {
      const grant = known.get(token);
      return grant !== undefined && grant.access === access ? ok(grant.path) : fail('bridge.no-such-file');
    },
    take: (token) => {
      known.delete(token);
    },
  };
}
