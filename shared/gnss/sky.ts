import { constellationOf } from './constellation.ts';
import { readCount, readNumber } from './fields.ts';
import type { Satellite } from './types.ts';

type InView = Omit<Satellite, 'used'>;

/** Satellites in view, gathered from groups of GSV sentences. */
export interface Sky {
  /** Takes a GSV sentence; false where it does not fit. */
  take(fields: readonly string[], talker: string): boolean;
  /** Whether a group has been completed since this was asked last. */
  changed(): boolean;
  count(): number | null;
  view(used: ReadonlySet<string>): Satellite[];
  /** Nothing has been heard for long: what was known holds no more. */
  clear(): void;
}

interface Group {
  readonly total: number;
  next: number;
  readonly found: InView[];
}

/** One group a talker and signal: a satellite that is heard on two frequencies is told of in two groups. */
export function createSky(): Sky {
  const open = new Map<string, Group>();
  const known = new Map<string, readonly InView[]>();
  let renewed = false;

  const merged = (): Map<string, InView> => {
    const all = new Map<string, InView>();
    for (const list of known.values()) {
      for (const one of list) {
        const key = `${one.constellation}:${one.id}`;
        const before = all.get(key);
        if (before === undefined || (one.snr ?? -1) > (before.snr ?? -1)) all.set(key, one);
      }
    }
    return all;
  };

  return {
    take: (f, talker) => {
      const [total, number, all] = [readCount(f[1]), readCount(f[2]), readCount(f[3])];
      if (typeof total !== 'number' || typeof number !== 'number' || typeof all !== 'number') return false;
      if (number < 1 || number > total) return false;
      // Four fields a satellite; one left over is the signal of NMEA 4.11.
      const signal = (f.length - 4) % 4 === 1 ? f[f.length - 1]! : '';
      const found: InView[] = [];
      for (let i = 4; i + 3 < f.length; i += 4) {
        const id = readCount(f[i]);
        const [elevation, azimuth, snr] = [readNumber(f[i + 1]), readNumber(f[i + 2]), readNumber(f[i + 3])];
        if (id === null) continue;
        if (id === undefined || elevation === undefined || azimuth === undefined || snr === undefined)
          return false;
        found.push({ constellation: constellationOf(talker, undefined, id), id, elevation, azimuth, snr });
      }
      const key = `${talker}:${signal}`;
      const group = number === 1 ? { total, next: 1, found: [] } : open.get(key);
      // A group of which a sentence is missing says nothing of the others: the last whole one holds.
      if (group === undefined || group.next !== number || group.total !== total) {
        open.delete(key);
        return true;
      }
      group.found.push(...found);
      group.next++;
      open.set(key, group);
      if (number === total) {
        open.delete(key);
        known.set(key, group.found);
        renewed = true;
      }
      return true;
    },
    changed: () => {
      const was = renewed;
      renewed = false;
      return was;
    },
    count: () => (known.size === 0 ? null : merged().size),
    view: (used) =>
      [...merged()].map(([key, one]) => ({
        ...one,
        used: used.has(key),
      })),
    clear: () => {
      open.clear();
      known.clear();
    },
  };
}
