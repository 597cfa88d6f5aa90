import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, COUNTY, newStore, rows, tempFolder } from './harness.ts';
import { wholeContent } from './layer-content.ts';

const CHILD = path.join(import.meta.dirname, 'crash-layers-writer.ts');

/** Lets a child change layers and kills it when it has acknowledged so many changes, a moment later. */
function changeAndKill(file: string, changes: number, delayMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, file], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    let said = '';
    let errors = '';
    let dying = false;
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (dying || said.split('\n').length <= changes) return;
      dying = true;
      setTimeout(() => child.kill('SIGKILL'), delayMs);
    });
    child.on('exit', (_code, signal) => {
      const last = said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) ?? '';
      if (signal === 'SIGKILL') resolve(Number(last));
      else reject(new Error(`the child ended by itself: ${errors}`));
    });
  });
}

describe('a writer killed while it changes layers', () => {
  it('leaves the catalogue and its tables as before or after a change, and all of it can be undone', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    const made = newStore(folder, { hostName: os.hostname() });
    await made.control.create({ path: file, blueprint: COUNTY }, call);
    await made.shutdown();
    const empty = wholeContent(file);
    // Just after: a layer, a field, a conversion, a deleted field, a deleted layer.
    for (const [changes, delay] of [
      [1, 1],
      [2, 0],
      [14, 2],
      [16, 1],
      [33, 3],
    ] as const) {
      const acknowledged = await changeAndKill(file, changes, delay);
      const store = newStore(folder, { hostName: os.hostname() });
      expect((await store.control.open({ path: file, readOnly: false }, call)).ok).toBe(true);
      const state = await store.page.state({}, call);
      const rev = state.ok ? state.value.rev : -1;
      expect(rev).toBeGreaterThanOrEqual(acknowledged);
      expect(store.log.filter((line) => line.includes('mended'))).toEqual([]);
      const tables = rows<{ name: string }>(
        file,
        'SELECT table_name AS name FROM gpkg_geometry_columns ORDER BY 1',
      );
      const layers = rows<{ name: string }>(
        file,
        `SELECT uid AS name FROM lantu_layer WHERE json_extract(schema, '$.geometry') IS NOT NULL ORDER BY 1`,
      );
      expect(tables).toEqual(layers);
      while ((await store.page.undo({}, call)).ok);
      expect(wholeContent(file)).toEqual(empty);
      await store.shutdown();
      if (fs.existsSync('/usr/bin/ogrinfo'))
        expect(execFileSync('bash', ['-c', `ogrinfo -so -al "${file}" 2>&1 >/dev/null`]).toString()).toBe('');
    }
  }, 240_000);
});
