import { fail, ok, type Result } from '../../../shared/result.ts';
import type { SealedBox } from './write-box.ts';

/** Boxes that are whole, but do not have their names yet: until it is kept that they go out. */
export interface HeldBoxes {
  add(uuid: string, box: SealedBox): void;
  /**
   * Gives a box its name, or removes it. Failures `exchange.not-held` for one that is not there, and those of
   * writing a box.
   */
  finish(uuid: string, isKept: boolean): Promise<Result<readonly string[]>>;
  /** Removes what nobody kept. */
  clear(): Promise<void>;
}

export function heldBoxes(): HeldBoxes {
  const boxes = new Map<string, SealedBox>();
  return {
    add: (uuid, box) => void boxes.set(uuid, box),
    async finish(uuid, isKept) {
      const box = boxes.get(uuid);
      if (box === undefined) return fail('exchange.not-held');
      boxes.delete(uuid);
      if (isKept) return box.keep();
      await box.discard();
      return ok([]);
    },
    async clear() {
      for (const box of boxes.values()) await box.discard();
      boxes.clear();
    },
  };
}
