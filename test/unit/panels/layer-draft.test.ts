import { describe, expect, it } from 'vitest';
import {
  barred,
  firstDrafts,
  lacking,
  planOf,
  readAnew,
  said,
  withEpsg,
  withSaid,
  withTarget,
  type FileDraft,
  type LayerDraft,
} from '../../../renderer/panels/import/layer-draft.ts';
import { EMPTY_SHIFT } from '../../../renderer/panels/import/shift-model.ts';
import type { SourceLayer } from '../../../shared/bridge/query-contract.ts';
import { BUILTIN_LAYERS, builtinLayer } from '../../../shared/model/builtin-layers.ts';

const layer = (name: string, more: Partial<SourceLayer> = {}): SourceLayer => ({
  name,
  count: 1,
  geometry: 'Polygon',
  kind: 'polygon',
  shapeless: false,
  mayBeWeb: false,
  epsg: 4490,
  oldEpsg: null,
  candidates: [],
  encoding: null,
  fields: [{ name: 'MC', type: 'text', samples: [] }],
  preview: [],
  ...more,
});
const file: FileDraft = { shifts: {}, web: 'unknown' };
const drafts = (layers: readonly SourceLayer[], wanted: string | null = null): readonly LayerDraft[] =>
  firstDrafts(layers, BUILTIN_LAYERS, wanted);
const seen = (all: readonly LayerDraft[]) => all.map(({ chosen, target }) => [chosen, target]);
const park = builtinLayer('industrial_park')!;
const redline = builtinLayer('ecological_redline')!;
const only = (more: Partial<SourceLayer> = {}, wanted: string | null = 'industrial_park'): LayerDraft =>
  drafts([layer('x', more)], wanted)[0]!;

describe('the layers of a source, at first', () => {
  const many = [
    layer('STBHHX'),
    layer('YJJBNT', { count: 0 }),
    layer('x'),
    layer('CZKFBJ', { shapeless: true }),
  ];

  it('are chosen where their names say where they belong and they have something to bring', () => {
    expect(seen(drafts(many))).toEqual([
      [true, 'ecological_redline'],
      [false, null],
      [false, null],
      [false, null],
    ]);
    expect(drafts(many).map((draft) => barred(draft, BUILTIN_LAYERS))).toEqual([
      null,
      'empty',
      null,
      'no-shapes',
    ]);
    const flat = BUILTIN_LAYERS.filter(({ geometry }) => geometry !== 'LINESTRING');
    expect(barred({ source: layer('x', { kind: 'line' }) }, flat)).toBe('no-target');
  });

  it('are the same several whatever layer is worked on', () => {
    expect(seen(drafts(many, 'urban_boundary'))).toEqual(seen(drafts(many)));
  });

  it('are one alone: it is what is wanted, and goes where it was asked for from', () => {
    expect(seen(drafts([layer('STBHHX')]))).toEqual([[true, 'ecological_redline']]);
    expect(seen(drafts([layer('STBHHX')], 'industrial_park'))).toEqual([[true, 'industrial_park']]);
    expect(seen(drafts([layer('x')]))).toEqual([[true, null]]);
    // A layer that does not take its kind is not where it goes.
    expect(seen(drafts([layer('x', { kind: 'line' })], 'industrial_park'))).toEqual([[true, null]]);
  });
});

describe('what is said of a layer', () => {
  it('is there again when its target was another in between', () => {
    const mapped = withSaid(only(), { mapping: { remarks: 'MC' }, constants: { park_level: '1' } });
    const away = withTarget(mapped, redline);
    expect(said(away).mapping).not.toEqual({ remarks: 'MC' });
    const back = withTarget(away, park);
    expect(said(back)).toMatchObject({ mapping: { remarks: 'MC' }, constants: { park_level: '1' } });
    // Read with another encoding its fields may be others.
    expect(said(readAnew(back, layer('x', { fields: [] }), 'gb18030', BUILTIN_LAYERS))).toMatchObject({
      mapping: {},
      constants: {},
    });
  });

  it('of a system goes to the other layers that do not say theirs and were not asked', () => {
    const silent = { epsg: null };
    const all = [...drafts([layer('a', silent), layer('b', silent), layer('c'), layer('d', silent)])].map(
      (draft) => (draft.source.name === 'd' ? { ...draft, epsg: 4525 } : draft),
    );
    expect(withEpsg(all, 'a', 4526).map(({ epsg }) => epsg)).toEqual([4526, 4526, 4490, 4525]);
  });

  it('is asked for until the layer can be read', () => {
    expect(lacking(only({}, null), file, BUILTIN_LAYERS)).toBe('ui.import.need-layer');
    expect(lacking(only({ epsg: null }), file, BUILTIN_LAYERS)).toBe('ui.import.need-crs');
    const old = only({ epsg: null, oldEpsg: 4610 });
    expect(lacking(old, file, BUILTIN_LAYERS)).toBe('import.need-shift');
    const seven = { ...EMPTY_SHIFT, dx: '1', dy: '2', dz: '3', rx: '0', ry: '0', rz: '0', scale: '0' };
    const told = { ...file, shifts: { 4610: seven } };
    expect(lacking(old, told, BUILTIN_LAYERS)).toBeNull();
    expect(planOf(old, told, BUILTIN_LAYERS)).toMatchObject({ epsg: 4610, shift: { dx: 1, dy: 2, dz: 3 } });
    // Codes of classes are counted before anything is read.
    const use = only({ fields: [{ name: 'YDYHFLDM', type: 'text', samples: [] }] }, 'land_use');
    expect(lacking(use, file, BUILTIN_LAYERS)).toBe('import.counting');
  });

  it('of a web map is sent for the layers that were asked about', () => {
    const web = { ...file, web: 'gcj02' } as const;
    expect(planOf(only({ mayBeWeb: true }), web, BUILTIN_LAYERS)?.web).toBe('gcj02');
    expect(planOf(only(), web, BUILTIN_LAYERS)?.web).toBeUndefined();
  });
});
