import type { Contribution, GroupRow, GroupState } from '../rules/bound-rule.ts';
import type { Fields } from '../model/record.ts';
import type { Box } from '../geometry/packed.ts';
import { isEmptyBox } from '../geometry/box.ts';
import type { Contributor, GroupShare } from './group-log.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A record that was edited since the columns were made: what it adds now. */
interface Edited {
  readonly record: Contributor;
  readonly contributions: readonly Contribution[];
}

/** Place of a name in an ascending list; -1 when it is not there. */
function placeOf(names: readonly string[], name: string): number {
  let from = 0;
  let to = names.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (names[middle]! < name) from = middle + 1;
    else to = middle;
  }
  return names[from] === name ? from : -1;
}

/** Ascending names, and for each list of names the place of each of its own among them. */
function mergedNames(lists: readonly (readonly string[])[]): {
  readonly names: string[];
  readonly places: readonly Int32Array[];
} {
  const names = [...new Set(lists.flat())].sort(byText);
  const at = new Map(names.map((name, i) => [name, i]));
  return { names, places: lists.map((list) => Int32Array.from(list, (name) => at.get(name)!)) };
}

/**
 * All groups of one binding. Contributions lie in columns, ordered by group, layer and fid; records that are edited
 * leave them and stand beside, so that an edit costs what it touches.
 */
export class GroupStore {
  private readonly layers: readonly string[];
  private readonly keys: readonly string[];
  private readonly sums: readonly string[];
  /** Where the contributions of each group begin. */
  private readonly groupStart: Int32Array;
  private readonly fids: Float64Array;
  private readonly layer: Uint16Array;
  private readonly gone: Uint8Array;
  private readonly row: Int32Array;
  private readonly sumStart: Int32Array;
  private readonly sumName: Uint16Array;
  private readonly sumValue: Float64Array;
  private readonly rowUids: string[] = [];
  private readonly rowFields: Fields[] = [];
  private readonly rowBoxes: Float64Array;
  /** Contributions by layer and fid, and the group of each. */
  private readonly byRecord: Int32Array;
  private readonly groupOf: Int32Array;
  private readonly edited = new Map<string, Edited>();
  private readonly editedIn = new Map<string, Set<string>>();

  constructor(shares: readonly GroupShare[]) {
    const layers = mergedNames(shares.map((share) => share.layers));
    const keys = mergedNames(shares.map((share) => share.keys));
    const sums = mergedNames(shares.map((share) => share.sums));
    this.layers = layers.names;
    this.keys = keys.names;
    this.sums = sums.names;
    const starts: number[] = [];
    let count = 0;
    for (const { fids } of shares) {
      starts.push(count);
      count += fids.length;
    }
    const share = new Uint16Array(count);
    const fids = new Float64Array(count);
    const layer = new Uint16Array(count);
    const group = new Int32Array(count);
    shares.forEach((one, s) => {
      const from = starts[s]!;
      fids.set(one.fids, from);
      for (let i = 0; i < one.fids.length; i++) {
        share[from + i] = s;
        layer[from + i] = layers.places[s]![one.layer[i]!]!;
        group[from + i] = keys.places[s]![one.key[i]!]!;
      }
    });
    const order = new Int32Array(count).map((_, i) => i);
    // What one record adds stays in the order in which the rule gave it.
    order.sort((a, b) => group[a]! - group[b]! || layer[a]! - layer[b]! || fids[a]! - fids[b]! || a - b);
    this.fids = new Float64Array(count);
    this.layer = new Uint16Array(count);
    this.groupOf = new Int32Array(count);
    this.gone = new Uint8Array(count);
    this.row = new Int32Array(count);
    this.sumStart = new Int32Array(count + 1);
    this.groupStart = new Int32Array(keys.names.length + 1);
    const total = shares.reduce((all, { sumValue }) => all + sumValue.length, 0);
    this.sumName = new Uint16Array(total);
    this.sumValue = new Float64Array(total);
    const rows = shares.reduce((all, { rowFields }) => all + rowFields.length, 0);
    this.rowBoxes = new Float64Array(4 * rows);
    let summed = 0;
    for (let place = 0; place < count; place++) {
      const from = order[place]!;
      const s = share[from]!;
      const one = shares[s]!;
      const i = from - starts[s]!;
      this.fids[place] = fids[from]!;
      this.layer[place] = layer[from]!;
      this.groupOf[place] = group[from]!;
      this.groupStart[group[from]! + 1]! += 1;
      this.sumStart[place] = summed;
      for (let k = one.sumStart[i]!; k < one.sumStart[i + 1]!; k++) {
        this.sumName[summed] = sums.places[s]![one.sumName[k]!]!;
        this.sumValue[summed++] = one.sumValue[k]!;
      }
      const row = one.row[i]!;
      this.row[place] = row < 0 ? -1 : this.rowFields.length;
      if (row < 0) continue;
      this.rowBoxes.set(one.rowBoxes.subarray(4 * row, 4 * row + 4), 4 * this.rowFields.length);
      this.rowUids.push(one.rowUids[row]!);
      this.rowFields.push(one.rowFields[row]!);
    }
    this.sumStart[count] = summed;
    for (let g = 0; g < keys.names.length; g++) this.groupStart[g + 1]! += this.groupStart[g]!;
    this.byRecord = new Int32Array(count).map((_, i) => i);
    const own = this.byRecord;
    own.sort((a, b) => this.layer[a]! - this.layer[b]! || this.fids[a]! - this.fids[b]! || a - b);
  }

