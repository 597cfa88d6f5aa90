import type { Reader } from './reader.ts';

/** Past states that are kept open at once: two sides of a comparison, and the two before them. */
const KEPT = 4;

/** A past state in use, until it is released. */
export interface HeldState {
  readonly reader: Reader;
  release(): void;
}

/** Readers of past states, kept open because putting back what was written since takes a while. */
export interface PastStates {
  hold(seq: number): HeldState;
  close(): void;
}

interface State {
  readonly reader: Reader;
  users: number;
}

export function pastStates(file: Reader): PastStates {
  // In the order of use: the first is the one that was asked for longest ago.
  const states = new Map<number, State>();
  let open = true;

  const letGo = (): void => {
    for (const [seq, state] of states) {
      if (states.size <= KEPT) return;
      if (state.users > 0) continue;
      states.delete(seq);
      state.reader.close();
    }
  };

  return {
    hold: (seq) => {
      const state = states.get(seq) ?? { reader: file.stateAt(seq), users: 0 };
      states.delete(seq);
      states.set(seq, state);
      state.users += 1;
      letGo();
      let held = true;
      return {
        reader: state.reader,
        release: () => {
          if (!held) return;
          held = false;
          state.users -= 1;
          if (!open && state.users === 0) state.reader.close();
        },
      };
    },
    close: () => {
      open = false;
      // A job that is being cancelled closes its own when it ends.
      for (const state of states.values()) if (state.users === 0) state.reader.close();
      states.clear();
    },
  };
}
