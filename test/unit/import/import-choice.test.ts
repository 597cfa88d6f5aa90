import { describe, expect, it } from 'vitest';
import { parseLine } from '../../../electron/cli/command-line.ts';
import { importCommand } from '../../../electron/cli/commands/import.ts';
import { chooseLayers, wantedOf } from '../../../electron/cli/import-choice.ts';
import type { ImportProbe, SourceLayer } from '../../../shared/bridge/query-contract.ts';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { must } from '../../../shared/result.ts';

const words = (...options: string[]) =>
  wantedOf(must(parseLine(['a.gpkg', 'b.gdb', ...options], importCommand.line)));
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
  fields: [],
  preview: [],
  ...more,
});
const probe = (...layers: SourceLayer[]): ImportProbe => ({
  format: 'filegdb',
  fileName: 'b.gdb',
  layers,
  notes: [],
});
const states = BUILTIN_LAYERS.map((schema) => ({ schema, count: 0 })) as unknown as readonly LayerState[];
const choose = (options: string[], ...layers: SourceLayer[]) => {
  const chosen = chooseLayers(must(words(...options)), probe(...layers), states, undefined);
  return chosen.ok
    ? {
        choices: chosen.value.choices.map(({ source, schema }) => `${source.name}=${schema.id}`),
        left: chosen.value.left.map(({ layer: name, reason }) => `${name}: ${reason}`),
      }
    : chosen.error.code;
};

describe('the layers that an import names', () => {
  it.each([
    [[], 'cli.no-value'],
    [['--layer', 'A=land_use', '--layer', 'land_use'], 'cli.layer-pairs'],
    [['--layer', 'industrial_park', '--layer', 'land_use'], 'cli.layer-pairs'],
    [['--layer', 'A=land_use', '--layer', 'A=land_use'], 'cli.twice'],
    [['--by-name', '--layer', 'land_use'], 'cli.layer-or-names'],
  ])('%j is refused', (options, code) => {
    expect(words(...options)).toMatchObject({ ok: false, error: { code } });
  });

  it('may have names with an equals sign in them', () => {
    expect(must(words('--layer', 'A=B=land_use'))).toEqual({
      kind: 'pairs',
      pairs: [{ from: 'A=B', layer: 'land_use' }],
    });
  });

  it('are found, and what has nothing to import is left out and told', () => {
    const many = [
      layer('STBHHX'),
      layer('YJJBNT', { count: 0 }),
      layer('CZKFBJ', { shapeless: true, kind: null }),
      layer('QT'),
    ];
    expect(choose(['--by-name'], ...many)).toEqual({
      choices: ['STBHHX=ecological_redline'],
      left: ['YJJBNT: empty', 'CZKFBJ: shapeless', 'QT: unknown'],
    });
    expect(choose(['--layer', 'QT=land_use', '--layer', 'YJJBNT=basic_farmland'], ...many)).toEqual({
      choices: ['QT=land_use'],
      left: ['YJJBNT: empty'],
    });
    // One land under two names comes in once; two parts of one name both do.
    expect(choose(['--by-name'], layer('JQDLTB'), layer('DLTB_1'), layer('DLTB_2'))).toEqual({
      choices: ['DLTB_1=survey_parcel', 'DLTB_2=survey_parcel'],
      left: ['JQDLTB: same-target'],
    });
    expect(choose(['--by-name'], layer('JQDLTB'), layer('DLTB', { count: 0 }))).toEqual({
      choices: ['JQDLTB=survey_parcel'],
      left: ['DLTB: empty'],
    });
    expect(choose(['--layer', 'NONE=land_use'], ...many)).toBe('cli.source-layer');
    expect(choose(['--layer', 'QT=none'], ...many)).toBe('cli.layer');
    expect(choose(['--layer', 'land_use'], ...many)).toBe('cli.source-layer-needed');
    expect(choose(['--layer', 'land_use'], layer('QT'))).toEqual({ choices: ['QT=land_use'], left: [] });
    expect(choose(['--by-name'], layer('QT'))).toBe('cli.none-known');
  });
});
