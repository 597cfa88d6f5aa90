import { create } from 'zustand';
import type { Progress } from '../../shared/bridge/contract.ts';
import type { ShellState } from '../../shared/bridge/shell-contract.ts';
import type { BlueprintInfo, StoreState } from '../../shared/bridge/store-contract.ts';

export interface SessionState {
  readonly shell: ShellState | null;
  /** The open blueprint; null on the start screen. */
  readonly blueprint: BlueprintInfo | null;
  /** What the status bar says of the file. */
  readonly file: StoreState | null;
  /** Revision that the readers have seen: what is asked for now is at least this new. */
  readonly readRev: number;
  /** True while the services of the blueprint answer. */
  readonly ready: boolean;
  /** Work that the whole window waits for. */
  readonly busy: Progress | null;
}

export const useSession = create<SessionState>()(() => ({
  shell: null,
  blueprint: null,
  file: null,
  readRev: 0,
  ready: false,
  busy: null,
}));
