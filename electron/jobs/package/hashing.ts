import { createHash } from 'node:crypto';
import type { HashAlgorithm } from '../../../shared/package/algorithms.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { PackageSource } from './package-source.ts';

/** Names of the algorithms as node:crypto has them. */
const NODE_NAMES: Readonly<Record<HashAlgorithm, string>> = { sha256: 'sha256' };

export interface Hashed {
  readonly size: number;
  /** Hexadecimal, lower case. */
  readonly hash: string;
}

export interface Hasher {
  add(bytes: Uint8Array): void;
  done(): Hashed;
}

export function hasher(algorithm: HashAlgorithm): Hasher {
  const hash = createHash(NODE_NAMES[algorithm]);
  let size = 0;
  return {
    add(bytes) {
      hash.update(bytes);
      size += bytes.length;
    },
    done: () => ({ size, hash: hash.digest('hex') }),
  };
}

export function hashOf(algorithm: HashAlgorithm, bytes: Uint8Array): string {
  const one = hasher(algorithm);
  one.add(bytes);
  return one.done().hash;
}

/** Hash and size of an entry of a package. */
export async function hashEntry(
  source: PackageSource,
  name: string,
  algorithm: HashAlgorithm,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Result<Hashed>> {
  const one = hasher(algorithm);
  for await (const chunk of source.chunks(name, signal)) {
    if (!chunk.ok) return chunk;
    one.add(chunk.value);
    onBytes(chunk.value.length);
  }
  return ok(one.done());
}
