/** Keeps the first so many of what it is given, in an order. */
export interface First<T> {
  add(one: T): void;
  done(): T[];
}

/**
 * @param limit how many are kept; all when undefined
 * @param compare below 0 where the first argument goes first
 */
export function largestFirst<T>(limit: number | undefined, compare: (a: T, b: T) => number): First<T> {
  let kept: T[] = [];
  const cut = (): void => {
    kept = kept.sort(compare).slice(0, limit);
  };
  return {
    add(one) {
      kept.push(one);
      // Sorting now and then keeps memory within twice the limit at little cost.
      if (limit !== undefined && kept.length > 2 * limit + 16) cut();
    },
    done() {
      cut();
      return kept;
    },
  };
}
