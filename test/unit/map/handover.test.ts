import { describe, expect, it } from 'vitest';
import type { Box } from '../../../shared/geometry/packed.ts';
import {
  committed,
  dirtyTiles,
  forget,
  hotDrawn,
  keepWithin,
  neededRev,
  newHandover,
  settled,
  tileGiven,
  type Handover,
} from '../../../shared/map/handover.ts';
import { tileAt, tileBox } from '../../../shared/map/tile-grid.ts';

const LAYER = 'industrial_park';
const here = tileAt(110, 30, 14);
const next = { ...here, x: here.x + 1 };
const far = { ...here, x: here.x + 9 };
/** A small box in the middle of a tile. */
const inside = (tile: typeof here): Box => {
  const [w, s, e, n] = tileBox(tile);
  return [w + (e - w) * 0.4, s + (n - s) * 0.4, w + (e - w) * 0.6, s + (n - s) * 0.6];
};

const shown = (rev: number, ...tiles: (typeof here)[]): Handover => {
  const state = newHandover();
  for (const tile of tiles) tileGiven(state, LAYER, tile, rev);
  return state;
};

describe('handing an edit over to the tiles', () => {
  it('calls the tiles dirty in which the feature was and is, and no others', () => {
    const state = committed(shown(4, here, next, far), {
      rev: 5,
      fids: [7],
      boxes: [inside(here), inside(next)],
    });
    expect(dirtyTiles(state)).toEqual([here, next]);
  });

  it('counts the margin around a tile: a change just outside shows in it', () => {
    const [, s, e, n] = tileBox(here);
    const edge: Box = [e + 1e-6, s, e + 2e-6, n];
    expect(dirtyTiles(committed(shown(4, here), { rev: 5, fids: [1], boxes: [edge] }))).toEqual([here]);
  });

  it('gives a feature back only when it is drawn hot and all its tiles are new', () => {
    let state = committed(shown(4, here, next), { rev: 5, fids: [7], boxes: [inside(here), inside(next)] });
    tileGiven(state, LAYER, here, 5);
    tileGiven(state, LAYER, next, 5);
    expect(settled(state).fids).toEqual([]);
    state = hotDrawn(state, 5);
    expect(settled(state).fids).toEqual([7]);
    expect(settled(state).state.pending).toEqual([]);

    let slow = committed(shown(4, here, next), { rev: 5, fids: [7], boxes: [inside(here), inside(next)] });
    slow = hotDrawn(slow, 5);
    tileGiven(slow, LAYER, here, 5);
    expect(settled(slow).fids).toEqual([]);
    expect(dirtyTiles(slow)).toEqual([next]);
  });

  it('waits for the newest of two edits of one feature', () => {
    let state = committed(shown(4, here), { rev: 5, fids: [7], boxes: [inside(here)] });
    state = hotDrawn(state, 5);
    state = committed(state, { rev: 6, fids: [7], boxes: [inside(here)] });
    tileGiven(state, LAYER, here, 5);
    expect(dirtyTiles(state)).toEqual([here]);
    tileGiven(state, LAYER, here, 6);
    expect(settled(state).fids).toEqual([]);
    expect(settled(hotDrawn(state, 6)).fids).toEqual([7]);
  });

  it('does not take a hot source that is still at an older edit for the newest', () => {
    const state = committed(newHandover(), { rev: 6, fids: [7], boxes: [] });
    expect(hotDrawn(state, 5).features.get(7)?.phase).toBe('arriving');
  });

  it('tells the tile loader what revision a tile must have', () => {
    const state = committed(shown(4, here), { rev: 5, fids: [], boxes: [inside(here)] });
    expect(neededRev(state, here)).toBe(5);
    expect(neededRev(state, { ...here, z: 3, x: here.x >> 11, y: here.y >> 11 })).toBe(5);
    expect(neededRev(state, far)).toBe(0);
    tileGiven(state, LAYER, here, 5);
    expect(neededRev(settled(state).state, here)).toBe(0);
  });

  it('does not wait for tiles that are not on screen', () => {
    const state = hotDrawn(committed(shown(4, here), { rev: 5, fids: [7], boxes: [inside(here)] }), 5);
    forget(state, LAYER, [here]);
    expect(settled(state).fids).toEqual([7]);
    const moved = hotDrawn(committed(shown(4, here, far), { rev: 5, fids: [7], boxes: [inside(here)] }), 5);
    keepWithin(moved, tileBox(far));
    expect([...moved.tiles.values()].map(({ tile }) => tile)).toEqual([far]);
  });
});
