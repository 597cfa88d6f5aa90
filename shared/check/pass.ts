import type { Stale } from './stale.ts';
import type { FindingTable } from './finding-table.ts';
import type { Pace } from './pace.ts';
import type { RunTools } from './tools.ts';
import type { Plan } from './plan.ts';

/** One of several workers: it reads the features whose block number leaves `index` when divided by `of`. */
export interface Share {
  readonly index: number;
  readonly of: number;
  /** Fids in one block; `SHARE_BLOCK` when absent. */
  readonly block?: number;
}

/** Everything: the share of a worker that is alone. */
export const WHOLE: Share = { index: 0, of: 1 };

/** Fids in one block of a share that does not say otherwise. */
export const SHARE_BLOCK = 512;
/** Blocks are larger in large layers, so that each worker gets about so many or more. */
const BLOCKS_EACH = 24;
const LARGEST_BLOCK = 8 * SHARE_BLOCK;

export const blockOf = ({ block = SHARE_BLOCK }: Pick<Share, 'block'>): number => block;

/**
 * Fids in a block for dealing out layers up to a size among so many workers. What lies in one block borders mostly on
 * what lies in the same: the larger blocks are, the fewer edges of a coverage wait for another worker's, and the
 * smaller, the more evenly the work is dealt out.
 */
export function shareBlock(largest: number, of: number): number {
  let block = SHARE_BLOCK;
  while (block < LARGEST_BLOCK && largest >= 2 * block * BLOCKS_EACH * of) block *= 2;
  return block;
}

const leaves = (value: number, { index, of }: Share): boolean => ((value % of) + of) % of === index;

/** Whether a feature lies in a block of the share. */
export const inShare = (share: Share, fid: number): boolean =>
  leaves(Math.floor(fid / blockOf(share)), share);

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
  /**
   * Puts all shares together and into the table, which has nothing of this pass.
   * @param gathered emptied, so that nobody holds what is no longer needed
   */
  absorb(tools: RunTools, plan: Plan, gathered: S[], table: FindingTable): Promise<void>;
  /**
   * Brings the table to what a full run would give now. `plan` is as of now: bindings that are new run in full,
   * bindings that are gone are taken out.
   */
  follow(tools: RunTools, plan: Plan, stale: ReadonlyMap<string, Stale>, table: FindingTable): Promise<void>;
  /** Makes in advance what the first edit after a full run would have to wait for; changes nothing that is seen. */
  prepare?(pace: Pace): Promise<void>;
}
