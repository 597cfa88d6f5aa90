import type { LayerSchema } from '../model/layer.ts';

/** The same function, asked once for each schema: an edit asks it for every rule on its layer. */
export function bySchema<T>(work: (schema: LayerSchema) => T): (schema: LayerSchema) => T {
  const known = new WeakMap<LayerSchema, { readonly value: T }>();
  return (schema) => {
    const found = known.get(schema) ?? { value: work(schema) };
    known.set(schema, found);
    return found.value;
  };
}
