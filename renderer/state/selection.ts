import { create } from 'zustand';
import type { PackedRefs } from '../../shared/bridge/rows-contract.ts';
import type { RecordRef } from '../../shared/model/record.ts';

export const refKey = (ref: RecordRef): string => `${ref.table} ${ref.uid}`;
export const sameRef = (a: RecordRef | null, b: RecordRef | null): boolean =>
  a === b || (a !== null && b !== null && a.table === b.table && a.uid === b.uid);

/** What becomes of what is selected: replaced, added to, taken from, or kept only where it is meant as well. */
export type SelectMode = 'set' | 'add' | 'remove' | 'within';

/** The one selection: map, table, findings and inspector all read and write it. */
export interface SelectionState {
  readonly refs: readonly RecordRef[];
  readonly set: (refs: readonly RecordRef[]) => void;
  readonly add: (refs: readonly RecordRef[]) => void;
  readonly toggle: (ref: RecordRef) => void;
  /** Features in great numbers, as the readers name them. */
  readonly take: (parts: readonly PackedRefs[], mode: SelectMode) => void;
  readonly clear: () => void;
}

const NONE: readonly RecordRef[] = [];
const EMPTY: ReadonlySet<string> = new Set();
const plain = ({ table, uid }: RecordRef): RecordRef => ({ table, uid });

/** What is known of a selection beside its refs, as long as somebody holds it. */
interface Known {
  readonly uids: Map<string, Set<string>>;
  readonly fids: Map<string, Float64Array>;
}
const known = new WeakMap<readonly RecordRef[], Known>();

function knownOf(refs: readonly RecordRef[]): Known {
  let of = known.get(refs);
  if (of === undefined) {
    const uids = new Map<string, Set<string>>();
    for (const { table, uid } of refs) {
      const there = uids.get(table);
      if (there === undefined) uids.set(table, new Set([uid]));
      else there.add(uid);
    }
    of = { uids, fids: new Map() };
    known.set(refs, of);
  }
  return of;
}

/** Uids that are selected in a layer; the same set for as long as the selection is the same. */
export const selectedIn = (refs: readonly RecordRef[], table: string): ReadonlySet<string> =>
  knownOf(refs).uids.get(table) ?? EMPTY;

/** Layers in which something is selected. */
export const selectedLayers = (refs: readonly RecordRef[]): readonly string[] => [
  ...knownOf(refs).uids.keys(),
];

/** Fids of what is selected in a layer, where they have been told; see selected-fids.ts. */
export const knownFids = (refs: readonly RecordRef[], table: string): Float64Array | undefined =>
  known.get(refs)?.fids.get(table);
export const keepFids = (refs: readonly RecordRef[], table: string, fids: Float64Array): void =>
  void knownOf(refs).fids.set(table, fids);

const unique = (refs: readonly RecordRef[]): readonly RecordRef[] => {
  if (refs.length === 0) return NONE;
  if (refs.length === 1) return [plain(refs[0]!)];
  return [...new Map(refs.map((ref) => [refKey(ref), plain(ref)])).values()];
};

const unpacked = ({ layer, uids }: PackedRefs): RecordRef[] =>
  uids === '' ? [] : uids.split('\n').map((uid) => ({ table: layer, uid }));

function taken(
  refs: readonly RecordRef[],
  parts: readonly PackedRefs[],
  mode: SelectMode,
): readonly RecordRef[] {
  const given = parts.flatMap(unpacked);
  if (mode === 'set') {
    const next = given.length === 0 ? NONE : given;
    for (const { layer, fids } of parts) if (fids.length > 0) keepFids(next, layer, fids);
    return next;
  }
  const now = knownOf(refs).uids;
  const meant = knownOf(given).uids;
  const holds = (of: Known['uids'], { table, uid }: RecordRef): boolean => of.get(table)?.has(uid) ?? false;
  if (mode === 'add') {
    const more = given.filter((ref) => !holds(now, ref));
    return more.length === 0 ? refs : [...refs, ...more];
  }
  const rest = refs.filter((ref) => holds(meant, ref) === (mode === 'within'));
  return rest.length === refs.length ? refs : rest.length === 0 ? NONE : rest;
}

export const useSelection = create<SelectionState>()((set) => ({
  refs: NONE,
  set: (refs) => set({ refs: unique(refs) }),
  add: (refs) => set((state) => ({ refs: unique([...state.refs, ...refs]) })),
  toggle: (ref) =>
    set(({ refs }) => ({
      refs: selectedIn(refs, ref.table).has(ref.uid)
        ? refs.filter((one) => !sameRef(one, ref))
        : [...refs, plain(ref)],
    })),
  take: (parts, mode) => set(({ refs }) => ({ refs: taken(refs, parts, mode) })),
  clear: () => set((state) => (state.refs.length === 0 ? state : { refs: NONE })),
}));
