import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { writePdf } from '../../../electron/print/pdf/write-pdf.ts';
import { jpegSize } from '../../../electron/print/pdf/pdf-picture.ts';
import { createPng } from '../../../electron/print/png/write-png.ts';
import { readPng } from '../../../electron/print/png/read-png.ts';
import {
  linesOf,
  rectangle,
  type DisplayItem,
  type DisplayList,
} from '../../../shared/print/display-list.ts';
import { written } from '../../../shared/print/draw.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'lantu-pdf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function has(program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log(`skipped: no ${program} here (apt-get install poppler-utils)`);
    return false;
  }
}

const page = (items: readonly DisplayItem[], patch: Partial<DisplayList> = {}): DisplayList => ({
  width: 210,
  height: 297,
  items,
  pictures: [],
  ground: null,
  ...patch,
});

async function* pages(lists: readonly DisplayList[]): AsyncGenerator<DisplayList> {
  yield* lists;
}

let count = 0;
async function write(
  ...lists: readonly DisplayList[]
): Promise<{ file: string; missing: readonly string[] }> {
  count++;
  const file = path.join(folder, `${count}.pdf`);
  const handle = await fs.open(file, 'w');
  try {
    const { missing } = await writePdf(
      handle,
      { title: '澄川县（示范）', author: '局', date: '2026-11-22' },
      pages(lists),
    );
    return { file, missing };
  } finally {
    await handle.close();
  }
}

