import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  closeDesks,
  contentOf,
  makeOffice,
  openDesk,
  openField,
  parkRef,
} from '../../fixtures/exchange/desks.ts';

const CHILD = path.join(import.meta.dirname, 'merge-crasher.ts');
const SIDE = 40;
let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-merge-crash-'));
});
afterEach(async () => {
  await closeDesks();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Lets a child merge and kills it `delayMs` after it began to take; null: once it has taken. */
function mergeAndKill(delayMs: number | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CHILD, at('office.gpkg'), at('b.lantu-changes'), folder], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    let said = '';
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.stdout.on('data', (data: Buffer) => {
      const first = said === '';
      said += data.toString();
      if (first && delayMs !== null) setTimeout(() => child.kill('SIGKILL'), delayMs);
      if (said.includes('taken')) child.kill('SIGKILL');
    });
    child.on('exit', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said);
      else reject(new Error(`the child ended by itself: ${said} ${errors}`));
    });
  });
}

describe('a merge that is killed', () => {
  it(
    'leaves the blueprint as it was or as it is to be, and can be taken up again',
    { timeout: 240_000 },
    async () => {
      await makeOffice(at('office.gpkg'), SIDE, SIDE);
      const office = await openDesk(at('office.gpkg'), '李局', folder);
      await office.fieldOut(at('a.lantu-field'), SIDE);
      const field = await openField(office, at('a.lantu-field'), at('field'), '王测');
      const refs = Array.from({ length: SIDE * SIDE - 1 }, (_, n) => parkRef(n));
      await field.run('edit-attributes', { refs, fields: { remark: '现场' } });
      await field.run('delete-features', { refs: [parkRef(SIDE * SIDE - 1)] });
      await field.back(at('b.lantu-changes'));
      await office.edit(0, { remark: '内业' });
      await office.close();
      await field.close();
      const before = contentOf(at('office.gpkg'));
      const wanted = Object.fromEntries(
        Object.entries(before)
          .slice(0, -1)
          .map(([key, state]) => {
            const { fields, geometry } = state as { fields: object; geometry: unknown };
            return [key, { fields: { ...fields, remark: '现场' }, geometry }];
          }),
      );
      const seen = new Set<string>();
      for (const delay of [20, 250, 600, null]) {
        await mergeAndKill(delay);
        // Opening takes the lock over and rolls back what was not committed.
        const desk = await openDesk(at('office.gpkg'), '李局', folder);
        await desk.close();
        const now = contentOf(at('office.gpkg'));
        const isNew = Object.keys(now).length === Object.keys(wanted).length;
        expect(now).toEqual(isNew ? wanted : before);
        seen.add(isNew ? 'new' : 'old');
        if (isNew) break;
      }
      expect(seen).toContain('new');
      const desk = await openDesk(at('office.gpkg'), '李局', folder);
      expect((await desk.open(at('b.lantu-changes'))).before).toBe('done');
      await desk.undo();
      expect(contentOf(at('office.gpkg'))).toEqual(before);
    },
  );
});
