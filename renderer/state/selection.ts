import { create } from 'zustand';
import type { RecordRef } from '../../shared/model/record.ts';

export const refKey = (ref: RecordRef): string => `${ref.table} ${ref.uid}`;
export const sameRef = (a: RecordRef | null, b: RecordRef | null): boolean =>
  a === b || (a !== null && b !== null && a.table === b.table && a.uid === b.uid);

/** The one selection: map, table, findings and inspector all read and write it. */
export interface SelectionState {
  readonly refs: readonly RecordRef[];
  /** What was selected before it was cleared or replaced; a slip of the hand is taken back with `restore`. */
  readonly previous: readonly RecordRef[];
  readonly set: (refs: readonly RecordRef[]) => void;
  readonly add: (refs: readonly RecordRef[]) => void;
  readonly toggle: (ref: RecordRef) => void;
  readonly clear: () => void;
  readonly restore: () => void;
}

const unique = (refs: readonly RecordRef[]): readonly RecordRef[] => [
  ...new Map(refs.map((ref) => [refKey(ref), { table: ref.table, uid: ref.uid }])).values(),
];

const NONE: readonly RecordRef[] = [];

/** The state after a selection; what stood before is kept unless nothing did. */
const after = (state: SelectionState, refs: readonly RecordRef[]): Partial<SelectionState> => ({
  refs: refs.length === 0 ? NONE : refs,
  previous: state.refs.length === 0 || sameRefs(state.refs, refs) ? state.previous : state.refs,
});
const sameRefs = (a: readonly RecordRef[], b: readonly RecordRef[]): boolean =>
  a.length === b.length && a.every((ref, at) => sameRef(ref, b[at] ?? null));

export const useSelection = create<SelectionState>()((set) => ({
  refs: NONE,
  previous: NONE,
  set: (refs) => set((state) => after(state, unique(refs))),
  add: (refs) => set((state) => ({ refs: unique([...state.refs, ...refs]) })),
  toggle: (ref) =>
    set((state) => {
      const rest = state.refs.filter((one) => !sameRef(one, ref));
      return { refs: rest.length < state.refs.length ? rest : unique([...state.refs, ref]) };
    }),
  clear: () => set((state) => (state.refs.length === 0 ? state : after(state, NONE))),
  restore: () =>
    set((state) => (state.previous.length === 0 ? state : { refs: state.previous, previous: state.refs })),
}));
