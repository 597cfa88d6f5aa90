import type { FourAreas, FourClass, PatchCount, TownshipRow } from './types.ts';

/** Areas are added in whole units of this many to the m2, so that no order of adding changes a sum. */
const UNITS = 10_000;

const NAMES = ['both', 'onlyA', 'onlyB', 'neither', 'unclassed'] as const;
type Name = FourClass | 'unclassed';
type Units = Record<Name, number>;

interface Row {
  readonly units: Units;
  readonly patches: { onlyA: number; onlyB: number };
}

const emptyRow = (): Row => ({
  units: { both: 0, onlyA: 0, onlyB: 0, neither: 0, unclassed: 0 },
  patches: { onlyA: 0, onlyB: 0 },
});

const inM2 = (units: Units): FourAreas => ({
  both: units.both / UNITS,
  onlyA: units.onlyA / UNITS,
  onlyB: units.onlyB / UNITS,
  neither: units.neither / UNITS,
  unclassed: units.unclassed / UNITS,
});

/** Sums by township, and over all of them. */
export interface AreaSums {
  add(township: string | null, name: Name, areaM2: number): void;
  count(township: string | null, kind: 'onlyA' | 'onlyB'): void;
  total(): { readonly areas: FourAreas; readonly patches: PatchCount };
  /** @param names of townships by code */
  rows(names: ReadonlyMap<string, string>): TownshipRow[];
}

export function createAreaSums(): AreaSums {
  const rows = new Map<string | null, Row>();
  const rowOf = (township: string | null): Row => {
    const row = rows.get(township) ?? emptyRow();
    rows.set(township, row);
    return row;
  };
  return {
    add(township, name, areaM2) {
      rowOf(township).units[name] += Math.round(areaM2 * UNITS);
    },
    count(township, kind) {
      rowOf(township).patches[kind] += 1;
    },
    total() {
      const all = emptyRow();
      for (const { units, patches } of rows.values()) {
        for (const name of NAMES) all.units[name] += units[name];
        all.patches.onlyA += patches.onlyA;
        all.patches.onlyB += patches.onlyB;
      }
      return { areas: inM2(all.units), patches: all.patches };
    },
    rows: (names) =>
      [...rows]
        .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
        .map(([code, { units, patches }]) => ({
          code,
          name: code === null ? null : (names.get(code) ?? null),
          areas: inM2(units),
          patches,
        })),
  };
}

/** Digits of a township's code. */
const TOWNSHIP_DIGITS = 9;

/** The township of a parcel: the first nine digits of its code, which may name a village; null where it has none. */
export function townshipOf(adminCode: string | null): string | null {
  return adminCode !== null && /^\d{9}(\d{3})?$/.test(adminCode) ? adminCode.slice(0, TOWNSHIP_DIGITS) : null;
}
