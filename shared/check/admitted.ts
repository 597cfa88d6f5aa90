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
  /** Undefined for a binding that has not been run. */
  of(bindingId: string): ReadonlySet<number> | undefined;
}

export function createAdmitted(): Admitted {
  const sets = new Map<string, Set<number>>();
  return {
    begin: ({ id }) => void sets.set(id, new Set()),
    note({ id, rule }, { fid, fields }) {
      if (rule.admitsCounterpart(fields)) sets.get(id)?.add(fid);
    },
    forget: ({ id }, fid) => void sets.get(id)?.delete(fid),
    of: (id) => sets.get(id),
  };
}