  /** Names of all groups that any record ever added to. */
  *groups(): Generator<string> {
    yield* this.keys;
    for (const key of this.editedIn.keys()) if (placeOf(this.keys, key) < 0) yield key;
  }

  /**
   * What a record adds from now on, nothing when it is gone.
   * @returns the groups that it left or came to
   */
  set(record: Contributor, contributions: readonly Contribution[]): Set<string> {
    const touched = new Set<string>();
    const name = `${record.layer} ${record.fid}`;
    const layer = placeOf(this.layers, record.layer);
    for (let at = this.firstOf(layer, record.fid); at < this.byRecord.length; at++) {
      const i = this.byRecord[at]!;
      if (this.layer[i] !== layer || this.fids[i] !== record.fid) break;
      if (this.gone[i] === 0) touched.add(this.keys[this.groupOf[i]!]!);
      this.gone[i] = 1;
    }
    for (const { group } of this.edited.get(name)?.contributions ?? []) {
      this.editedIn.get(group)?.delete(name);
      touched.add(group);
    }
    this.edited.delete(name);
    if (contributions.length > 0) this.edited.set(name, { record, contributions });
    for (const { group } of contributions) {
      this.editedIn.set(group, (this.editedIn.get(group) ?? new Set()).add(name));
      touched.add(group);
    }
    return touched;
  }

  /** First place in `byRecord` that is not before a record. */
  private firstOf(layer: number, fid: number): number {
    let from = 0;
    let to = this.byRecord.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const i = this.byRecord[middle]!;
      if (this.layer[i]! < layer || (this.layer[i] === layer && this.fids[i]! < fid)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** A group as it stands; null when no record adds to it. */
  state(key: string): GroupState | null {
    const sums = new Map<string, number>();
    const rows: GroupRow[] = [];
    let members = 0;
    const group = placeOf(this.keys, key);
    const to = group < 0 ? 0 : this.groupStart[group + 1]!;
    for (let i = group < 0 ? 0 : this.groupStart[group]!; i < to; i++) {
      if (this.gone[i] === 1) continue;
      members += 1;
      for (let k = this.sumStart[i]!; k < this.sumStart[i + 1]!; k++) {
        const name = this.sums[this.sumName[k]!]!;
        sums.set(name, (sums.get(name) ?? 0) + this.sumValue[k]!);
      }
      if (this.row[i]! >= 0) rows.push(this.rowAt(i));
    }
    const beside = this.editedIn.get(key);
    if (beside !== undefined && beside.size > 0) {
      for (const name of beside) {
        const { record, contributions } = this.edited.get(name)!;
        for (const one of contributions) {
          if (one.group !== key) continue;
          members += 1;
          for (const sum in one.sums) sums.set(sum, (sums.get(sum) ?? 0) + one.sums[sum]!);
          if (one.row === undefined) continue;
          const ref = { table: record.layer, uid: record.uid };
          rows.push({ ref, fid: record.fid, box: record.box, fields: one.row });
        }
      }
      rows.sort((a, b) => byText(a.ref.table, b.ref.table) || a.fid - b.fid);
    }
    if (members === 0) return null;
    return { key, sums: new Map([...sums].sort(([a], [b]) => byText(a, b))), rows };
  }

  private rowAt(i: number): GroupRow {
    const row = this.row[i]!;
    const [west, south, east, north] = this.rowBoxes.subarray(4 * row, 4 * row + 4);
    const box: Box = [west!, south!, east!, north!];
    const ref = { table: this.layers[this.layer[i]!]!, uid: this.rowUids[row]! };
    return { ref, fid: this.fids[i]!, box: isEmptyBox(box) ? null : box, fields: this.rowFields[row]! };
  }
}
