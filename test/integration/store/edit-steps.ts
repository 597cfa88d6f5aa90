import fc from 'fast-check';
import { call, execute, park, rectangle, rows, type TestStore } from './harness.ts';

/** Every kind of edit of features that a command makes. */
export const EDITS = [
  'reshape',
  'rename',
  'delete',
  'move',
  'hole',
  'part',
  'insert',
  'drop',
  'several',
  'strip',
  'turn',
  'copy',
  'simplify',
  'smooth',
  'buffer',
  'paste',
  'snap',
  'explode',
  'split',
  'ring',
  'area',
  'redraw',
  'erase',
  'merge',
  'fill',
  'fit',
  'fit-vertex',
] as const;

export type Step =
  | { readonly kind: 'create'; readonly x: number; readonly y: number; readonly zone: boolean }
  | {
      readonly kind: (typeof EDITS)[number];
      readonly pick: number;
      readonly n: number;
    }
  | { readonly kind: 'note' | 'undo' | 'redo'; readonly n: number };

const pick = fc.nat(1000);
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      x: fc.nat(40),
      y: fc.nat(40),
      zone: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(...EDITS),
      pick,
      n: fc.nat(50),
    }) as fc.Arbitrary<Step>,
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('note', 'undo', 'redo'),
      n: fc.nat(50),
    }) as fc.Arbitrary<Step>,
  },
);

interface Known {
  readonly table: string;
  readonly uid: string;
  readonly geom: Buffer;
}

/** All features, read from the file itself. */
const features = (file: string): Known[] =>
  ['industrial_park', 'ecological_zone'].flatMap((table) =>
    rows<{ uid: string; geom: Buffer }>(file, `SELECT uid, geom FROM "${table}" ORDER BY fid`).map((row) => ({
      table,
      ...row,
    })),
  );

/** First ring of a multi-part blob of the file: 8 + 32 header bytes, then WKB; little-endian throughout. */
function firstRing(blob: Buffer): [number, number][] {
  const at = 40 + 9 + 9;
  const points = blob.readUInt32LE(at);
  return Array.from({ length: points }, (_, i) => [
    blob.readDoubleLE(at + 4 + 16 * i),
    blob.readDoubleLE(at + 12 + 16 * i),
  ]);
}

