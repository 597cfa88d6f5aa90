import { create } from 'zustand';
import type { Committed } from '../../shared/change/change.ts';
import { isStandard, STANDARD_STYLE, type LayerStyle } from '../../shared/model/layer-style.ts';
import { fail, type Result } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { layerOf, useLayers } from './layers.ts';
import { notifyFailure } from './notices.ts';

/** The layer whose style stands open beside the map; null for none. */
export interface StylePanelState {
  readonly layer: string | null;
  readonly show: (layer: string | null) => void;
}

export const useStylePanel = create<StylePanelState>()((set) => ({
  layer: null,
  show: (layer) => set({ layer }),
}));

/** Runs a command on layers; a failure is handed back for the dialog that asked. */
export async function layerCommand(command: string, params: unknown): Promise<Result<Committed>> {
  const store = services()?.store;
  return store ? store.execute({ command, params }) : fail('bridge.closed');
}

/** The same for a menu: a failure is said. */
export async function runLayerCommand(command: string, params: unknown): Promise<Result<Committed>> {
  const done = await layerCommand(command, params);
  if (!done.ok) notifyFailure(done.error);
  return done;
}

/** Makes a layer the active one as soon as it is there: the one that was not there before. */
export async function createLayer(params: unknown): Promise<Result<Committed>> {
  const before = new Set((useLayers.getState().layers ?? []).map(({ schema }) => schema.id));
  const done = await layerCommand('create-layer', params);
  if (!done.ok) return done;
  const store = services()?.store;
  const layers = await store?.layers({});
  if (layers?.ok) {
    useLayers.getState().take(layers.value);
    const made = layers.value.find(({ schema }) => !before.has(schema.id));
    if (made) useLayers.getState().setActive(made.schema.id);
  }
  return done;
}

/** The style of a layer, every part of it. */
export const styleOf = (layer: string): LayerStyle => layerOf(layer)?.style ?? STANDARD_STYLE;

/** Shows a style at once without keeping it: while a slider moves. */
export function showStyle(layer: string, style: LayerStyle): void {
  const { layers, take } = useLayers.getState();
  if (layers === null) return;
  take(layers.map((one) => (one.schema.id === layer ? { ...one, style } : one)));
}

/** Styles wait for one another, so that the last one chosen is the one that is kept. */
let line: Promise<unknown> = Promise.resolve();

/** Keeps a style in the file, as one step that can be undone; shown at once. */
export function keepStyle(layer: string, style: LayerStyle | null): Promise<void> {
  showStyle(layer, style ?? STANDARD_STYLE);
  const kept = style === null || isStandard(style) ? null : style;
  const next = line.then(async () => {
    const done = await layerCommand('style-layer', { layer, style: kept });
    if (done.ok || done.error.code === 'command.unchanged') return;
    notifyFailure(done.error);
    const layers = await services()?.store.layers({});
    if (layers?.ok) useLayers.getState().take(layers.value);
  });
  line = next;
  return next;
}
