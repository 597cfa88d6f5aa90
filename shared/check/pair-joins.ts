import type { HeldLayer } from './held-layer.ts';
import { isPaired } from './evaluate.ts';
import type { Binding } from './plan.ts';
import { markOf, type Side } from './sides.ts';

/** One binding of a join: on which side the scanned feature stands, and the marks of both. */
export interface JoinEntry {
  readonly binding: Binding;
  readonly scannedIs: Side;
  readonly scannedMark: string;
  readonly heldMark: string;
}

/** Bindings on two layers, whichever of them is the subject: one is held, the other scanned once past it. */
export interface Join {
  readonly scanned: string;
  readonly held: string;
  /** What is held for this join alone; null where it is held for all joins together. */
  readonly own: HeldLayer | null;
  readonly entries: readonly JoinEntry[];
}

/** Of two layers that are both larger than this, the one is held of which less concerns the rules. */
const LARGE = 20_000;

interface JoinParts {
  readonly bindings: readonly Binding[];
  readonly sizes: ReadonlyMap<string, number>;
  /** Holds what carries a mark; null where not all of it can be held though it should. */
  readonly hold: (layer: string, marks: ReadonlySet<string>, wholeOnly: boolean) => Promise<HeldLayer | null>;
}

const other = (side: Side): Side => (side === 'subject' ? 'counterpart' : 'subject');

const entriesOf = (bindings: readonly Binding[], scanned: string): JoinEntry[] =>
  bindings.map((binding) => {
    const scannedIs = binding.subject === scanned ? 'subject' : 'counterpart';
    return {
      binding,
      scannedIs,
      scannedMark: markOf(binding, scannedIs),
      heldMark: markOf(binding, other(scannedIs)),
    };
  });

/** One join for each two layers that bindings on pairs are about: the layer with fewer features is held. */
export async function joinsOf({ bindings, sizes, hold }: JoinParts): Promise<Join[]> {
  const size = (layer: string): number => sizes.get(layer) ?? 0;
  const pairs = new Map<string, Binding[]>();
  for (const binding of bindings.filter(isPaired)) {
    const key = [binding.subject, binding.counterparts[0] ?? ''].sort().join(' ');
    pairs.set(key, [...(pairs.get(key) ?? []), binding]);
  }
  const joins: Join[] = [];
  for (const [key, own] of [...pairs].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first = '', second = ''] = key.split(' ').sort((a, b) => size(a) - size(b) || (a < b ? -1 : 1));
    const join = (held: string, scanned: string, layer: HeldLayer | null): void => {
      joins.push({ scanned, held, own: layer, entries: entriesOf(own, scanned) });
    };
    if (size(first) <= LARGE) {
      join(first, second, null);
      continue;
    }
    const heldMarks = (scanned: string): Set<string> =>
      new Set(entriesOf(own, scanned).map(({ heldMark }) => heldMark));
    const smaller = await hold(first, heldMarks(second), true);
    const larger = smaller === null && first !== second ? await hold(second, heldMarks(first), true) : null;
    if (smaller !== null) join(first, second, smaller);
    else if (larger !== null) join(second, first, larger);
    else join(first, second, await hold(first, heldMarks(second), false));
  }
  return joins;
}
