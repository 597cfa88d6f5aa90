import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { call, COUNTY, newStore, rows, tempFolder } from './harness.ts';

const CHILD = path.join(import.meta.dirname, 'crash-writer.ts');

/** Lets a child edit the file and kills it `delayMs` after its first acknowledged change. Returns the last one. */
function editAndKill(file: string, delayMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, file], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    let said = '';
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.stdout.on('data', (data: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), delayMs);
      said += data.toString();
    });
    child.on('exit', (_code, signal) => {
      const last = said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1) ?? '';
      if (signal === 'SIGKILL') resolve(Number(last));
      else reject(new Error(`the child ended by itself: ${errors}`));
    });
  });
}

describe('a writer killed at a random moment', () => {
  it('has kept its last acknowledged change, whole, with its undo', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    const made = newStore(folder, { hostName: os.hostname() });
    await made.control.create({ path: file, blueprint: COUNTY }, call);
    await made.shutdown();
    for (const delay of [0, 7, 31, 64, 113]) {
      const acknowledged = await editAndKill(file, delay);
      const store = newStore(folder, { hostName: os.hostname() });
      expect((await store.control.open({ path: file, readOnly: false }, call)).ok).toBe(true);
      expect(store.log[0]).toContain('took over the lock');
      const state = await store.page.state({}, call);
      const rev = state.ok ? state.value.rev : -1;
      // The one after the last acknowledged may have been committed too: the answer was on its way.
      expect(rev === acknowledged || rev === acknowledged + 1).toBe(true);
      const undos = rows<{ n: number }>(file, `SELECT count(*) n FROM lantu_change WHERE kind = 'undo'`)[0]!
        .n;
      const features = rows<{ n: number }>(file, 'SELECT count(*) n FROM industrial_park')[0]!.n;
      expect(features).toBe(rev - 2 * undos);
      expect(rows(file, 'SELECT count(*) n FROM rtree_industrial_park_geom')).toEqual([{ n: features }]);
      expect((await store.page.undo({}, call)).ok).toBe(true);
      expect(rows(file, 'SELECT count(*) n FROM industrial_park')).toEqual([{ n: features - 1 }]);
      await store.shutdown();
    }
  });
});
