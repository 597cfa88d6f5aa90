import { describe, expect, it } from 'vitest';
import { read, sourceFiles } from './source-files.ts';

const product = ['shared', 'electron', 'renderer'].flatMap((folder) => sourceFiles(folder));

describe('house rules', () => {
  it('keep SQL in the store', () => {
    const sql =
      /\b(SELECT\s+[\w*"(]|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|TRIGGER|INDEX))\b/;
    const wrong = product.filter((file) => !file.startsWith('electron/store/') && sql.test(read(file)));
    expect(wrong).toEqual([]);
  });

  it('convert to the grid in one module', () => {
    const wrong = product.filter((file) => {
      if (file === 'shared/geometry/grid.ts') return false;
      return /(\*|\/)\s*1e9\b|1e-9\s*\*|\*\s*1e-9\b|\/\s*1_?000_?000_?000\b/.test(read(file));
    });
    expect(wrong).toEqual([]);
  });

  it('touch the page API in one file', () => {
    const wrong = product.filter(
      (file) => file !== 'renderer/bridge/client.ts' && /window\.lantu\b/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  it('never hide a type', () => {
    const wrong = product.filter((file) =>
      /[:<]\s*any\s*[\])>,;=[|&]|\bas any\b|@ts-ignore|@ts-nocheck/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });

  it('keep files small', () => {
    const long = product
      .map((file) => ({ file, lines: read(file).split('\n').length }))
      .filter(({ lines }) => lines > 320);
    expect(long).toEqual([]);
  });

  it('write files with what looks whether all was written', () => {
    // `FileHandle.write` may take less than it is given, without an error.
    const wrong = product.filter((file) => {
      const text = read(file);
      return /\bopen\b[^;]*from 'node:fs\/promises'/.test(text) && /\b(file|handle)!?\.write\(/.test(text);
    });
    expect(wrong).toEqual([]);
  });

  it('listen to the page in one file', () => {
    const wrong = product.filter(
      (file) => file !== 'electron/main/shell-ipc.ts' && /ipcMain\.(handle|on)\b/.test(read(file)),
    );
    expect(wrong).toEqual([]);
  });
});
