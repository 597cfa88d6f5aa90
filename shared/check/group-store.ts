import type { Box } from '../geometry/packed.ts';
import type { Contribution, GroupRow, GroupState } from '../rules/bound-rule.ts';
import type { Fields } from '../model/record.ts';
import { type GroupColumns, groupColumns } from './group-columns.ts';
import type { Contributor, GroupShare } from './group-log.ts';
import { TotalsOfGroups } from './group-totals.ts';

/** Where a record is now; asked only for the rows of what is found. */
export type BoxOf = (layer: string, fid: number) => Box | null;

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

/**
 * All groups of one binding. Contributions lie in columns; records that are edited leave them and stand beside, so
 * that an edit costs what it touches.
 */
export class GroupStore {
  private readonly columns: GroupColumns;
  private readonly boxOf: BoxOf;
  private readonly totals: TotalsOfGroups;
  private readonly edited = new Map<string, Edited>();
  private readonly editedIn = new Map<string, Set<string>>();

  constructor(shares: readonly GroupShare[], boxOf: BoxOf) {
    this.columns = groupColumns(shares);
    this.boxOf = boxOf;
    this.totals = new TotalsOfGroups(this.columns);
  }

  /** Names of all groups that any record ever added to. */
  *groups(): Generator<string> {
    yield* this.columns.keys;
    for (const key of this.editedIn.keys()) if (placeOf(this.columns.keys, key) < 0) yield key;
  }

  /**
   * What a record adds from now on, nothing when it is gone.
   * @returns the groups that it left or came to
   */
  set(record: Contributor, contributions: readonly Contribution[]): Set<string> {
    const { layers, keys, byRecord, groupOf, fids, layer: layerOf } = this.columns;
    const touched = new Set<string>();
    const name = `${record.layer} ${record.fid}`;
    const layer = placeOf(layers, record.layer);
    for (let at = this.firstOf(layer, record.fid); at < byRecord.length; at++) {
      const i = byRecord[at]!;
      if (layerOf[i] !== layer || fids[i] !== record.fid) break;
      if (this.totals.isGone(i)) continue;
      touched.add(keys[groupOf[i]!]!);
      this.totals.take(i);
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
    const { byRecord, layer: layerOf, fids } = this.columns;
    let from = 0;
    let to = byRecord.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const i = byRecord[middle]!;
      if (layerOf[i]! < layer || (layerOf[i] === layer && fids[i]! < fid)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** A group as it stands; null when no record adds to it. */
  state(key: string): GroupState | null {
    const { keys, sums: names } = this.columns;
    const sums = new Map<string, number>();
    const rows: GroupRow[] = [];
    let members = 0;
    const group = placeOf(keys, key);
    if (group >= 0) {
      const counted = this.totals.of(group);
      members = counted.members;
      // Ascending by name.
      for (let i = 0; i < names.length; i++) if (counted.times[i]! > 0) sums.set(names[i]!, counted.sums[i]!);
      for (const i of counted.rows) rows.push(this.rowAt(i));
    }
    const added = this.addEdited(key, sums, rows);
    if (members + added === 0) return null;
    if (added === 0) return { key, sums, rows };
    return { key, sums: new Map([...sums].sort(([a], [b]) => byText(a, b))), rows };
  }

  /** Adds what records beside the columns add to a group; how often they do. */
  private addEdited(key: string, sums: Map<string, number>, rows: GroupRow[]): number {
    const beside = this.editedIn.get(key);
    if (beside === undefined || beside.size === 0) return 0;
    let members = 0;
    for (const name of beside) {
      const { record, contributions } = this.edited.get(name)!;
      for (const one of contributions) {
        if (one.group !== key) continue;
        members += 1;
        for (const sum in one.sums) sums.set(sum, (sums.get(sum) ?? 0) + one.sums[sum]!);
        if (one.row !== undefined) rows.push(this.rowOf(record.layer, record.fid, record.uid, one.row));
      }
    }
    rows.sort((a, b) => byText(a.ref.table, b.ref.table) || a.fid - b.fid);
    return members;
  }

  private rowAt(i: number): GroupRow {
    const { layers, layer, fids, row, rowUids, rowFields } = this.columns;
    const place = row[i]!;
    return this.rowOf(layers[layer[i]!]!, fids[i]!, rowUids[place]!, rowFields[place]!);
  }

  private rowOf(layer: string, fid: number, uid: string, fields: Fields): GroupRow {
    const { boxOf } = this;
    return {
      ref: { table: layer, uid },
      fid,
      fields,
      get box() {
        return boxOf(layer, fid);
      },
    };
  }
}
