import { create } from 'zustand';
import type { Backgrounds, BackgroundState, KnownServer } from '../../shared/background/types.ts';
import type { Result } from '../../shared/result.ts';
import { backgroundClient, onBackground, type BackgroundClient } from '../bridge/client.ts';
import { useCamera } from './camera.ts';
import { useLayers } from './layers.ts';
import { notifyFailure } from './notices.ts';

export interface BackgroundsState extends Backgrounds {
  /** The background that menus and the block under the tree mean; null while a layer is. */
  readonly active: string | null;
  readonly setActive: (active: string | null) => void;
}

export const useBackgrounds = create<BackgroundsState>()((set) => ({
  items: [],
  servers: [],
  active: null,
  setActive: (active) => set({ active }),
}));

const take = ({ items, servers }: Backgrounds): void =>
  useBackgrounds.setState(({ active }) => ({
    items,
    servers,
    active: items.some(({ id }) => id === active) ? active : null,
  }));

/** Follows what the service of backgrounds says; once for the life of the page. */
export const followBackgrounds = (): (() => void) =>
  onBackground((client) => {
    client.on('backgrounds', take);
    void client.backgrounds({}).then((now) => {
      if (now.ok) take(now.value);
    });
  });

export const backgroundOf = (id: string | null): BackgroundState | undefined =>
  useBackgrounds.getState().items.find((item) => item.id === id);
export const activeBackground = (): BackgroundState | undefined =>
  backgroundOf(useBackgrounds.getState().active);
export const serverOf = (id: string | null): KnownServer | undefined =>
  useBackgrounds.getState().servers.find((server) => server.id === id);

/** Asks the service for something short, and says when that did not work. */
async function ask<T>(question: (client: BackgroundClient) => Promise<Result<T>>): Promise<T | null> {
  const client = backgroundClient();
  if (client === null) return null;
  const answer = await question(client);
  if (answer.ok) return answer.value;
  notifyFailure(answer.error);
  return null;
}

export type BackgroundPatch = Partial<Pick<BackgroundState, 'name' | 'visible' | 'opacity'>>;

/** Shown at once; what the service then says replaces it. */
export async function changeBackground(id: string, patch: BackgroundPatch): Promise<void> {
  useBackgrounds.setState(({ items }) => ({
    items: items.map((item) => (item.id === id ? { ...item, ...patch } : item)),
  }));
  await ask((client) => client.change({ id, ...patch }));
}

/** Shows an opacity while the slider moves; it is kept when it is let go. */
export const showOpacity = (id: string, opacity: number): void =>
  useBackgrounds.setState(({ items }) => ({
    items: items.map((item) => (item.id === id ? { ...item, opacity } : item)),
  }));

export const moveBackground = (id: string, step: -1 | 1) => ask((client) => client.move({ id, step }));
export const removeBackground = (id: string) => ask((client) => client.remove({ id }));
export const switchServer = (id: string, on: boolean) => ask((client) => client.switchServer({ id, on }));
export const removeServer = (id: string) => ask((client) => client.removeServer({ id }));

/** Ends every connection at once. */
export async function goOffline(): Promise<void> {
  for (const { id, on } of useBackgrounds.getState().servers) if (on) await switchServer(id, false);
}

export const zoomToBackground = (id: string): void => {
  const bounds = backgroundOf(id)?.tiles?.bounds;
  if (bounds) useCamera.getState().zoomTo(bounds);
};

/** The box of the county in degrees, by which the system of a picture is told; null when there is none. */
export const countyBox = () =>
  useLayers.getState().layers?.find(({ schema }) => schema.role === 'county')?.box ?? null;

/** Backgrounds that can be drawn now, the lowest first. */
export const drawnBackgrounds = (items: readonly BackgroundState[]): readonly BackgroundState[] =>
  items.filter(({ tiles }) => tiles !== null).toReversed();
