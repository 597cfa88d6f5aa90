/** A cache by weight: what was used longest ago goes first. */
export interface Lru<V> {
  get(key: string): V | undefined;
  set(key: string, value: V, weight: number): void;
  delete(key: string): void;
  clear(): void;
  entries(): IterableIterator<[string, V]>;
}

/** @param limit the weights kept together; an entry heavier than that is not kept */
export function lru<V>(limit: number): Lru<V> {
  const kept = new Map<string, { readonly value: V; readonly weight: number }>();
  let total = 0;
  const remove = (key: string): void => {
    const entry = kept.get(key);
    if (entry === undefined) return;
    kept.delete(key);
    total -= entry.weight;
  };
  return {
    get: (key) => {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      kept.delete(key);
      kept.set(key, entry);
      return entry.value;
    },
    set: (key, value, weight) => {
      remove(key);
      if (weight > limit) return;
      kept.set(key, { value, weight });
      total += weight;
      for (const oldest of kept.keys()) {
        if (total <= limit) break;
        remove(oldest);
      }
    },
    delete: remove,
    clear: () => {
      kept.clear();
      total = 0;
    },
    *entries() {
      for (const [key, entry] of kept) yield [key, entry.value];
    },
  };
}
