/**
 * Values under keys, several under one. Most keys have one value, which then stands there by itself: a set for each
 * would take more room than all the values.
 */
export class MultiMap<K, V extends object> {
  private readonly values = new Map<K, V | Set<V>>();

  add(key: K, value: V): void {
    const known = this.values.get(key);
    if (known === undefined) this.values.set(key, value);
    else if (known instanceof Set) known.add(value);
    else if (known !== value) this.values.set(key, new Set([known, value]));
  }

  delete(key: K, value: V): void {
    const known = this.values.get(key);
    if (known instanceof Set) {
      known.delete(value);
      if (known.size === 0) this.values.delete(key);
    } else if (known === value) this.values.delete(key);
  }

  /** The values of a key, which may be taken away one by one while they are gone through. */
  of(key: K): Iterable<V> {
    const known = this.values.get(key);
    if (known === undefined) return [];
    return known instanceof Set ? known : [known];
  }

  deleteAll(key: K): void {
    this.values.delete(key);
  }

  /** All values; a list of its own. */
  all(): V[] {
    const all: V[] = [];
    for (const one of this.values.values()) {
      if (one instanceof Set) all.push(...one);
      else all.push(one);
    }
    return all;
  }
}
