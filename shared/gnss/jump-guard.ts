import { distanceM } from '../geometry/distance.ts';
import type { GnssSettings } from './settings.ts';
import type { Fix } from './types.ts';

/** What becomes of a position. */
export interface Judged {
  /** Positions that count from now on, in order: none, this one, or those kept aside with it. */
  readonly taken: readonly Fix[];
  /** True where the first of them is not joined to what was before. */
  readonly apart: boolean;
}

export interface JumpCounts {
  /** Waiting to be confirmed. */
  aside: number;
  /** Never confirmed: outliers. */
  dropped: number;
  /** Kept aside once and confirmed since. */
  confirmed: number;
}

/** Keeps positions aside that cannot be reached from the last one, until more of them agree. */
export interface JumpGuard {
  judge(fix: Fix, settings: Pick<GnssSettings, 'maxSpeedMps' | 'confirmations'>): Judged;
  readonly counts: Readonly<JumpCounts>;
}

const reaches = (from: Fix, to: Fix, maxSpeedMps: number): boolean =>
  distanceM(from.lon, from.lat, to.lon, to.lat) <= (maxSpeedMps * (to.orderMs - from.orderMs)) / 1000;

export function createJumpGuard(): JumpGuard {
  const counts: JumpCounts = { aside: 0, dropped: 0, confirmed: 0 };
  let last: Fix | null = null;
  let aside: Fix[] = [];

  const drop = (): void => {
    counts.dropped += aside.length;
    aside = [];
    counts.aside = 0;
  };

  return {
    counts,
    judge: (fix, { maxSpeedMps, confirmations }) => {
      // Times from before and after a clock was set say nothing of speed.
      if (last === null || fix.clockSet || reaches(last, fix, maxSpeedMps)) {
        drop();
        last = fix;
        return { taken: [fix], apart: fix.clockSet };
      }
      const before = aside.at(-1);
      if (before !== undefined && !reaches(before, fix, maxSpeedMps)) drop();
      aside.push(fix);
      counts.aside = aside.length;
      if (aside.length < confirmations) return { taken: [], apart: false };
      const taken = aside;
      counts.confirmed += taken.length;
      counts.aside = 0;
      aside = [];
      last = fix;
      return { taken, apart: true };
    },
  };
}
