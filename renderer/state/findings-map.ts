import { create } from 'zustand';
import type { Finding } from '../../shared/rules/rule.ts';

/** Findings as the map shows them: one in focus with its pieces, one marker for every other. */
export interface FindingsMapState {
  readonly findings: readonly Finding[];
  readonly visible: boolean;
  readonly focused: string | null;
  readonly focusedPiece: string | null;
  readonly hovered: string | null;
  /** Grows with each request to pulse the focused pieces. */
  readonly pulse: number;
  readonly setFindings: (findings: readonly Finding[]) => void;
  readonly setVisible: (visible: boolean) => void;
  /** Puts one finding in focus (its pieces are drawn); null for none. */
  readonly focus: (key: string | null, piece?: string | null) => void;
  readonly hover: (key: string | null) => void;
  readonly requestPulse: () => void;
}

export const useFindingsMap = create<FindingsMapState>()((set) => ({
  findings: [],
  visible: true,
  focused: null,
  focusedPiece: null,
  hovered: null,
  pulse: 0,
  setFindings: (findings) => set({ findings }),
  setVisible: (visible) => set({ visible }),
  focus: (focused, piece = null) => set({ focused, focusedPiece: piece }),
  hover: (hovered) => set({ hovered }),
  requestPulse: () => set((state) => ({ pulse: state.pulse + 1 })),
}));
