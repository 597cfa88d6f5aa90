import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitLines } from '../../../electron/formats/line-spans.ts';
import { readLines } from '../../../electron/formats/text-lines.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-lines-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const signal = new AbortController().signal;

async function linesOf(bytes: Uint8Array, encoding: string, maxLine = 1000): Promise<(string | null)[]> {
  const file = path.join(folder, 'lines.txt');
  fs.writeFileSync(file, bytes);
  const all: (string | null)[] = [];
  for await (const { first, lines } of readLines(file, { encoding, signal, maxLine })) {
    expect(first).toBe(all.length + 1);
    all.push(...lines);
  }
  return all;
}

describe('lines', () => {
  it('end in CRLF, LF or CR, also mixed; the last needs no end', async () => {
    expect(await linesOf(Buffer.from('a\r\nb\nc\rd\r\r\n\ne'), 'utf-8')).toEqual([
      'a',
      'b',
      'c',
      'd',
      '',
      '',
      'e',
    ]);
    expect(await linesOf(Buffer.from('a\r\n'), 'utf-8')).toEqual(['a']);
    expect(await linesOf(new Uint8Array(0), 'utf-8')).toEqual([]);
  });

  it.each(['utf8', 'gb18030', 'utf16le', 'utf16be'])('in %s', async (encoding) => {
    const name = encoding === 'utf8' ? 'utf-8' : encoding;
    const text = '㳠滩村\r\n\r\n𠀀,1\n末';
    for (const mark of encoding === 'gb18030' ? [''] : ['', '\uFEFF'])
      expect(await linesOf(iconv.encode(mark + text, encoding), name)).toEqual(['㳠滩村', '', '𠀀,1', '末']);
  });

  it('longer than allowed are passed over', async () => {
    const long = 'x'.repeat(1001);
    expect(await linesOf(Buffer.from(`a\n${long}\nb\n${long}`), 'utf-8')).toEqual(['a', null, 'b', null]);
    const huge = Buffer.concat([Buffer.from('a\n'), Buffer.alloc(5 << 20, 0x78), Buffer.from('\nb')]);
    expect(await linesOf(huge, 'utf-8')).toEqual(['a', null, 'b']);
  });

  it('do not depend on the pieces the stream comes in', async () => {
    const bytes = fc.array(fc.constantFrom(0x61, 0x62, 0x0a, 0x0d, 0xe4), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        async (all, sizes) => {
          const whole = Uint8Array.from(all);
          const pieces: Uint8Array[] = [];
          for (let at = 0, k = 0; at < whole.length; k++) {
            const size = sizes[k % sizes.length]!;
            pieces.push(whole.slice(at, at + size));
            at += size;
          }
          const found: string[] = [];
          for await (const { bytes: batch, offset, spans } of splitLines(stream(pieces), 12)) {
            for (let i = 0; i < spans.length; i += 2) {
              const [from, to] = [spans[i]!, spans[i + 1]!];
              const line = Buffer.from(batch.subarray(from, to)).toString('latin1');
              // What a batch says of places is true of the stream.
              if (from >= 0)
                expect(Buffer.from(whole.subarray(offset + from, offset + to)).toString('latin1')).toBe(line);
              found.push(from < 0 ? 'long' : line);
            }
          }
          const expected = Buffer.from(whole)
            .toString('latin1')
            .split(/\r\n|\n|\r/);
          if (expected.at(-1) === '') expected.pop();
          expect(found).toEqual(expected.map((line) => (line.length > 12 ? 'long' : line)));
        },
      ),
      { numRuns: 500 },
    );
  });
});

async function* stream(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    await Promise.resolve();
    yield piece;
  }
}
