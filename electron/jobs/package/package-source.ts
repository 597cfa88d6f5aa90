import type { Result } from '../../../shared/result.ts';

/** A name in a package that is refused: it could leave the package, or be taken for another. */
export interface RefusedName {
  readonly path: string;
  /** Text key `package.reason.<reason>`: `unsafe-name`, `same-name`, `link`, `special`. */
  readonly reason: 'unsafe-name' | 'same-name' | 'link' | 'special';
}

/** A package on the disk, as a folder or an archive, whose names and sizes are known and nothing is believed. */
export interface PackageSource {
  readonly kind: 'folder' | 'zip';
  /** As the user knows it. */
  readonly name: string;
  /** Sizes in bytes by path within the package; paths are safe and differ in more than case. */
  readonly entries: ReadonlyMap<string, number>;
  readonly refused: readonly RefusedName[];
  /** The content of an entry in pieces; a failure is the last thing it yields. */
  chunks(path: string, signal: AbortSignal): AsyncIterable<Result<Uint8Array>>;
  /** Where entries can be read by other programs: their place in the folder, or unpacked for this job. */
  place(paths: readonly string[], signal: AbortSignal): Promise<Result<string>>;
}

/** Most entries of a package, and most folders deep. */
export const MAX_ENTRIES = 2000;
export const MAX_DEPTH = 12;
