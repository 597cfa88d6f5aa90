import type { StoreState } from '../../../shared/bridge/store-contract.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { layerStates } from './layer-view.ts';
import type { Session } from './session.ts';
import { advance, offered } from './undo-line.ts';

/** What the status bar and the menus show. */
export const storeState = (session: Session): StoreState => ({
  rev: session.rev,
  savedAt: session.savedAt,
  undo: offered(session.undo),
  redo: offered(session.redo),
  outside: session.outside,
});

export function announceState(session: Session): void {
  session.announce({ state: storeState(session), layers: layerStates(session) });
}

/** Moves the undo line on by a committed change and tells everybody. */
export function announceCommit(session: Session, committed: Committed): void {
  advance(session, committed.kind, { seq: committed.seq, label: committed.label, params: committed.params });
  session.announce({ committed, state: storeState(session), layers: layerStates(session) });
}
