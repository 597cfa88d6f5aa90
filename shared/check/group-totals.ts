import type { GroupColumns } from './group-columns.ts';

/** Groups of more contributions than this keep their totals. */
const LARGE = 64;

const NO_SUMS = new Float64Array(0);
const NO_TIMES = new Int32Array(0);

/** What the contributions in the columns come to in one group, less those that are gone. */
export interface GroupTotals {
  readonly members: number;
  /** Total by place of the name; right where `times` is above 0. */
  readonly sums: ArrayLike<number>;
  /** How many contributions name a sum: one that nobody names is no sum, be its total 0. */
  readonly times: ArrayLike<number>;
  /** Places of contributions with a row, ascending. */
  readonly rows: readonly number[];
}

interface Counted extends GroupTotals {
  members: number;
  readonly sums: Float64Array;
  readonly times: Int32Array;
  rows: number[];
}

/**
 * Totals of groups over columns out of which contributions go. Those of a large group (a county of 200,000
 * parcels) are added up once and then follow, sums being whole numbers.
 */
export class TotalsOfGroups {
  private readonly columns: GroupColumns;
  private readonly gone: Uint8Array;
  private readonly large = new Map<number, Counted>();

  constructor(columns: GroupColumns) {
    this.columns = columns;
    this.gone = new Uint8Array(columns.fids.length);
  }

  isGone(i: number): boolean {
    return this.gone[i] === 1;
  }

  /** Takes out a contribution that is not gone yet. */
  take(i: number): void {
    const { groupOf, row } = this.columns;
    this.gone[i] = 1;
    const known = this.large.get(groupOf[i]!);
    if (known === undefined) return;
    this.add(known, i, -1);
    if (row[i]! >= 0) known.rows = known.rows.filter((one) => one !== i);
  }

  /** @param group its place among the keys; right until the next contribution is taken out */
  of(group: number): GroupTotals {
    const { groupStart, sums, row } = this.columns;
    const [from, to] = [groupStart[group]!, groupStart[group + 1]!];
    const known = this.large.get(group);
    if (known !== undefined) return known;
    const counted: Counted = {
      members: 0,
      // Most groups are of equal identifiers and have no sums: there may be as many as records.
      sums: sums.length === 0 ? NO_SUMS : new Float64Array(sums.length),
      times: sums.length === 0 ? NO_TIMES : new Int32Array(sums.length),
      rows: [],
    };
    for (let i = from; i < to; i++) {
      if (this.gone[i] === 1) continue;
      this.add(counted, i, 1);
      if (row[i]! >= 0) counted.rows.push(i);
    }
    if (to - from > LARGE) this.large.set(group, counted);
    return counted;
  }

  private add(counted: Counted, i: number, sign: 1 | -1): void {
    const { sumStart, sumName, sumValue } = this.columns;
    counted.members += sign;
    for (let k = sumStart[i]!; k < sumStart[i + 1]!; k++) {
      const name = sumName[k]!;
      counted.sums[name]! += sign * sumValue[k]!;
      counted.times[name]! += sign;
    }
  }
}
