import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { startLocalServices } from '../../../electron/hosts/in-process.ts';
import { inspectionJob } from '../../../electron/jobs/inspection/inspection-job.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { must } from '../../../shared/result.ts';
import { polygon, rectangle, writeSmallCounty } from '../../fixtures/inspection/small-county.ts';
import { layerParams, spec } from '../store/own-layers.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-inspect-past-'));
  await writeSmallCounty(at('a.gpkg'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Inspects the state after a change, as of one day. */
async function inspected(seq: number) {
  const newest = openReader(at('a.gpkg'));
  const source = newest.stateAt(seq);
  try {
    const [overlay, fill] = await Promise.all([loadOverlay(), loadCoverageFill()]);
    const { ruleset } = source.ruleset();
    return must(
      await inspectionJob(
        { source, ruleset, overlay, fill, asOf: '2026-11-22' },
        { signal: new AbortController().signal, progress: () => {} },
      ),
    );
  } finally {
    source.close();
    newest.close();
  }
}

it('a past state is inspected as it was, though its layers and fields have changed or gone since', async () => {
  const services = startLocalServices({ author: '张三', backupDir: folder });
  try {
    must(await services.storeControl.open({ path: at('a.gpkg'), readOnly: false }));
    must(await services.queryControl.open({ path: at('a.gpkg'), cacheDir: folder, scratchDir: folder }));
    const execute = async (command: string, params: unknown) =>
      must(await services.store.execute({ command, params }));
    const makeLayer = async (zh: string, en: string): Promise<string> => {
      await execute('create-layer', layerParams(zh, en));
      return must(await services.store.layers({})).find(({ schema }) => schema.name.en === en)!.schema.id;
    };
    const [kept, gone] = [await makeLayer('留', 'kept'), await makeLayer('去', 'gone')];
    for (const layer of [kept, gone]) {
      await execute('add-field', { layer, field: spec('甲', 'text', { name: 'a', length: 20 }) });
      await execute('add-field', { layer, field: spec('乙', 'int', { name: 'b' }) });
      await execute('add-field', { layer, field: spec('丙', 'text', { name: 'c' }) });
      const geometry = polygon(rectangle(110.001, 30.001, 110.002, 30.002));
      await execute('create-feature', { layer, geometry, fields: { a: ' x', b: 3 } });
    }
    const { seq } = await execute('add-field', {
      layer: 'major_project',
      field: spec('丁', 'real', { name: 'd' }),
    });
    const then = await inspected(seq);
    expect(then.defects.some(({ layer, check }) => layer === kept && check !== 'A2')).toBe(true);
    expect(then.defects.filter(({ check }) => ['A1', 'A2', 'G1'].includes(check))).toEqual([]);

    const change = (field: string, to: object) =>
      execute('change-field', { layer: kept, field, to, acceptLoss: true });
    await change('a', spec('甲', 'text', { name: 'renamed', length: 20 }));
    await change('b', spec('乙', 'text', { name: 'b' }));
    await execute('delete-field', { layer: kept, field: 'c' });
    await execute('delete-layer', { layer: gone });
    await execute('delete-field', { layer: 'major_project', field: 'd' });
    await makeLayer('新', 'made since');
    expect(await inspected(seq)).toEqual(then);
  } finally {
    await services.stop();
  }
});
