import type { Box } from '../geometry/packed.ts';
import { admitsCounterpart } from './evaluate.ts';
import type { Binding } from './plan.ts';
import type { CheckFeature } from './source.ts';

/**
 * Which counterpart features pass a rule's filter, by binding. Of 200,000 parcels a rule may concern a few
 * thousand; an edited subject then reads those near it alone. Kept by the runs, as the table is.
 */
export interface Admitted {
  /** Forgets a binding, whose counterparts are about to be read anew. */
  begin(binding: Binding): void;
  /** Takes in a counterpart that is new or was forgotten, if it passes. */
  note(binding: Binding, counterpart: CheckFeature): void;
  forget(binding: Binding, fid: number): void;
  /** Their boxes by fid; undefined for a binding that has not been run. */
  of(bindingId: string): ReadonlyMap<number, Box> | undefined;
}

export function createAdmitted(): Admitted {
  const boxes = new Map<string, Map<number, Box>>();
  return {
    begin: ({ id }) => void boxes.set(id, new Map()),
    note(binding, counterpart) {
      if (admitsCounterpart(binding, counterpart)) {
        boxes.get(binding.id)?.set(counterpart.fid, counterpart.geometry.box);
      }
    },
    forget: ({ id }, fid) => void boxes.get(id)?.delete(fid),
    of: (id) => boxes.get(id),
  };
}
