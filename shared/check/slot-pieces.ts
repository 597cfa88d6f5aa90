import type { PieceDraft } from '../rules/bound-rule.ts';

/** Where the pieces of one unit lie within a finding: fid of the counterpart, or a name of the pass's own. */
export type Slot = number | string;

type Unit = readonly [Slot, readonly PieceDraft[]];

/** The pieces of one finding by slot. Most findings have one slot, which then takes no map. */
export class SlotPieces {
  private only: Unit | null = null;
  private more: Map<Slot, readonly PieceDraft[]> | null = null;

  get size(): number {
    return this.more === null ? (this.only === null ? 0 : 1) : this.more.size;
  }

  set(slot: Slot, pieces: readonly PieceDraft[]): void {
    if (this.more !== null) this.more.set(slot, pieces);
    else if (this.only === null || this.only[0] === slot) this.only = [slot, pieces];
    else {
      this.more = new Map<Slot, readonly PieceDraft[]>([this.only, [slot, pieces]]);
      this.only = null;
    }
  }

  /** Whether there was anything. */
  delete(slot: Slot): boolean {
    if (this.more !== null) return this.more.delete(slot);
    if (this.only?.[0] !== slot) return false;
    this.only = null;
    return true;
  }

  clear(): void {
    this.only = this.more = null;
  }

  units(): Unit[] {
    if (this.more !== null) return [...this.more];
    return this.only === null ? [] : [this.only];
  }
}
