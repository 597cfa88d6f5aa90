/** A MapLibre map with the layers, symbols and tiles of a blueprint, and nothing else of the editor. */
import { addProtocol } from 'maplibre-gl';
import { StyleKeeper } from '../../../renderer/map/apply-style.ts';
import { createMap } from '../../../renderer/map/create-map.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { parseTileAddress, TILE_SCHEME } from '../../../shared/map/tile-fields.ts';

/** What the bench says of the window: the map's size in pixels, its place, and the layers as the editor has them. */
interface Wanted {
  readonly size: readonly [number, number];
  readonly centre: readonly [number, number];
  readonly zoom: number;
  readonly layers: readonly LayerState[];
}

const { size, centre, zoom, layers } = (await (await fetch('/wanted.json')).json()) as Wanted;
const box = document.querySelector<HTMLElement>('#map')!;
box.style.width = `${size[0]}px`;
box.style.height = `${size[1]}px`;

addProtocol(TILE_SCHEME, async ({ url }) => {
  const tile = parseTileAddress(url)!;
  const answer = await fetch(`/tiles/${tile.layer}/${tile.z}/${tile.x}/${tile.y}`);
  return { data: await answer.arrayBuffer() };
});
const map = createMap(box, { centre, zoom });
map.on('load', () => new StyleKeeper(map).show(layers, { theme: 'light', language: 'zh-CN', many: [] }));
map.on('idle', () => (box.dataset['bare'] = 'idle'));
map.on('movestart', () => (box.dataset['bare'] = 'moving'));
Object.assign(window, {
  /** Lets the map be drawn anew in each frame while something is measured. */
  redraw: (on: boolean) => {
    map.repaint = on;
  },
});