/** The streams of a PDF as text, inflated where they are compressed. */
function streams(file: string): string[] {
  const bytes = readFileSync(file);
  const found: string[] = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    const end = bytes.indexOf('\nendstream', at);
    try {
      found.push(inflateSync(bytes.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // A picture that is compressed in its own way.
    }
  }
  return found;
}

const shape = (lines: readonly number[][]): DisplayItem => ({
  kind: 'shape',
  lines: linesOf(lines),
  closed: true,
  fill: { color: '#ff0000', opacity: 1 },
  pen: null,
  rule: 'nonzero',
});

describe('a PDF', () => {
  it('has paths of exactly the lengths of the sheet', async () => {
    // A square of 100 mm: 10000 steps of a hundredth, each 72 / 2540 points.
    const { file } = await write(page([shape([[20, 30, 120, 30, 120, 130, 20, 130]])]));
    const content = streams(file)[0]!;
    const unit = Number(/^([\d.]+) 0 0 -/.exec(content)![1]);
    expect(unit * 10_000).toBeCloseTo((100 / 25.4) * 72, 5);
    const points = [...content.matchAll(/(-?\d+) (-?\d+) [ml]\n/g)].map(([, x, y]) => [Number(x), Number(y)]);
    expect(points).toEqual([
      [2000, 3000],
      [12_000, 3000],
      [12_000, 13_000],
      [2000, 13_000],
    ]);
  });

  it('is the same byte for byte when it is made again', async () => {
    const list = page([shape([[0, 0, 10, 0, 10, 10]]), written('用地布局 1:10000', 20, 50, { size: 5 })]);
    const [a, b] = [await write(list), await write(list)];
    expect(readFileSync(a.file).equals(readFileSync(b.file))).toBe(true);
    const c = await write(page([written('用地布局 1:10001', 20, 50, { size: 5 })]));
    expect(readFileSync(a.file).equals(readFileSync(c.file))).toBe(false);
  });

  it.skipIf(!has('pdftotext'))('holds text that can be searched and copied, a halo only once', async () => {
    const halo = { ...written('桐渡镇', 60, 80, { size: 4 }), halo: { color: '#ffffff', width: 1 } };
    const { file, missing } = await write(
      page([written('澄川县用地布局规划图 ㎡ ° ′ Ⅰ 垱', 20, 50, { size: 6, bold: true }), halo]),
      page([written('第二页 12.34 亩', 20, 50, { size: 5 })]),
    );
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    expect(text).toContain('澄川县用地布局规划图');
    expect(text).toContain('垱');
    expect(text).toContain('第二页 12.34 亩');
    expect(text.match(/桐渡镇/g)).toHaveLength(1);
    // A Roman numeral as one character is not in the font, and is said.
    expect(missing).toEqual(['Ⅰ']);
  });

  it.skipIf(!has('pdfinfo'))('has the size of its paper, and says what it is', async () => {
    const sizes = [
      [210, 297, 'A4'],
      [841, 594, 'A1'],
      [1189, 841, 'A0'],
    ] as const;
    for (const [width, height, name] of sizes) {
      const { file } = await write(page([], { width, height }));
      const info = execFileSync('pdfinfo', ['-enc', 'UTF-8', file], { encoding: 'utf8' });
      expect(info).toContain(`(${name})`);
      expect(info).toContain('澄川县（示范）');
      expect(info).toContain('Nov 22 00:00:00 2026');
    }
    const { file } = await write(page([written('甲', 20, 50, { size: 5 })]));
    expect(execFileSync('pdffonts', [file], { encoding: 'utf8' })).toMatch(
      /NotoSansSC-Regular\s+CID TrueType\s+Identity-H\s+yes yes yes/,
    );
  });

  it.skipIf(!has('pdftoppm'))('looks as it says: colours, opacity, clipping, pictures', async () => {
    const picture = await png(2, 1, [255, 0, 0, 255, 0, 0, 255, 255]);
    const items: DisplayItem[] = [
      shape([[0, 0, 50, 0, 50, 50, 0, 50]]),
      {
        ...shape([[50, 0, 100, 0, 100, 50, 50, 50]]),
        fill: { color: '#0000ff', opacity: 0.5 },
      } as DisplayItem,
      { kind: 'clip', lines: rectangle(0, 100, 25, 50) },
      shape([[0, 100, 50, 100, 50, 150, 0, 150]]),
      { kind: 'end' },
      { kind: 'picture', x: 100, y: 100, width: 100, height: 50, picture: 0, contain: false },
    ];
    const { file } = await write(
      page(items, { pictures: [{ type: 'image/png', data: picture.toString('base64') }] }),
    );
    const out = path.join(folder, 'seen');
    execFileSync('pdftoppm', ['-r', '25.4', '-png', '-singlefile', file, out]);
    const seen = readPng(readFileSync(`${out}.png`))!;
    const at = (x: number, y: number): number[] => [
      ...seen.colors.subarray(3 * (y * seen.width + x), 3 * (y * seen.width + x) + 3),
    ];
    // A pixel for a millimetre, and one for what is left of a point.
    expect(Math.abs(seen.width - 210) + Math.abs(seen.height - 297)).toBeLessThanOrEqual(2);
    expect(at(25, 25)).toEqual([255, 0, 0]);
    for (const [i, value] of [127, 127, 255].entries())
      expect(Math.abs(at(75, 25)[i]! - value)).toBeLessThan(3);
    expect(at(12, 125)).toEqual([255, 0, 0]);
    expect(at(38, 125)).toEqual([255, 255, 255]);
    expect(at(110, 125)).toEqual([255, 0, 0]);
    expect(at(190, 125)).toEqual([0, 0, 255]);
  });

  it('leaves out a picture that cannot be read', async () => {
    const broken = { type: 'image/png', data: Buffer.from('no picture').toString('base64') } as const;
    const item: DisplayItem = {
      kind: 'picture',
      x: 0,
      y: 0,
      width: 10,
      height: 10,
      picture: 0,
      contain: true,
    };
    const { file } = await write(page([item], { pictures: [broken, { ...broken, type: 'image/jpeg' }] }));
    expect(streams(file)[0]).not.toContain(' Do');
  });
});

async function png(width: number, height: number, pixels: readonly number[]): Promise<Buffer> {
  count++;
  const file = path.join(folder, `${count}.png`);
  const handle = await fs.open(file, 'w');
  const out = await createPng(handle, width, height, 300);
  await out.rows(Uint8Array.from(pixels));
  expect(await out.end()).toBe(true);
  await handle.close();
  return readFileSync(file);
}

describe('a PNG', () => {
  it('comes back as it was painted, in whatever strips', async () => {
    const size = fc.record({
      width: fc.integer({ min: 1, max: 12 }),
      height: fc.integer({ min: 1, max: 12 }),
      strip: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
        async ({ width, height, strip }, values) => {
          const pixels = Uint8Array.from({ length: 4 * width * height }, (_, i) =>
            i % 4 === 3 ? 255 : values.next().value!,
          );
          count++;
          const file = path.join(folder, `${count}.png`);
          const handle = await fs.open(file, 'w');
          const out = await createPng(handle, width, height, 300);
          for (let row = 0; row < height; row += strip)
            await out.rows(pixels.subarray(4 * width * row, 4 * width * Math.min(height, row + strip)));
          expect(await out.end()).toBe(true);
          await handle.close();
          const read = readPng(readFileSync(file))!;
          expect([read.width, read.height, read.cover]).toEqual([width, height, null]);
          expect([...read.colors]).toEqual([...pixels].filter((_, i) => i % 4 !== 3));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('says its resolution, and that rows are missing', async () => {
    const bytes = await png(1, 1, [1, 2, 3, 255]);
    const at = bytes.indexOf('pHYs');
    expect(bytes.readUInt32BE(at + 4)).toBe(Math.round(300 / 0.0254));
    const handle = await fs.open(path.join(folder, 'short.png'), 'w');
    const out = await createPng(handle, 2, 5, 300);
    await out.rows(new Uint8Array(2 * 4 * 3));
    expect(await out.end()).toBe(false);
    await handle.close();
  });

  it('of others is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, signed) => {
        const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        const file = Buffer.concat(signed ? [head, bytes] : [bytes]);
        expect(() => readPng(file)).not.toThrow();
        expect(() => jpegSize(Buffer.from(bytes))).not.toThrow();
      }),
    );
    // More pixels than are said, and a filter that does not exist.
    const chunk = (type: string, data: Uint8Array): Buffer => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(data.length);
      return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
    };
    const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
    const whole = (rows: readonly number[]): Buffer =>
      Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk('IHDR', header),
        chunk('IDAT', deflateSync(Buffer.from(rows))),
      ]);
    expect(readPng(whole([0, 1, 2, 3]))).toBeDefined();
    expect(readPng(whole([9, 1, 2, 3]))).toBeUndefined();
    expect(readPng(whole([0, 1, 2, 3, 4]))).toBeUndefined();
  });
});
