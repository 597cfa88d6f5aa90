import type { LayerSchema } from '../../shared/model/layer.ts';
import { create } from 'zustand';
import type { LayerState } from '../../shared/bridge/store-contract.ts';
import { services } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';

export interface LayersState {
  /** Null until they have been read. */
  readonly layers: readonly LayerState[] | null;
  /** The layer that tables and new features mean. */
  readonly active: string | null;
  readonly take: (layers: readonly LayerState[]) => void;
  readonly setActive: (layer: string | null) => void;
  readonly setView: (layer: string, patch: LayerPatch) => Promise<void>;
  readonly reset: () => void;
}

export interface LayerPatch {
  readonly visible?: boolean;
  readonly locked?: boolean;
  readonly opacity?: number;
  readonly order?: number;
}

export const useLayers = create<LayersState>()((set, get) => ({
  layers: null,
  active: null,
  take: (layers) => set({ layers }),
  setActive: (active) => set({ active }),
  setView: async (layer, patch) => {
    // Shown at once; the store's answer, which all views follow, replaces it.
    const before = get().layers;
    set({
      layers: (before ?? []).map((one) => (one.schema.id === layer ? { ...one, ...patch } : one)),
    });
    const result = await services()?.store.setLayerView({ layer, ...patch });
    if (result?.ok) set({ layers: result.value });
    else if (result) {
      set({ layers: before });
      notifyFailure(result.error);
    }
  },
  reset: () => set({ layers: null, active: null }),
}));

export const layerOf = (id: string): LayerState | undefined =>
  useLayers.getState().layers?.find((layer) => layer.schema.id === id);

export const schemaOf = (id: string): LayerSchema | undefined => layerOf(id)?.schema;

/** The state of one layer, following changes. */
export const useLayer = (id: string | null): LayerState | undefined =>
  useLayers((state) => (id === null ? undefined : state.layers?.find((layer) => layer.schema.id === id)));
