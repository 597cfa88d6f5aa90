import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FoundEvidence } from '../../../shared/bridge/evidence-contract.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readEvidenceFile } from './read-file.ts';

/** What the window recorded itself, waiting in files of the scratch folder until it is kept in the blueprint. */
export interface Captures {
  /**
   * Writes bytes down and looks at them as at any file. Failures `evidence.capture-refused` for what is neither a
   * photograph nor a recording, `evidence.capture-failed` (cause) where the disk does not take it, `cancelled`.
   */
  take(
    capture: { readonly name: string; readonly bytes: Uint8Array },
    scratchDir: string,
    signal: AbortSignal,
  ): Promise<Result<Omit<FoundEvidence, 'known'>>>;
  /** Where a capture lies, by its hash. */
  path(sha256: string): string | undefined;
  /** Removes the files of those that are kept by now. */
  drop(isKept: (sha256: string) => boolean): Promise<void>;
}

export function openCaptures(): Captures {
  const files = new Map<string, string>();
  return {
    async take({ name, bytes }, scratchDir, signal) {
      const file = path.join(scratchDir, `capture-${randomUUID()}`);
      try {
        await writeFile(file, bytes, { flag: 'wx', mode: 0o600 });
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (typeof code !== 'string') throw error;
        await rm(file, { force: true });
        return fail('evidence.capture-failed', { cause: code });
      }
      const read = await readEvidenceFile({ path: file, name }, signal, () => {});
      const found = read.ok ? read.value.found : null;
      if (found === null || found.kind === 'document') {
        await rm(file, { force: true });
        return read.ok ? fail('evidence.capture-refused') : read;
      }
      const before = files.get(found.sha256);
      if (before !== undefined) await rm(before, { force: true });
      files.set(found.sha256, file);
      return ok(found);
    },
    path: (sha256) => files.get(sha256),
    async drop(isKept) {
      for (const [sha256, file] of files) {
        if (!isKept(sha256)) continue;
        files.delete(sha256);
        await rm(file, { force: true });
      }
    },
  };
}
