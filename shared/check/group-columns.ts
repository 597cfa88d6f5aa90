import type { Fields } from '../model/record.ts';
import type { GroupShare } from './group-log.ts';

/** The contributions of all shares, ordered by group, then layer and fid, then as the rule gave them. */
export interface GroupColumns {
  /** Names ascending, so that they are found without an index. */
  readonly layers: readonly string[];
  readonly keys: readonly string[];
  readonly sums: readonly string[];
  /** Where the contributions of each group begin, one more than there are groups. */
  readonly groupStart: Int32Array;
  readonly groupOf: Int32Array;
  readonly fids: Float64Array;
  readonly layer: Uint16Array;
  /** Place in the rows; -1 for none. */
  readonly row: Int32Array;
  readonly sumStart: Int32Array;
  readonly sumName: Uint16Array;
  readonly sumValue: Float64Array;
  readonly rowUids: readonly string[];
  readonly rowFields: readonly Fields[];
  /** The contributions in order of layer and fid. */
  readonly byRecord: Int32Array;
}

/** Ascending names, and for each list of names the place of each of its own among them. */
function mergedNames(lists: readonly (readonly string[])[]): {
  readonly names: readonly string[];
  readonly places: readonly Int32Array[];
} {
  const only = lists.length === 1 ? lists[0]! : undefined;
  // Without a comparison of its own the sort is in the order of `<`, and much faster.
  const names = (only === undefined ? [...new Set(lists.flat())] : [...only]).sort();
  const at = new Map(names.map((name, i) => [name, i]));
  return { names, places: lists.map((list) => Int32Array.from(list, (name) => at.get(name)!)) };
}

/** Puts shares together, each in order of layer and fid, without comparing names a second time. */
export function groupColumns(shares: readonly GroupShare[]): GroupColumns {
  const layers = mergedNames(shares.map((share) => share.layers));
  const keys = mergedNames(shares.map((share) => share.keys));
  const sums = mergedNames(shares.map((share) => share.sums));
  const count = shares.reduce((all, { fids }) => all + fids.length, 0);
  const total = shares.reduce((all, { sumValue }) => all + sumValue.length, 0);
  const columns = {
    layers: layers.names,
    keys: keys.names,
    sums: sums.names,
    groupStart: new Int32Array(keys.names.length + 1),
    groupOf: new Int32Array(count),
    fids: new Float64Array(count),
    layer: new Uint16Array(count),
    row: new Int32Array(count),
    sumStart: new Int32Array(count + 1),
    sumName: new Uint16Array(total),
    sumValue: new Float64Array(total),
    rowUids: [] as string[],
    rowFields: [] as Fields[],
    byRecord: new Int32Array(count),
  };
  const { groupStart, byRecord } = columns;
  shares.forEach(({ key }, s) => {
    for (let i = 0; i < key.length; i++) groupStart[keys.places[s]![key[i]!]! + 1]! += 1;
  });
  for (let g = 0; g < keys.names.length; g++) groupStart[g + 1]! += groupStart[g]!;
  // In order of layer and fid over all shares; that order then stays within each group.
  const from = { share: new Uint16Array(count), place: new Int32Array(count) };
  const heads = shares.map(() => 0);
  const free = groupStart.slice();
  for (let n = 0; n < count; n++) {
    const s = firstShare(shares, heads, layers.places);
    const i = heads[s]!++;
    const at = free[keys.places[s]![shares[s]!.key[i]!]!]!++;
    byRecord[n] = at;
    from.share[at] = s;
    from.place[at] = i;
  }
  let summed = 0;
  for (let at = 0; at < count; at++) {
    const s = from.share[at]!;
    const i = from.place[at]!;
    const share = shares[s]!;
    columns.fids[at] = share.fids[i]!;
    columns.layer[at] = layers.places[s]![share.layer[i]!]!;
    columns.groupOf[at] = keys.places[s]![share.key[i]!]!;
    columns.sumStart[at] = summed;
    for (let k = share.sumStart[i]!; k < share.sumStart[i + 1]!; k++) {
      columns.sumName[summed] = sums.places[s]![share.sumName[k]!]!;
      columns.sumValue[summed++] = share.sumValue[k]!;
    }
    const row = share.row[i]!;
    columns.row[at] = row < 0 ? -1 : columns.rowUids.length;
    if (row < 0) continue;
    columns.rowUids.push(share.rowUids[row]!);
    columns.rowFields.push(share.rowFields[row]!);
  }
  columns.sumStart[count] = summed;
  return columns;
}

/** The share whose next contribution comes first. */
function firstShare(
  shares: readonly GroupShare[],
  heads: readonly number[],
  layers: readonly Int32Array[],
): number {
  let first = -1;
  let layer = 0;
  let fid = 0;
  for (let s = 0; s < shares.length; s++) {
    const share = shares[s]!;
    const i = heads[s]!;
    if (i === share.fids.length) continue;
    const own = layers[s]![share.layer[i]!]!;
    if (first >= 0 && (own > layer || (own === layer && share.fids[i]! >= fid))) continue;
    first = s;
    layer = own;
    fid = share.fids[i]!;
  }
  return first;
}
