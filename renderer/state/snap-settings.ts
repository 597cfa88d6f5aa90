import { create } from 'zustand';
import { SNAP_KINDS, type SnapKind } from '../../shared/bridge/snap-contract.ts';
import { useLayers } from './layers.ts';
import { useTool } from './tool.ts';

/** What catches the pointer, and how near it must be; remembered on this computer. */
export interface SnapSettings {
  readonly kinds: readonly SnapKind[];
  /** Layers that do not catch although they are visible: a new layer catches by itself. */
  readonly offLayers: readonly string[];
  /** Reach in screen pixels. */
  readonly pixels: number;
}

export interface SnapSettingsState extends SnapSettings {
  readonly setKind: (kind: SnapKind, on: boolean) => void;
  readonly setLayer: (layer: string, on: boolean) => void;
  readonly setPixels: (pixels: number) => void;
}

export const PIXEL_LIMITS = [3, 24] as const;
const DEFAULT: SnapSettings = { kinds: SNAP_KINDS, offLayers: [], pixels: 8 };
const KEY = 'lantu.snap';

interface Kept extends SnapSettings {
  readonly on: boolean;
}

/** Settings from what was kept; everything that does not fit is as at the first start. */
export function readSnapSettings(kept: string | null): Kept {
  let raw: Record<string, unknown>;
  try {
    raw = (JSON.parse(kept ?? '{}') ?? {}) as Record<string, unknown>;
  } catch {
    raw = {};
  }
  const { on, kinds, offLayers, pixels } = raw;
  const [least, most] = PIXEL_LIMITS;
  return {
    on: typeof on === 'boolean' ? on : true,
    kinds: Array.isArray(kinds) ? SNAP_KINDS.filter((kind) => kinds.includes(kind)) : DEFAULT.kinds,
    offLayers: Array.isArray(offLayers)
      ? offLayers.filter((one): one is string => typeof one === 'string')
      : DEFAULT.offLayers,
    pixels:
      typeof pixels === 'number' && Number.isInteger(pixels) && pixels >= least && pixels <= most
        ? pixels
        : DEFAULT.pixels,
  };
}

const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY);
const { on: onAtStart, ...atStart } = readSnapSettings(stored);

export const useSnapSettings = create<SnapSettingsState>()((set) => ({
  ...atStart,
  setKind: (kind, on) =>
    set(({ kinds }) => ({ kinds: SNAP_KINDS.filter((one) => (one === kind ? on : kinds.includes(one))) })),
  setLayer: (layer, on) =>
    set(({ offLayers }) => ({
      offLayers: [...offLayers.filter((one) => one !== layer), ...(on ? [] : [layer])],
    })),
  setPixels: (pixels) => set({ pixels }),
}));

if (!onAtStart) useTool.getState().setSnapping(false);

const keep = (): void => {
  if (typeof localStorage === 'undefined') return;
  const { kinds, offLayers, pixels } = useSnapSettings.getState();
  localStorage.setItem(KEY, JSON.stringify({ on: useTool.getState().snapping, kinds, offLayers, pixels }));
};
useSnapSettings.subscribe(keep);
useTool.subscribe((state, before) => {
  if (state.snapping !== before.snapping) keep();
});

/** Layers that catch: the visible ones with a geometry, unless they are switched off here. */
export function snapLayers(): string[] {
  const { offLayers } = useSnapSettings.getState();
  return (useLayers.getState().layers ?? [])
    .filter(
      (layer) => layer.visible && layer.schema.geometry !== null && !offLayers.includes(layer.schema.id),
    )
    .map((layer) => layer.schema.id);
}
