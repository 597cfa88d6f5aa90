import { BUILTIN_LAYERS } from './builtin-layers.ts';
import type { LayerSchema } from './layer.ts';

/** The roles rules bind to, with the built-in layer that has each. A layer of the user's own can take one too. */
export const LAYER_ROLES: readonly { readonly role: string; readonly layer: LayerSchema }[] =
  BUILTIN_LAYERS.flatMap((layer) => (layer.role === null ? [] : [{ role: layer.role, layer }]));

/** The built-in layer of a role; undefined for a role that no rule knows. */
export const layerOfRole = (role: string): LayerSchema | undefined =>
  LAYER_ROLES.find((one) => one.role === role)?.layer;
