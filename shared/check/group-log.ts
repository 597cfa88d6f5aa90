import type { Contribution } from '../rules/bound-rule.ts';
import type { Fields } from '../model/record.ts';
import { floats, smalls, wholes } from './group-numbers.ts';

/**
 * What records add to the groups of one binding, in columns that threads can hand over, records in order of layer and
 * fid. Contribution i belongs to record `fids[i]` of layer `layers[layer[i]]`, goes to group `keys[key[i]]`, has the
 * sums from `sumStart[i]` to `sumStart[i + 1]` and, unless `row[i]` is -1, a row.
 */
export interface GroupShare {
  readonly binding: string;
  readonly layers: readonly string[];
  readonly keys: readonly string[];
  readonly sums: readonly string[];
  readonly fids: Float64Array;
  readonly layer: Uint16Array;
  readonly key: Int32Array;
  readonly row: Int32Array;
  readonly sumStart: Int32Array;
  readonly sumName: Uint16Array;
  readonly sumValue: Float64Array;
  readonly rowUids: readonly string[];
  readonly rowFields: readonly Fields[];
}

/** Equal rows are kept once while there are no more different ones than this. */
const DIFFERENT_ROWS = 4096;

/** Numbers names as they first come. */
class Names {
  readonly all: string[] = [];
  private readonly places = new Map<string, number>();

  of(name: string): number {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    this.places.set(name, this.all.length);
    this.all.push(name);
    return this.all.length - 1;
  }
}

/** A record as a group sees it. */
export interface Contributor {
  readonly layer: string;
  readonly fid: number;
  readonly uid: string;
}

/** Takes contributions record by record; a record that only adds to sums leaves no object behind. */
export class GroupLog {
  private readonly binding: string;
  private readonly layers = new Names();
  private readonly keys = new Names();
  private readonly sums = new Names();
  private readonly fids = floats();
  private readonly layer = smalls();
  private readonly key = wholes();
  private readonly row = wholes();
  private readonly sumStart = wholes();
  private readonly sumName = smalls();
  private readonly sumValue = floats();
  private readonly rowUids: string[] = [];
  private readonly rowFields: Fields[] = [];
  private readonly shared = new Map<string, Fields>();

  constructor(binding: string) {
    this.binding = binding;
  }

  add(record: Contributor, contributions: readonly Contribution[]): void {
    for (const { group, sums, row } of contributions) {
      const key = this.keys.of(group);
      this.fids.push(record.fid);
      this.layer.push(this.layers.of(record.layer));
      this.key.push(key);
      this.sumStart.push(this.sumValue.length);
      for (const name in sums) {
        this.sumName.push(this.sums.of(name));
        this.sumValue.push(sums[name]!);
      }
      this.row.push(row === undefined ? -1 : this.rowFields.length);
      if (row === undefined) continue;
      // A group named after its record: one string serves both.
      this.rowUids.push(record.uid === group ? this.keys.all[key]! : record.uid);
      this.rowFields.push(this.once(row));
    }
  }

  private once(row: Fields): Fields {
    if (this.shared.size >= DIFFERENT_ROWS) return row;
    const name = JSON.stringify(row);
    const known = this.shared.get(name) ?? row;
    this.shared.set(name, known);
    return known;
  }

  done(): GroupShare {
    this.sumStart.push(this.sumValue.length);
    return {
      binding: this.binding,
      layers: this.layers.all,
      keys: this.keys.all,
      sums: this.sums.all,
      fids: this.fids.done(),
      layer: this.layer.done(),
      key: this.key.done(),
      row: this.row.done(),
      sumStart: this.sumStart.done(),
      sumName: this.sumName.done(),
      sumValue: this.sumValue.done(),
      rowUids: this.rowUids,
      rowFields: this.rowFields,
    };
  }
}
