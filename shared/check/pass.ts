import type { Stale } from './stale.ts';
import type { FindingTable } from './finding-table.ts';
import type { Pace } from './pace.ts';
import type { RunTools } from './tools.ts';
import type { Plan } from './plan.ts';

/** One of several workers: it reads the features whose block number leaves `index` when divided by `of`. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** Everything: the share of a worker that is alone. */
export const WHOLE: Share = { index: 0, of: 1 };

/** Features in one block; see `Share`. */
export const SHARE_BLOCK = 512;

const leaves = (value: number, { index, of }: Share): boolean => ((value % of) + of) % of === index;

/** Whether a feature lies in a block of the share. */
export const inShare = (share: Share, fid: number): boolean => leaves(Math.floor(fid / SHARE_BLOCK), share);

/** Whether a feature is one of every so many: for layers too small to be dealt out in blocks. */
export const inFineShare = (share: Share, fid: number): boolean => leaves(fid, share);

/**
 * One way of running rules over a file. A pass keeps what it needs to follow edits; a new one is made for each
 * full run. What it puts into the table is a function of the features and the ruleset alone, whatever the
 * batches, the number of shares, and whether it came by a full run or by following.
 *
 * @typeParam S what one worker gathers: plain data that can be sent between threads
 */
export interface Pass<S> {
  /** Evaluates a share of the features. Runs in a worker of its own or in the one that absorbs. */
  gather(tools: RunTools, plan: Plan, share: Share): Promise<S>;
  /** Puts all shares together and into the table, which has nothing of this pass. */
  absorb(tools: RunTools, plan: Plan, gathered: readonly S[], table: FindingTable): Promise<void>;
  /**
   * Brings the table to what a full run would give now. `plan` is as of now: bindings that are new run in full,
   * bindings that are gone are taken out.
   */
  follow(tools: RunTools, plan: Plan, stale: ReadonlyMap<string, Stale>, table: FindingTable): Promise<void>;
  /** Makes in advance what the first edit after a full run would have to wait for; changes nothing that is seen. */
  prepare?(pace: Pace): Promise<void>;
}
