import fs from 'node:fs';
import path from 'node:path';
import type { ClientOf } from '../../../shared/bridge/contract.ts';
import type { queryContract, queryControl } from '../../../shared/bridge/query-contract.ts';
import type { storeContract, storeControl } from '../../../shared/bridge/store-contract.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';

/** The four clients that every host gives. */
export interface HostClients {
  readonly store: ClientOf<typeof storeContract>;
  readonly storeControl: ClientOf<typeof storeControl>;
  readonly query: ClientOf<typeof queryContract>;
  readonly queryControl: ClientOf<typeof queryControl>;
}

/** A square of `size` degrees, packed by hand so that the walk rests on nothing of the product but types. */
export function square(x: number, y: number, size: number): Packed {
  const k = (value: number): number => Math.round(value * 1e9) / 1e9;
  const [x1, y1] = [k(x + size), k(y + size)];
  return {
    kind: 'polygon',
    xy: Float64Array.from([x, y, x1, y, x1, y1, x, y1, x, y]),
    rings: Int32Array.from([0, 5]),
    parts: Int32Array.from([0, 1]),
    box: [x, y, x1, y1],
  };
}

const TILE = { z: 15, x: Math.floor(((110.005 + 180) / 360) * 2 ** 15) };
const tileRow = (latitude: number): number => {
  const radians = (latitude * Math.PI) / 180;
  return Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * 2 ** TILE.z);
};

/**
 * One walk through every service: make a file, draw a park, read it back, see it in a tile, snap to it, refuse what
 * must be refused, undo, redo, close. Returns what happened, without times and identifiers.
 */
export async function walk(host: HostClients, folder: string): Promise<unknown[]> {
  const file = path.join(folder, 'walk.gpkg');
  const log: unknown[] = [];
  const say = (what: string, value: unknown): void => {
    log.push([what, value]);
  };

  const made = await host.storeControl.create({
    path: file,
    blueprint: {
      name: 'walk',
      countyCode: '990121',
      countyName: '澄川县',
      zoneEpsg: 4525,
      classification: 'internal',
    },
  });
  say('create', made.ok ? [made.value.name, made.value.rev] : made.error);
  const opened = await host.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder });
  say('open readers', opened.ok || opened.error);

  const heard = new Promise<number>((resolve) => {
    host.query.on('committed', (change) => resolve(change.rev));
  });
  const drawn = await host.store.execute({
    command: 'create-feature',
    params: {
      layer: 'industrial_park',
      geometry: square(110, 30, 0.01),
      fields: { name: '试点园', park_kind: 'industrial_park', park_level: 'county' },
    },
  });
  say(
    'draw',
    drawn.ok ? [drawn.value.seq, drawn.value.touched.map((touched) => touched.layer)] : drawn.error,
  );
  say('readers hear of it', await heard);

  const found = await host.query.identify({
    at: [110.005, 30.005],
    tolerance: 0,
    layers: ['industrial_park'],
  });
  say('identify', found.ok ? found.value.map((hit) => [hit.fid, hit.title]) : found.error);
  const hit = found.ok ? found.value[0] : undefined;
  const read = await host.query.features({ refs: hit ? [hit.ref] : [] });
  say(
    'read back',
    read.ok
      ? read.value.map((feature) => [feature.fields['name'], Array.from(feature.geometry?.xy ?? [])])
      : read.error,
  );

  const tile = await host.query.tile({ layer: 'industrial_park', ...TILE, y: tileRow(30.005) });
  say(
    'tile',
    tile.ok ? [(tile.value.bytes?.length ?? 0) > 0, tile.value.rev, tile.value.complete] : tile.error,
  );
  const snapped = await host.query.snap({
    at: [110.0000001, 30.0000001],
    tolerance: 0.00001,
    layers: ['industrial_park'],
    exclude: [],
  });
  say(
    'snap',
    snapped.ok ? snapped.value.hits.map((one) => [one.kind, one.point]).slice(0, 1) : snapped.error,
  );

  const bad = host.store.execute as unknown as (
    params: unknown,
  ) => Promise<{ ok: boolean; error?: { code: string } }>;
  say('wrong parameters', (await bad({ command: 5 })).error?.code);
  say('unknown command', (await bad({ command: 'no-such-command', params: {} })).ok);
  const control = await host.store.execute({
    command: 'create-feature',
    params: { layer: 'ecological_redline', geometry: square(110, 30, 0.01), fields: {} },
  });
  say('control line', control.ok || control.error.code);

  const undone = await host.store.undo({});
  say('undo', undone.ok ? undone.value.kind : undone.error);
  const redone = await host.store.redo({});
  say('redo', redone.ok ? redone.value.kind : redone.error);
  const history = await host.store.history({ before: null, limit: 10 });
  say('history', history.ok ? history.value.map((entry) => [entry.seq, entry.kind]) : history.error);

  await host.queryControl.close({});
  const closed = await host.storeControl.close({});
  say('close', closed.ok || closed.error);
  say(
    'left behind',
    fs
      .readdirSync(folder)
      .filter((name) => name.startsWith('walk'))
      .toSorted(),
  );
  return log;
}
