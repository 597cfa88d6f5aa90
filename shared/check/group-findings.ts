import type { PieceDraft } from '../rules/bound-rule.ts';
import type { FindingTable, TableBinding, TableSubject } from './finding-table.ts';
import type { Pace } from './pace.ts';
import type { GroupStore } from './group-store.ts';
import type { GroupBinding } from './plan.ts';

/**
 * Stands for the fid in the table: the subject of a group need not be among its rows, and records that share a uid
 * are one subject. Two subjects of one number are only put again together.
 */
function numberOf(layer: string, uid: string): number {
  let hash = 0;
  for (const char of `${layer} ${uid}`) hash = (Math.imul(hash, 31) + char.codePointAt(0)!) | 0;
  return -2 - (hash >>> 0);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a group gave about one subject. */
interface Given {
  readonly subject: TableSubject;
  readonly pieces: readonly PieceDraft[];
}

const nameOf = ({ layer, uid, counterpartLayer }: TableSubject): string =>
  JSON.stringify([layer, uid, counterpartLayer]);

/**
 * The findings of one binding in the table. A subject may have pieces from several groups; when any of them is
 * evaluated anew, all of them are put again in order, so that what stands there does not depend on how it came.
 */
export class GroupFindings {
  private readonly ofGroup = new Map<string, ReadonlyMap<number, readonly Given[]>>();
  private readonly groupsOf = new Map<number, Set<string>>();
  private readonly own: TableBinding;

  private readonly binding: GroupBinding;
  private readonly store: GroupStore;

  constructor(binding: GroupBinding, store: GroupStore) {
    this.binding = binding;
    this.store = store;
    this.own = { id: binding.id, rule: binding.rule, disjoint: true };
  }

  /** Evaluates every group into a table that has nothing of the binding. */
  async all(table: FindingTable, pace: Pace): Promise<void> {
    for (const key of this.store.groups()) {
      this.note(key, this.evaluate(key));
      const rest = pace();
      if (rest !== undefined) await rest;
    }
    this.put(this.groupsOf.keys(), table);
  }

  /** Evaluates groups anew and brings the table in line. */
  refresh(keys: Iterable<string>, table: FindingTable): void {
    const subjects = new Set<number>();
    for (const key of keys) {
      for (const fid of this.ofGroup.get(key)?.keys() ?? []) {
        subjects.add(fid);
        this.groupsOf.get(fid)?.delete(key);
      }
      this.note(key, this.evaluate(key));
      for (const fid of this.ofGroup.get(key)?.keys() ?? []) subjects.add(fid);
    }
    for (const fid of subjects) table.dropSubject(this.binding.id, fid);
    this.put(subjects, table);
  }

  private note(key: string, given: readonly Given[]): void {
    this.ofGroup.delete(key);
    if (given.length === 0) return;
    const byFid = new Map<number, Given[]>();
    for (const one of given) {
      const { fid } = one.subject;
      byFid.set(fid, [...(byFid.get(fid) ?? []), one]);
      this.groupsOf.set(fid, (this.groupsOf.get(fid) ?? new Set()).add(key));
    }
    this.ofGroup.set(key, byFid);
  }

  private put(subjects: Iterable<number>, table: FindingTable): void {
    for (const fid of [...subjects].sort((a, b) => a - b)) {
      for (const key of [...(this.groupsOf.get(fid) ?? [])].sort(byText)) {
        for (const { subject, pieces } of this.ofGroup.get(key)?.get(fid) ?? []) {
          table.put(this.own, subject, `group:${key}`, pieces);
        }
      }
    }
  }

  private evaluate(key: string): Given[] {
    const group = this.store.state(key);
    if (group === null) return [];
    const found = this.binding.rule.evaluate(group);
    if (found.length === 0) return [];
    const all = new Map<string, Given>();
    for (const finding of found) {
      if (finding.pieces.length === 0) continue;
      const { ref, fields } = finding.subject;
      const subject: TableSubject = {
        layer: ref.table,
        fid: numberOf(ref.table, ref.uid),
        uid: ref.uid,
        fields,
        counterpartLayer: finding.counterpartLayer,
      };
      const name = nameOf(subject);
      const before = all.get(name);
      all.set(name, {
        subject: before?.subject ?? subject,
        pieces: [...(before?.pieces ?? []), ...finding.pieces],
      });
    }
    return [...all.values()];
  }
}
