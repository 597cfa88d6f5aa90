import { create } from 'zustand';

export type OperationId = 'buffer' | 'simplify' | 'smooth' | 'merge' | 'paste';

/** An operation on the selection that has figures to set first; it waits over the map and stops nothing else. */
export interface OperationState {
  readonly open: OperationId | null;
  readonly show: (open: OperationId) => void;
  readonly close: () => void;
}

export const useOperation = create<OperationState>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set((state) => (state.open === null ? state : { open: null })),
}));
