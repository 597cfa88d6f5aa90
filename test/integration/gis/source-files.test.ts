import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGdalModule, type GdalModule } from '../../../electron/gis/gdal-module.ts';
import { createListener, preparePlaces } from '../../../electron/gis/gdal-work.ts';
import { withResult } from '../../../electron/gis/result-folder.ts';
import { withSource } from '../../../electron/gis/source-files.ts';
import type { GdalSource } from '../../../electron/gis/protocol.ts';
import { newFolder } from '../../fixtures/export/write.ts';

/** The part of Emscripten's file system that a program would use. */
interface Files {
  readdir(place: string): string[];
  readFile(place: string, options: { encoding: 'utf8' }): string;
  writeFile(place: string, text: string): void;
  unlink(place: string): void;
  mkdir(place: string): void;
}

const home = newFolder();
const at = (name: string): string => path.join(home, name);
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

let module: GdalModule;
let files: Files;
const listener = createListener();
const nothing = (): void => {};

beforeAll(async () => {
  for (const name of ['a.txt', 'b.txt', 'secret.txt']) fs.writeFileSync(at(name), `内容 ${name}`);
  fs.mkdirSync(at('out'));
  module = await loadGdalModule({ onLine: listener.line, onCharacter: listener.character });
  preparePlaces(module);
  files = module.FS as unknown as Files;
});

const source = (folder: string | null): GdalSource => ({
  folder,
  files: [
    { name: 'first.txt', path: at('a.txt') },
    { name: 'second.txt', path: at('b.txt') },
  ],
  driver: 'CSV',
  options: [],
});

describe('what GDAL sees of this computer', () => {
  it('are the files of the source under their new names, and nothing beside them', () => {
    withSource(module, source(null), nothing, (place) => {
      expect(place).toBe('/source/first.txt');
      expect(files.readdir('/source')).toEqual(['.', '..', 'first.txt', 'second.txt']);
      expect(files.readFile('/source/second.txt', { encoding: 'utf8' })).toBe('内容 b.txt');
      for (const name of ['secret.txt', '../secret.txt', at('secret.txt'), `/source${at('secret.txt')}`]) {
        expect(() => files.readFile(`/source/${name}`, { encoding: 'utf8' })).toThrow(/FS error/);
      }
    });
    withSource(module, source('data.gdb'), nothing, (place) => {
      expect(place).toBe('/source/data.gdb');
      expect(files.readdir('/source')).toEqual(['.', '..', 'data.gdb']);
      expect(files.readdir('/source/data.gdb')).toEqual(['.', '..', 'first.txt', 'second.txt']);
    });
    expect(() => files.readdir('/source/data.gdb')).toThrow(/FS error/);
  });

  it('can be read and never written', () => {
    withSource(module, source(null), nothing, () => {
      expect(() => files.writeFile('/source/first.txt', 'x')).toThrow(/FS error/);
      expect(() => files.writeFile('/source/new.txt', 'x')).toThrow(/FS error/);
      expect(() => files.unlink('/source/first.txt')).toThrow(/FS error/);
      expect(() => files.mkdir('/source/folder')).toThrow(/FS error/);
    });
    expect(fs.readFileSync(at('a.txt'), 'utf8')).toBe('内容 a.txt');
    expect(fs.existsSync(at('new.txt'))).toBe(false);
  });

  it('counts every read, so that standing still is seen', () => {
    let beats = 0;
    withSource(
      module,
      source(null),
      () => beats++,
      () => files.readFile('/source/first.txt', { encoding: 'utf8' }),
    );
    expect(beats).toBeGreaterThan(0);
  });

  it('is written in one folder, up to what was allowed', () => {
    withResult(module, at('out'), 1000, nothing, () => {
      files.writeFile('/result/fits.txt', 'x'.repeat(900));
      expect(() => files.writeFile('/result/more.txt', 'x'.repeat(200))).toThrow(/FS error/);
    });
    expect(fs.readFileSync(at('out/fits.txt'), 'utf8')).toHaveLength(900);
    expect(() => files.readFile('/result/fits.txt', { encoding: 'utf8' })).toThrow(/FS error/);
  });

  it('is lost with a module that aborts, which is an exception and not the end of the host', () => {
    // CE_Fatal is what GDAL says when it has no memory for something it cannot do without.
    expect(() =>
      module.ccall('CPLError', null, ['number', 'number', 'string', 'number'], [4, 2, 'no memory', 0]),
    ).toThrow(/abort/i);
  });
});
