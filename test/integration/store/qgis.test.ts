import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { must } from '../../../shared/result.ts';
import { hasPython, runPythonBoth } from '../../fixtures/debian-python.ts';

const qgis = hasPython('qgis');

/** Well-known-binary numbers of the geometry types; 100 is a table without geometry. */
const TYPES: Readonly<Record<string, number>> = { POINT: 1, LINESTRING: 2, POLYGON: 3, MULTIPOLYGON: 6 };

interface Opened {
  readonly layers: Readonly<Record<string, { valid: boolean; features: number; crs: string; type: number }>>;
  readonly edited: boolean;
  readonly log: readonly unknown[];
}

describe.skipIf(!qgis)('the sample county in QGIS', () => {
  let folder: string;
  let opened: Opened;
  let stderr: string;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-qgis-'));
    const file = path.join(folder, 'county.gpkg');
    const call = { signal: new AbortController().signal, progress: () => {} };
    must(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
    const run = runPythonBoth('qgis_layers.py', [file]);
    opened = run.printed as Opened;
    stderr = run.stderr;
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('opens layer by layer without a word of warning', () => {
    for (const { id, geometry } of BUILTIN_LAYERS) {
      expect(opened.layers[id], id).toMatchObject({
        valid: true,
        crs: geometry === null ? '' : 'EPSG:4490',
        type: geometry === null ? 100 : TYPES[geometry],
      });
    }
    expect(Object.keys(opened.layers).filter((name) => name.startsWith('lantu_'))).toEqual(['lantu_info']);
    expect(opened.log).toEqual([]);
    expect(stderr).not.toMatch(/warning|error/i);
  });

  it('takes an edit', () => expect(opened.edited).toBe(true));
});
