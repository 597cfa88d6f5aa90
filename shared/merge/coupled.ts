import { VertexIndex } from '../geometry/vertex-index.ts';

/**
 * Which disputes about shapes hang together: features that share a border have the same places disputed, and must be
 * decided alike, or the border would part.
 *
 * @param all the disputed places of each feature, flat
 * @returns for each the number of the first one that it hangs together with (its own where there is none)
 */
export function coupledDisputes(all: readonly ArrayLike<number>[]): readonly number[] {
  const group = all.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (group[root] !== root) root = group[root]!;
    for (let at = i; at !== root;) [at, group[at]] = [group[at]!, root];
    return root;
  };
  const index = new VertexIndex();
  const owner: number[] = [];
  all.forEach((places, own) => {
    for (let i = 0; i + 1 < places.length; i += 2) {
      const id = index.add(places[i]!, places[i + 1]!);
      const other = owner[id];
      if (other === undefined) owner[id] = own;
      else {
        const [p, q] = [find(other), find(own)];
        if (p !== q) group[Math.max(p, q)] = Math.min(p, q);
      }
    }
  });
  return group.map((_, i) => find(i));
}
