import { realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The file under `root` that a URL path names, or null when it does not exist or lies outside:
 * `..`, absolute paths, encoded slashes, NUL and links that lead out are all refused.
 */
export async function resolveUnder(root: string, urlPath: string): Promise<string | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const base = await realpath(root).catch(() => null);
  if (base === null) return null;
  const wanted = path.join(base, decoded);
  const inside = (file: string): boolean => {
    const relative = path.relative(base, file);
    return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  };
  if (!inside(wanted)) return null;
  const real = await realpath(wanted).catch(() => null);
  return real !== null && inside(real) ? real : null;
}
