import path from 'node:path';
import { expect, it } from 'vitest';
import { createStagingFile, type StagedFeature } from '../../../electron/store/staging/staging-file.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import {
  addPark,
  call,
  content,
  COUNTY,
  execute,
  newStore,
  park,
  rectangle,
  rows,
  tempFolder,
} from './harness.ts';

const LAYER = 'industrial_park';

it.each([3, 3000])(
  'a feature that is there by now is not added a second time (%d features)',
  async (count) => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    const store = newStore(folder);
    await store.control.create({ path: file, blueprint: COUNTY }, call);
    await addPark(store, 'there', rectangle(120, 30));
    const uidsOf = (): string[] =>
      rows<{ uid: string }>(file, `SELECT uid FROM ${LAYER}`).map((row) => row.uid);
    const uid = uidsOf()[0]!;
    // While the feature is away its uid is free, and an import may bring it.
    expect((await execute(store, 'delete-features', { refs: [{ table: LAYER, uid }] })).ok).toBe(true);
    const staged = path.join(folder, 'staged.sqlite');
    const staging = createStagingFile(staged, [builtinLayer(LAYER)!]);
    const features = Array.from({ length: count }, (_, i): StagedFeature => ({
      ...(i === 1 && { uid }),
      fields: park(`p${i}`),
      geometry: rectangle(110 + (i % 100) / 100, 30 + Math.floor(i / 100) / 100, 0.005, 0.005),
    }));
    staging.layer(LAYER)!.append(features);
    staging.finish();
    expect((await store.page.undo({}, call)).ok).toBe(true);
    await store.control.grantStaging({ token: staged, path: staged }, call);
    const before = content(file);
    expect(await store.page.commitStaged({ staging: staged, mode: 'append' }, call)).toMatchObject({
      ok: false,
      error: { code: 'store.staging-taken', params: { layer: LAYER } },
    });
    expect(content(file)).toEqual(before);
    // What is replaced goes first and stands in nobody's way.
    await store.control.grantStaging({ token: staged, path: staged }, call);
    expect((await store.page.commitStaged({ staging: staged, mode: 'replace' }, call)).ok).toBe(true);
    expect(uidsOf().filter((one) => one === uid)).toHaveLength(1);
  },
);
