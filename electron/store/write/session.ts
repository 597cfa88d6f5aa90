import type { Failure } from '../../../shared/result.ts';
import type { Committed, LabelParams } from '../../../shared/change/change.ts';
import type { LayerState, StoreState } from '../../../shared/bridge/store-contract.ts';
import type { CatalogueRow } from '../layer-catalogue.ts';
import type { HeldLock } from '../lock.ts';
import type { RecordTable } from '../record-table.ts';
import type { Db } from '../sqlite.ts';
import type { StoreHost } from './host.ts';
import type { StatementCache } from './statements.ts';

/** One step of the undo line: the change to invert, with the name the user knows it by. */
export interface Step {
  readonly seq: number;
  readonly label: string;
  readonly params: LabelParams;
}

/** What a subscriber hears. */
export interface StoreNews {
  readonly committed?: Committed;
  readonly state?: StoreState;
  readonly layers?: readonly LayerState[];
}

/** A layer as the session keeps it: the catalogue row with its count, kept true commit by commit. */
export interface SessionLayer {
  row: CatalogueRow;
  readonly table: RecordTable;
  count: number;
}

/**
 * An open blueprint. What other calls ask while a long transaction runs (revision, counts, undo line) is kept
 * here and moves on at commit only, so that nobody sees half a change.
 */
export interface Session {
  readonly host: StoreHost;
  readonly path: string;
  readonly db: Db;
  readonly readOnly: boolean;
  readonly lock: HeldLock | null;
  readonly statements: StatementCache;
  readonly layers: Map<string, SessionLayer>;
  /** Identity of this copy of the blueprint, so that merges can tell whose changes are whose. */
  readonly replica: string;
  rev: number;
  savedAt: string | null;
  undo: Step[];
  redo: Step[];
  /** Rows other programs wrote that have not been taken in. */
  outside: number;
  dataVersion: number;
  /** Large layers whose stated extent may be too wide; measured anew at closing. */
  readonly shrunk: Set<string>;
  /** Set when the file can no longer be written; every edit is refused with it. */
  frozen: Failure | null;
  readonly announce: (news: StoreNews) => void;
}
