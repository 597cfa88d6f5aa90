import type { Manifest } from './manifest.ts';
import { MANIFEST_FILE } from './structure.ts';

/**
 * Hashes of every file and of the manifest in the form of `sha256sum`, so that a package can be compared without this
 * product: `sha256sum -c SHA256SUMS.txt`.
 */
export function sumsText(manifest: Manifest, manifestHash: string): string {
  const lines = [
    ...manifest.files.map(({ path, hash }) => ({ path, hash })),
    { path: MANIFEST_FILE, hash: manifestHash },
  ];
  return lines
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ path, hash }) => `${hash}  ${path}\n`)
    .join('');
}
