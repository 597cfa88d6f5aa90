import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { MOST_EVIDENCE } from '../../../shared/bridge/evidence-contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

export interface ListedFile {
  readonly path: string;
  /** Below the chosen folder, with `/`. */
  readonly name: string;
}

/** Deep enough for any camera card. */
const MAX_DEPTH = 16;

/** Files that systems put beside those of people. */
const isHidden = (name: string): boolean => name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name);

/**
 * Files of folders, with those below, and single files, in order of their names. Links are not followed: a folder must
 * not lead out of itself or into a circle.
 *
 * @returns failures `evidence.cannot-read` (name), `evidence.too-many` (limit), `cancelled`
 */
export async function listFiles(
  chosen: readonly string[],
  signal: AbortSignal,
): Promise<Result<readonly ListedFile[]>> {
  const files: ListedFile[] = [];
  const walk = async (folder: string, below: string, depth: number): Promise<Result<null>> => {
    if (signal.aborted) return fail('cancelled');
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (entries === null) return fail('evidence.cannot-read', { name: below || path.basename(folder) });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (isHidden(entry.name)) continue;
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      const at = path.join(folder, entry.name);
      if (entry.isFile()) files.push({ path: at, name });
      if (files.length > MOST_EVIDENCE) return fail('evidence.too-many', { limit: MOST_EVIDENCE });
      if (!entry.isDirectory() || depth >= MAX_DEPTH) continue;
      const inside = await walk(at, name, depth + 1);
      if (!inside.ok) return inside;
    }
    return ok(null);
  };
  for (const one of chosen) {
    const found = await stat(one).catch(() => null);
    if (found === null) return fail('evidence.cannot-read', { name: path.basename(one) });
    if (!found.isDirectory()) files.push({ path: one, name: path.basename(one) });
    else {
      const inside = await walk(one, '', 0);
      if (!inside.ok) return inside;
    }
  }
  return files.length > MOST_EVIDENCE ? fail('evidence.too-many', { limit: MOST_EVIDENCE }) : ok(files);
}