/** Does one step on the file as it is; what does not fit it is refused by the store, which is no failure. */
export async function run(store: TestStore, file: string, action: Step): Promise<void> {
  if (action.kind === 'create') {
    const geometry = rectangle(110 + action.x / 100, 30 + action.y / 100);
    const params = action.zone
      ? { layer: 'ecological_zone', geometry, fields: { name: `z${action.x}`, zone_type: 'control' } }
      : { layer: 'industrial_park', geometry, fields: park(`p${action.x}-${action.y}`) };
    await execute(store, 'create-feature', params);
    return;
  }
  if (action.kind === 'undo' || action.kind === 'redo') {
    await store.page[action.kind]({}, call);
    return;
  }
  const all = features(file);
  if (action.kind === 'note') {
    const subject = all[0];
    if (subject === undefined) return;
    await execute(store, 'note-finding', {
      memory: null,
      rule: 'r',
      subject: { table: subject.table, uid: subject.uid },
      counterpartLayer: null,
      piece: null,
      status: 'seen',
      note: `n${action.n}`,
      shape: rectangle(110, 30),
    });
    return;
  }
  const chosen = all[('pick' in action ? action.pick : 0) % Math.max(1, all.length)];
  if (chosen === undefined) return;
  const ref = { table: chosen.table, uid: chosen.uid };
  const ring = firstRing(chosen.geom);
  const [a, b] = [ring[0]!, ring[1]!];
  const offset = (action.n + 1) / 10_000;
  const [x, y] = a;
  const commands: Readonly<Record<string, readonly [string, unknown]>> = {
    reshape: ['edit-geometry', { ref, geometry: rectangle(x + offset, y, 0.013, 0.007) }],
    rename: ['edit-attributes', { refs: [ref], fields: { remark: `r${action.n}` } }],
    delete: ['delete-features', { refs: [ref] }],
    move: [
      'move-vertex',
      { ref, ring: 0, index: 0, at: a, to: [x - offset, y - offset], shared: action.n % 2 === 0 },
    ],
    hole: [
      'add-hole',
      {
        ref,
        part: 0,
        ring: [
          [x + 0.002, y + 0.002],
          [x + 0.003, y + 0.002],
          [x + 0.003, y + 0.003],
        ],
      },
    ],
    part: [
      'add-part',
      {
        ref,
        rings: [
          [
            [x + 1, y],
            [x + 1.001, y],
            [x + 1.001, y + 0.001],
          ],
        ],
      },
    ],
    insert: [
      'insert-vertex',
      { ref, ring: 0, index: 0, at: a, end: b, to: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] },
    ],
    drop: ['delete-vertex', { ref, ring: 0, index: 1, at: b, shared: true }],
    several: [
      'move-vertices',
      {
        moves: [
          { ref, ring: 0, index: 0, at: a },
          { ref, ring: 0, index: 1, at: b },
        ],
        by: [-offset, offset / 3],
        shared: action.n % 2 === 0,
      },
    ],
    strip: ['delete-vertices', { places: [{ ref, ring: 0, index: 1, at: b }], shared: true }],
    turn: [
      'transform-features',
      { refs: [ref], transform: { kind: 'rotate', angleDeg: action.n - 25, about: a }, shared: true },
    ],
    copy: [
      'transform-features',
      { refs: [ref], transform: { kind: 'move', by: [offset, offset] }, shared: true, copy: true },
    ],
    simplify: ['simplify-features', { refs: [ref], toleranceM: 200 + action.n, shared: true }],
    smooth: ['smooth-features', { refs: [ref], iterations: 1, shared: true }],
    buffer: [
      'buffer-features',
      {
        refs: [ref],
        distanceM: action.n + 5,
        corners: 'mitre',
        dissolve: false,
        into: 'ecological_zone',
        fields: { name: 'b', zone_type: 'control' },
      },
    ],
    paste: [
      'paste-features',
      {
        into: 'industrial_park',
        features: [
          { geometry: rectangle(x, y + offset), fields: { name: 'q' }, layer: chosen.table, uid: chosen.uid },
        ],
        mapping: [
          { to: 'name', from: 'name' },
          { to: 'park_kind', value: 'industrial_park' },
          { to: 'park_level', value: 'county' },
        ],
      },
    ],
    snap: ['snap-layer-borders', { layers: ['industrial_park', 'ecological_zone'], toleranceM: 10 }],
    explode: ['split-parts', { refs: [ref] }],
    split: [
      'split-by-sketch',
      {
        refs: all.map(({ table, uid }) => ({ table, uid })),
        sketch: {
          kind: 'line',
          points: [
            [x - 0.5, y + 0.003 + offset],
            [x + 0.5, y + 0.004 + offset],
          ],
        },
      },
    ],
    ring: [
      'split-by-sketch',
      {
        refs: [ref],
        sketch: {
          kind: 'ring',
          points: [
            [x + 0.001, y + 0.001],
            [x + 0.1, y + 0.001],
            [x + 0.1, y + 0.004 + offset],
          ],
        },
      },
    ],
    area: ['split-by-area', { ref, areaM2: 1000 + 1000 * action.n, bearingDeg: 7 * action.n, side: 'left' }],
    redraw: [
      'reshape-border',
      {
        ref,
        line: [
          [x - 0.002, y + 0.004],
          [x + 0.003 + offset, y + 0.006],
          [x - 0.002, y + 0.008],
        ],
        shared: action.n % 2 === 0,
      },
    ],
    erase: [
      'erase-features',
      {
        refs: [ref],
        byLayers: [chosen.table === 'industrial_park' ? 'ecological_zone' : 'industrial_park'],
        keep: action.n % 3 === 0 ? 'inside' : 'outside',
        deleteEmpty: true,
      },
    ],
    merge: [
      'merge-features',
      {
        into: ref,
        refs: all
          .filter(({ table, uid }) => table === chosen.table && uid !== chosen.uid)
          .slice(0, 2)
          .map(({ table, uid }) => ({ table, uid })),
        keepFields: action.n % 2 === 0,
      },
    ],
    fill: ['fill-hole', { ref, ring: 1, how: 'fill' }],
    'fit-vertex': [
      'move-vertex',
      {
        ref,
        ring: 0,
        index: 0,
        at: a,
        to: [x - 3 * offset, y - offset],
        shared: action.n % 2 === 0,
        fit: { avoid: 'own', fill: action.n % 3 === 0 },
      },
    ],
    fit: [
      'edit-geometry',
      {
        ref,
        geometry: rectangle(x + offset, y - offset, 0.011, 0.009),
        fit: { avoid: ['industrial_park', 'ecological_zone'], fill: action.n % 2 === 0 },
      },
    ],
  };
  const [command, params] = commands[action.kind]!;
  await execute(store, command, params);
}
