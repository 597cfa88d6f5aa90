import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { layoutFrom, sheetTemplate } from '../../../shared/print/layout/templates.ts';
import type { SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { must } from '../../../shared/result.ts';
import { lantu } from '../cli/lantu.ts';

let folder: string;
let file: string;

const call = { signal: new AbortController().signal, progress: () => {} };
const at = (name: string): string => path.join(folder, name);

function output(program: string, ...words: string[]): string | null {
  try {
    return execFileSync(program, words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    });
  } catch {
    return null;
  }
}

const poppler = output('pdftotext', '-v') !== null;
if (!poppler) console.log('skipped: no pdftotext here (apt-get install poppler-utils)');
const gdal = output('gdalinfo', '--formats')?.includes('Geospatial PDF') ?? false;
if (!gdal) console.log('skipped: no gdalinfo that reads PDF here (apt-get install gdal-bin)');

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sheet-'));
  file = at('s.gpkg');
  must(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const sheet = (out: string, ...words: string[]) =>
  lantu('sheet', file, '--out', at(out), '--date', '2026-11-22', ...words);

describe('lantu sheet', () => {
  it.skipIf(!poppler)('prints a template with all that a sheet carries', () => {
    const run = sheet('a1.pdf', '--template', 'land-use-a1-landscape', '--scale', '120000', '--json');
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({
      files: ['a1.pdf'],
      pages: 1,
      scales: [120_000],
      notes: [],
      missing: [],
    });
    const text = output('pdftotext', '-layout', at('a1.pdf'), '-')!;
    for (const word of [
      '澄川县（示范）用地布局规划图',
      '密级：公开',
      '虚构示范数据',
      '1:120000',
      '图',
      '耕地',
      '永久基本农田',
      '37410',
      '3320',
      '2026-11-22',
      '编制单位',
      '中央经线111°',
    ])
      expect(text).toContain(word);
    // The whole county: its area to the hundredth of a hectare.
    expect(text).toMatch(/合计\s+203640\.00\s+100\.00/);
    expect(output('pdfinfo', at('a1.pdf'))).toMatch(/\(A1\)/);
  });

  it('prints the same bytes again', () => {
    for (const name of ['x.pdf', 'y.pdf'])
      expect(sheet(name, '--template', 'control-lines-a4-portrait').status).toBe(0);
    expect(fs.readFileSync(at('x.pdf')).equals(fs.readFileSync(at('y.pdf')))).toBe(true);
  });

  it.skipIf(!gdal)(
    'puts the map where it belongs: GDAL finds its corners in the plane to the millimetre',
    () => {
      expect(
        sheet('g.pdf', '--template', 'land-use-a3-landscape', '--scale', '50000', '--centre', '110.02,30.01')
          .status,
      ).toBe(0);
      const said = output('gdalinfo', at('g.pdf'))!;
      expect(said).toContain('ID["EPSG",4525]');
      const ring = /NEATLINE=POLYGON \(\((.+?)\)\)/
        .exec(said)![1]!
        .split(',')
        .map((pair) => pair.trim().split(' ').map(Number));
      const [lowerLeft, upperLeft, upperRight] = ring as [number[], number[], number[]];
      // 305 by 240 mm at 1:50000.
      expect(upperRight[0]! - upperLeft[0]!).toBeCloseTo(15_250, 3);
      expect(upperLeft[1]! - lowerLeft[1]!).toBeCloseTo(12_000, 3);
    },
  );

  it.skipIf(!poppler)('makes an atlas: a page for each township, and a file for each page', () => {
    const run = sheet(
      't.pdf',
      '--template',
      'land-use-a4-landscape',
      '--atlas',
      'townships',
      '--split',
      '--json',
    );
    expect(run.status, run.stderr).toBe(0);
    const { files, pages } = JSON.parse(run.stdout) as { files: string[]; pages: number };
    expect(pages).toBe(12);
    expect(files[1]).toBe('t-02-桐渡镇.pdf');
    for (const name of files) expect(fs.existsSync(at(name)), name).toBe(true);
    expect(output('pdftotext', at(files[1]!), '-')).toContain('桐渡镇');
    const seventh = files[6]!.replace(/^t-/, 'u-');
    fs.writeFileSync(at(seventh), 'mine');
    const atlas = ['--template', 'land-use-a4-landscape', '--atlas', 'townships', '--split'];
    const refused = sheet('u.pdf', ...atlas);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining(seventh)]);
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('u-'))).toEqual([seventh]);
    expect(fs.readFileSync(at(seventh), 'utf8')).toBe('mine');
    expect(sheet('u.pdf', ...atlas, '--force').status).toBe(0);
    expect(fs.readFileSync(at(seventh)).subarray(0, 5).toString()).toBe('%PDF-');
    const whole = sheet('whole.pdf', '--template', 'land-use-a4-landscape', '--atlas', 'sheets:50000');
    expect(whole.status, whole.stderr).toBe(0);
    expect(output('pdftotext', at('whole.pdf'), '-')).toMatch(/H49E\d{6}/);
  });

  it('names what it can do where it is asked for something else', () => {
    for (const words of [
      ['--template', 'no-such'],
      ['--template', 'land-use-a4-landscape', '--atlas', 'no-such'],
      ['--template', 'land-use-a4-landscape', '--scale', '0'],
      ['--template', 'land-use-a4-landscape', '--centre', 'x'],
      ['--template', 'land-use-a4-landscape', '--date', 'today'],
      ['--layout', 'none of this name'],
    ]) {
      const run = sheet('no.pdf', ...words);
      expect(run.status, words.join(' ')).toBe(2);
      expect(run.stderr.trim().length).toBeGreaterThan(0);
    }
    expect(fs.existsSync(at('no.pdf'))).toBe(false);
  });

  it('leaves nothing behind where the place cannot be written', () => {
    const run = lantu(
      'sheet',
      file,
      '--template',
      'land-use-a4-landscape',
      '--out',
      path.join(folder, 'nowhere', 'x.pdf'),
    );
    expect(run.status).toBe(2);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('sheets in a blueprint', () => {
  let services: LocalServices;
  let layout: SheetLayout;

  beforeAll(async () => {
    services = startLocalServices();
    must(await services.storeControl.open({ path: file, readOnly: false }));
    must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
    layout = layoutFrom(sheetTemplate('industrial-a3-landscape')!, 'zh-CN');
  });
  afterAll(() => services.stop());

  const execute = (command: string, params: unknown) => services.store.execute({ command, params });
  const kept = async () => must(await services.query.sheets({}));

  it('are kept, renamed, changed and deleted, and every step is undone', async () => {
    must(await execute('create-sheet', { name: '产业图', layout }));
    const [made] = await kept();
    expect(made).toMatchObject({ name: '产业图', layout });
    const changed = { ...layout, items: layout.items.slice(1) };
    must(await execute('edit-sheet', { sheet: made!.uid, name: null, layout: changed }));
    must(await execute('edit-sheet', { sheet: made!.uid, name: '另一名', layout: null }));
    expect(await execute('edit-sheet', { sheet: made!.uid, name: '另一名', layout: changed })).toMatchObject({
      ok: false,
      error: { code: 'command.unchanged' },
    });
    must(await execute('delete-sheet', { sheet: made!.uid }));
    expect(await kept()).toEqual([]);
    expect(await execute('delete-sheet', { sheet: made!.uid })).toMatchObject({
      ok: false,
      error: { code: 'sheet-gone' },
    });
    must(await services.store.undo({}));
    expect((await kept())[0]).toMatchObject({ name: '另一名', layout: changed });
    must(await services.store.undo({}));
    must(await services.store.undo({}));
    expect((await kept())[0]).toMatchObject({ name: '产业图', layout });
    must(await services.store.undo({}));
    expect(await kept()).toEqual([]);
    must(await services.store.redo({}));
    expect((await kept())[0]!.uid).toBe(made!.uid);
  });

  it('refuse a layout that is none', async () => {
    const broken = { ...layout, page: { ...layout.page, width: 1 } };
    expect((await execute('create-sheet', { name: 'x', layout: broken })).ok).toBe(false);
  });

  it('are composed for the screen: a coarser map, the same figures', async () => {
    const asked = {
      layout: layoutFrom(sheetTemplate('land-use-a3-landscape')!, 'zh-CN'),
      name: '图',
      date: '2026-11-22',
      page: 0,
    };
    const draft = must(await services.query.sheetPage({ ...asked, draft: true }));
    const whole = must(await services.query.sheetPage({ ...asked, draft: false }));
    expect(draft.scale).toBe(whole.scale);
    const points = (list: typeof whole.list): number =>
      list.items.reduce((sum, item) => sum + (item.kind === 'shape' ? item.lines.xy.length : 0), 0);
    expect(points(draft.list)).toBeLessThan(points(whole.list));
    const figures = (list: typeof whole.list): string[] =>
      list.items.flatMap((item) =>
        item.kind === 'text' && /^\d+\.\d\d$/.test(item.text) ? [item.text] : [],
      );
    expect(figures(draft.list)).toEqual(figures(whole.list));
    expect(figures(whole.list)).toContain('203640.00');
    // The map is kept while only what lies around it changes.
    const retitled = {
      ...asked.layout,
      items: asked.layout.items.map((item) => (item.kind === 'title' ? { ...item, text: '另' } : item)),
    };
    const again = must(await services.query.sheetPage({ ...asked, layout: retitled, draft: true }));
    expect(points(again.list)).toBe(points(draft.list));
  });

  it('leave nothing where the printing is stopped', async () => {
    must(await services.queryControl.grant({ token: 'pdf', path: at('stopped.pdf'), access: 'write' }));
    const abort = new AbortController();
    const atlas = { ...layout, atlas: { kind: 'townships' as const } };
    const request = { name: '图', layout: atlas, split: false, date: '2026-11-22', file: 'pdf' };
    const told: number[] = [];
    const printed = await services.query.printPdf(request, {
      signal: abort.signal,
      onProgress: ({ share }) => {
        told.push(share ?? -1);
        if (told.length === 3) abort.abort();
      },
    });
    expect(printed).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(told.every((share, i) => share >= 0 && share <= 1 && (i === 0 || share >= told[i - 1]!))).toBe(
      true,
    );
    expect(fs.existsSync(at('stopped.pdf'))).toBe(false);
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('end when they are no longer wanted', async () => {
    const abort = new AbortController();
    const asked = { layout, name: '图', date: '2026-11-22', page: 0, draft: false };
    const running = services.query.sheetPage(asked, { signal: abort.signal });
    abort.abort();
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await services.query.sheetPage({ ...asked, page: 7 })).toMatchObject({
      ok: false,
      error: { code: 'print.no-page' },
    });
  });

  it('are written as PNG by strips, or not at all', async () => {
    must(await services.queryControl.grant({ token: 'png', path: at('p.png'), access: 'write' }));
    const open = (file: string) => services.query.pngOpen({ file, pages: [''] });
    expect(await open('unknown')).toMatchObject({ ok: false });
    const session = must(await open('png'));
    const page = { session, name: '', number: 1, pages: 1, width: 3, height: 4, dpi: 300 };
    expect(await services.query.pngRows({ session, pixels: new Uint8Array(12) })).toMatchObject({
      ok: false,
    });
    must(await services.query.pngPage(page));
    must(await services.query.pngRows({ session, pixels: new Uint8Array(3 * 4 * 2) }));
    // Rows are missing: nothing is put in place.
    expect(await services.query.pngEnd({ session })).toMatchObject({
      ok: false,
      error: { code: 'print.png-order' },
    });
    expect(fs.existsSync(at('p.png'))).toBe(false);
    const second = must(await open('png'));
    must(await services.query.pngPage({ ...page, session: second }));
    must(await services.query.pngRows({ session: second, pixels: new Uint8Array(3 * 4 * 4) }));
    expect(must(await services.query.pngEnd({ session: second }))).toEqual(['p.png']);
    expect(fs.readFileSync(at('p.png')).subarray(1, 4).toString()).toBe('PNG');
    const third = must(await open('png'));
    must(await services.query.pngPage({ ...page, session: third }));
    must(await services.query.pngDiscard({ session: third }));
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('replace what the user was asked about, and no page that nobody was asked about', async () => {
    must(await services.queryControl.grant({ token: 'asked', path: at('w.png'), access: 'write' }));
    fs.writeFileSync(at('w.png'), 'old');
    const one = must(await services.query.pngOpen({ file: 'asked', pages: [''] }));
    must(await services.query.pngDiscard({ session: one }));
    fs.writeFileSync(at('w-2-乙.png'), 'mine');
    expect(await services.query.pngOpen({ file: 'asked', pages: ['甲', '乙'] })).toMatchObject({
      ok: false,
      error: { code: 'export.exists', params: { file: 'w-2-乙.png' } },
    });
    const two = must(await services.query.pngOpen({ file: 'asked', pages: ['甲', '丙'] }));
    // A page that was not named at the beginning has no place.
    const page = { session: two, number: 2, pages: 2, width: 3, height: 4, dpi: 300 };
    expect(await services.query.pngPage({ ...page, name: '乙' })).toMatchObject({ ok: false });
    must(await services.query.pngDiscard({ session: two }));

    must(await services.queryControl.grant({ token: 'pages', path: at('v.pdf'), access: 'write' }));
    const atlas = { ...layout, atlas: { kind: 'townships' as const } };
    const request = { name: '图', layout: atlas, split: true, date: '2026-11-22', file: 'pages' };
    const { files } = must(await services.query.printPdf(request));
    for (const name of files.slice(1)) fs.rmSync(at(name));
    expect(await services.query.printPdf(request)).toMatchObject({
      ok: false,
      error: { code: 'export.exists', params: { file: files[0] } },
    });
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('v-'))).toEqual([files[0]]);
  });

  it('are printed by their name on the command line', async () => {
    await services.stop();
    const run = sheet('kept.pdf', '--layout', '产业图', '--json');
    expect(run.status, run.stderr).toBe(0);
    services = startLocalServices();
  });
});
