import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { startLocalServices } from '../../../electron/hosts/in-process.ts';
import { must } from '../../../shared/result.ts';

it('a blueprint keeps what it says of its backgrounds, beside the history', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-references-'));
  const file = path.join(folder, 'a.gpkg');
  const blueprint = {
    name: 'a',
    countyCode: '990121',
    countyName: 'c',
    zoneEpsg: 4525,
    classification: 'internal',
  } as const;
  let services = startLocalServices();
  must(await services.storeControl.create({ path: file, blueprint }));
  expect(must(await services.storeControl.backgrounds({}))).toEqual([]);
  const before = must(await services.store.state({}));
  const references = [
    { name: '航片', fileName: 'one.mbtiles', relative: '../maps/one.mbtiles', picture: false },
  ];
  must(await services.storeControl.keepBackgrounds({ references }));
  // No change, no step to take back, no edit of another program.
  expect(must(await services.store.state({}))).toEqual(before);
  must(await services.storeControl.close({}));
  await services.stop();

  services = startLocalServices();
  must(await services.storeControl.open({ path: file, readOnly: false }));
  expect(must(await services.storeControl.backgrounds({}))).toEqual(references);
  expect(must(await services.store.state({})).outside).toBe(0);
  must(await services.storeControl.keepBackgrounds({ references: [] }));
  expect(must(await services.storeControl.backgrounds({}))).toEqual([]);
  must(await services.storeControl.close({}));
  must(await services.storeControl.open({ path: file, readOnly: true }));
  must(await services.storeControl.keepBackgrounds({ references }));
  expect(must(await services.storeControl.backgrounds({}))).toEqual([]);
  await services.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});
