import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeAtomically } from './atomic-file.ts';

/** Unfinished work by blueprint, kept beside the settings: what was in hand when the power failed is there again. */
export interface Sketches {
  /** The kept text; null when nothing is kept for this blueprint. */
  read(blueprint: string): Promise<string | null>;
  /** Keeps a text, or forgets it. Calls are carried out in order; of several that wait only the last. */
  keep(blueprint: string, sketch: string | null): Promise<void>;
}

/** @param name of the folder: one for shapes, one for forms */
export function openSketches(userData: string, name: 'sketches' | 'forms' = 'sketches'): Sketches {
  const folder = path.join(userData, name);
  const fileOf = (blueprint: string): string =>
    path.join(folder, `${createHash('sha256').update(blueprint).digest('hex').slice(0, 32)}.json`);
  const waiting = new Map<string, string | null>();
  let writing: Promise<void> | null = null;

  const writeAll = async (): Promise<void> => {
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      const [blueprint, sketch] = next;
      waiting.delete(blueprint);
      const file = fileOf(blueprint);
      if (sketch === null) await rm(file, { force: true });
      else await writeAtomically(file, sketch);
    }
    writing = null;
  };

  return {
    read: async (blueprint) => {
      await writing;
      return readFile(fileOf(blueprint), 'utf8').catch(() => null);
    },
    keep: (blueprint, sketch) => {
      waiting.set(blueprint, sketch);
      writing ??= writeAll();
      return writing;
    },
  };
}
