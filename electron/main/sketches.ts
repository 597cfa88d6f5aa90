import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { writeAtomically } from './atomic-file.ts';

/** Unfinished work by blueprint, kept beside the settings: what was in hand when the power failed is there again. */
export interface Sketches {
  /** The newest text that was to be kept, though it could not be written; null when there is none. */
  read(blueprint: string): Promise<string | null>;
  /**
   * Keeps a text, or forgets it; of several that wait for one blueprint only the last is written. Answered once that is
   * on the disk, with `draft.not-kept` (`cause`: the system's code) where it cannot be: the text is then held in memory.
   */
  keep(blueprint: string, sketch: string | null): Promise<Result<null>>;
}

/** What there is to write for one blueprint. */
interface Slot {
  readonly file: string;
  /** Not on the disk yet: waits, or could not be written. */
  next: { readonly sketch: string | null } | null;
  /** Answers when all that came is on the disk, or the last of it cannot be written. Never rejects. */
  writing: Promise<Result<null>> | null;
}

/** @param name of the folder: one for shapes, one for forms */
export function openSketches(userData: string, name: 'sketches' | 'forms' = 'sketches'): Sketches {
  const folder = path.join(userData, name);
  const slots = new Map<string, Slot>();
  const slotOf = (blueprint: string): Slot => {
    const known = slots.get(blueprint);
    if (known !== undefined) return known;
    const hash = createHash('sha256').update(blueprint).digest('hex').slice(0, 32);
    const slot: Slot = { file: path.join(folder, `${hash}.json`), next: null, writing: null };
    slots.set(blueprint, slot);
    return slot;
  };

  const write = async (slot: Slot): Promise<Result<null>> => {
    try {
      while (slot.next !== null) {
        const { next } = slot;
        slot.next = null;
        try {
          if (next.sketch === null) await rm(slot.file, { force: true });
          else await writeAtomically(slot.file, next.sketch);
        } catch (error) {
          // A newer one takes its place, and may well be written.
          if (slot.next !== null) continue;
          slot.next = next;
          return fail('draft.not-kept', { cause: (error as NodeJS.ErrnoException).code ?? String(error) });
        }
      }
      return ok(null);
    } finally {
      slot.writing = null;
    }
  };

  return {
    read: async (blueprint) => {
      const slot = slotOf(blueprint);
      await slot.writing;
      return slot.next === null ? readFile(slot.file, 'utf8').catch(() => null) : slot.next.sketch;
    },
    keep: (blueprint, sketch) => {
      const slot = slotOf(blueprint);
      slot.next = { sketch };
      slot.writing ??= write(slot);
      return slot.writing;
    },
  };
}
