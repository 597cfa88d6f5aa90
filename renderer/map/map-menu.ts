import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { create } from 'zustand';
import type { IdentifyHit } from '../../shared/bridge/query-contract.ts';
import { isMenuKey } from '../ui/context-menu.tsx';
import { useContextPlace } from '../state/context-place.ts';
import { sameRef, useSelection } from '../state/selection.ts';
import { useTool } from '../state/tool.ts';
import { whatIsHere } from './what-is-here.ts';

/** The context menu of the map: where it is open, in pixels of the window, and what it is about. */
export interface MapMenu {
  readonly open: {
    readonly x: number;
    readonly y: number;
    readonly byKeys: boolean;
    readonly about: 'sketch' | 'feature' | 'map';
  } | null;
}
export const useMapMenu = create<MapMenu>()(() => ({ open: null }));

/** A reader that is busy does not keep the menu from opening. */
const PATIENCE_MS = 400;

/** What is at the place, or nothing when that takes long. */
const soon = (asked: Promise<readonly IdentifyHit[] | null>): Promise<readonly IdentifyHit[]> =>
  Promise.race([
    asked.then((hits) => hits ?? []),
    new Promise<readonly IdentifyHit[]>((resolve) => {
      setTimeout(() => resolve([]), PATIENCE_MS);
    }),
  ]);

/**
 * Opens the context menu at a right click, Shift+F10 or the menu key. The feature under the pointer becomes the
 * selected one unless it is among several that are; while a shape is being drawn the menu is about the shape.
 */
export function followContextMenu(map: MapLibreMap): () => void {
  let turn = 0;

  const open = async (lonLat: readonly [number, number], x: number, y: number, byKeys: boolean) => {
    turn += 1;
    const mine = turn;
    const frame = map.getContainer().getBoundingClientRect();
    const at = { x: frame.left + x, y: frame.top + y, byKeys };
    useMapMenu.setState({ open: null });
    if (useTool.getState().sketch.current !== null) {
      useContextPlace.setState({ at: lonLat, hits: [] });
      useMapMenu.setState({ open: { ...at, about: 'sketch' } });
      return;
    }
    const hits = await soon(whatIsHere(lonLat, map.getZoom()));
    if (mine !== turn) return;
    const { refs, set } = useSelection.getState();
    const [first] = hits;
    const kept = hits.some(({ ref }) => refs.some((one) => sameRef(one, ref)));
    if (first && !kept) set([first.ref]);
    useContextPlace.setState({ at: lonLat, hits });
    useMapMenu.setState({ open: { ...at, about: first ? 'feature' : 'map' } });
  };

  const onMenu = (event: MapMouseEvent): void => {
    event.preventDefault();
    void open([event.lngLat.lng, event.lngLat.lat], event.point.x, event.point.y, false);
  };
  /** With the keyboard: in the middle of the map. */
  const onKey = (event: KeyboardEvent): void => {
    if (!isMenuKey(event) || event.defaultPrevented) return;
    const { target } = event;
    if (target !== document.body && !(target instanceof Node && map.getContainer().contains(target))) return;
    event.preventDefault();
    const { x, y } = map.project(map.getCenter());
    const { lng, lat } = map.getCenter();
    void open([lng, lat], x, y, true);
  };
  map.on('contextmenu', onMenu);
  window.addEventListener('keydown', onKey);
  return () => {
    map.off('contextmenu', onMenu);
    window.removeEventListener('keydown', onKey);
    useMapMenu.setState({ open: null });
  };
}
