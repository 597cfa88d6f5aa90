import { sameNumbers } from '../geometry/counts.ts';
import { onEdgeInOrder } from './on-edge.ts';
import { indexed, lineEdits, slotCount, vertices, type LineEdit, type Run } from './line-edits.ts';

/** Whose edit stands where both edited the same. */
export type Side = 'mine' | 'theirs';

export interface MergedLine {
  readonly xy: Float64Array;
  /** Places that both changed, each otherwise: flat positions before and after. Empty where nothing collides. */
  readonly places: readonly number[];
}

const sameEdit = (a: LineEdit, b: LineEdit): boolean =>
  a.from === b.from && a.to === b.to && sameNumbers(a.now, b.now);

/** The slots of a stretch. */
function* slotsOf({ from, to }: LineEdit, count: number): Iterable<number> {
  for (let slot = from; ; slot = slot + 1 === count ? 0 : slot + 1) {
    yield slot;
    if (slot === to) return;
  }
}

/** A line of which one version is taken as a whole. */
const whole = (mine: Run, theirs: Run, prefer: Side, isDisputed: boolean): MergedLine => ({
  xy: (prefer === 'mine' ? mine : theirs).xy,
  places: isDisputed ? [...mine.xy, ...theirs.xy] : [],
});

/** Sets of edits of both sides that lie in one another's way: those of `theirs` are named by what they meet. */
function disputes(
  mine: readonly LineEdit[],
  theirs: readonly LineEdit[],
  count: number,
): { readonly mine: Set<LineEdit>; readonly theirs: Set<LineEdit> } {
  const owner = new Map<number, LineEdit>();
  for (const edit of mine) for (const slot of slotsOf(edit, count)) owner.set(slot, edit);
  const out = { mine: new Set<LineEdit>(), theirs: new Set<LineEdit>() };
  for (const edit of theirs) {
    for (const slot of slotsOf(edit, count)) {
      const other = owner.get(slot);
      if (other === undefined || sameEdit(other, edit)) continue;
      out.mine.add(other);
      out.theirs.add(edit);
    }
  }
  return out;
}

/** Vertices that both put on one edge that stayed where it was stand there together, in the order of the edge. */
function joined(base: Run, mine: readonly LineEdit[], theirs: readonly LineEdit[]): Map<LineEdit, LineEdit> {
  const together = new Map<LineEdit, LineEdit>();
  const [count, onEdges] = [vertices(base.xy), new Map<number, LineEdit>()];
  for (const edit of mine) if (edit.from === edit.to && edit.from % 2 === 1) onEdges.set(edit.from, edit);
  for (const edit of theirs) {
    const other = edit.from === edit.to ? onEdges.get(edit.from) : undefined;
    if (other === undefined || sameEdit(other, edit)) continue;
    const start = (edit.from - 1) / 2;
    const end = start + 1;
    if (end === count && !base.cyclic) continue;
    const at = (i: number): [number, number] => [base.xy[2 * i]!, base.xy[2 * i + 1]!];
    const now = onEdgeInOrder(at(start), at(end % count), other.now, edit.now);
    if (now !== undefined) together.set(other, { ...other, now }).set(edit, { ...other, now });
  }
  return together;
}

/** The line as it is after edits that are in nobody's way. */
function edited(base: Run, edits: readonly LineEdit[], count: number): Float64Array {
  const starts = new Map<number, LineEdit>();
  const covered = new Set<number>();
  for (const edit of edits) {
    starts.set(edit.from, edit);
    for (const slot of slotsOf(edit, count)) covered.add(slot);
  }
  const out: number[] = [];
  for (let slot = base.cyclic ? 0 : -1; slot < 2 * vertices(base.xy); slot++) {
    for (const number of starts.get(slot)?.now ?? []) out.push(number);
    if (slot % 2 === 0 && !covered.has(slot)) out.push(base.xy[slot]!, base.xy[slot + 1]!);
  }
  return Float64Array.from(out);
}

/** Where an edit is, before and after. */
function* placesOf(base: Run, edit: LineEdit, count: number): Iterable<number> {
  for (const slot of slotsOf(edit, count))
    if (slot >= 0 && slot % 2 === 0) yield* base.xy.subarray(slot, slot + 2);
  yield* edit.now;
}

/**
 * Joins two edits of one line. Each vertex that was moved, deleted or put on an edge is an edit of its own, so edits of
 * neighbouring vertices do not collide, and features that share the line come out alike. What both did to the same
 * vertex or the same edge, each otherwise, collides; there `prefer` stands.
 *
 * Symmetric: with the sides exchanged the same places collide, and where none does the result is the same.
 */
export function mergeLine(base: Run, mine: Run, theirs: Run, prefer: Side): MergedLine {
  if (sameNumbers(mine.xy, theirs.xy) || sameNumbers(base.xy, theirs.xy)) return { xy: mine.xy, places: [] };
  if (sameNumbers(base.xy, mine.xy)) return { xy: theirs.xy, places: [] };
  const index = indexed(base);
  const own = index && lineEdits(base, index, mine);
  const other = index && lineEdits(base, index, theirs);
  if (own === undefined || other === undefined) return whole(mine, theirs, prefer, true);
  // Where only the beginning of a ring was moved there is no edit.
  if (other.length === 0) return { xy: own.length === 0 ? base.xy : mine.xy, places: [] };
  if (own.length === 0) return { xy: theirs.xy, places: [] };
  const count = slotCount(base);
  const together = joined(base, own, other);
  const [ours, others] = [own, other].map((edits) => edits.map((edit) => together.get(edit) ?? edit));
  const disputed = disputes(ours!, others!, count);
  const kept = prefer === 'mine' ? ours! : others!;
  const byStart = new Map(kept.map((edit) => [edit.from, edit]));
  const free = (prefer === 'mine' ? others! : ours!).filter((edit) => {
    const twin = byStart.get(edit.from);
    if (twin !== undefined && sameEdit(twin, edit)) return false;
    return !(prefer === 'mine' ? disputed.theirs : disputed.mine).has(edit);
  });
  const places = [...disputed.mine, ...disputed.theirs].flatMap((edit) => [...placesOf(base, edit, count)]);
  return { xy: edited(base, [...kept, ...free], count), places };
}
