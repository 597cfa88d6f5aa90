import data from '../../resources/schema/layers.json' with { type: 'json' };
import type { LayerSchema } from './layer.ts';

/** The built-in layers, in the order of the layer tree. */
export const BUILTIN_LAYERS = data.layers as unknown as readonly LayerSchema[];
export const SCHEMA_VERSION: number = data.schemaVersion;

const byId = new Map(BUILTIN_LAYERS.map((layer) => [layer.id, layer]));
export const builtinLayer = (id: string): LayerSchema | undefined => byId.get(id);
