import { create } from 'zustand';
import type { RecordRef } from '../../shared/model/record.ts';

export const refKey = (ref: RecordRef): string => `${ref.table} ${ref.uid}`;
export const sameRef = (a: RecordRef | null, b: RecordRef | null): boolean =>
  a === b || (a !== null && b !== null && a.table === b.table && a.uid === b.uid);

/** The one selection: map, table, findings and inspector all read and write it. */
export interface SelectionState {
  readonly refs: readonly RecordRef[];
  readonly set: (refs: readonly RecordRef[]) => void;
  readonly add: (refs: readonly RecordRef[]) => void;
  readonly toggle: (ref: RecordRef) => void;
  readonly clear: () => void;
}

const unique = (refs: readonly RecordRef[]): readonly RecordRef[] => [
  ...new Map(refs.map((ref) => [refKey(ref), { table: ref.table, uid: ref.uid }])).values(),
];

const NONE: readonly RecordRef[] = [];

export const useSelection = create<SelectionState>()((set) => ({
  refs: NONE,
  set: (refs) => set({ refs: refs.length === 0 ? NONE : unique(refs) }),
  add: (refs) => set((state) => ({ refs: unique([...state.refs, ...refs]) })),
  toggle: (ref) =>
    set((state) => {
      const rest = state.refs.filter((one) => !sameRef(one, ref));
      return { refs: rest.length < state.refs.length ? rest : unique([...state.refs, ref]) };
    }),
  clear: () => set((state) => (state.refs.length === 0 ? state : { refs: NONE })),
}));
