import type { LayerSchema } from '../model/layer.ts';

/** What follows from a layer's schema alone, worked out once and not for each of its features. */
export function perSchema<T>(make: (schema: LayerSchema) => T): (schema: LayerSchema) => T {
  const known = new WeakMap<LayerSchema, { readonly value: T }>();
  return (schema) => {
    const found = known.get(schema) ?? { value: make(schema) };
    known.set(schema, found);
    return found.value;
  };
}
