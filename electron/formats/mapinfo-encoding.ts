import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { guessEncoding } from './encoding.ts';

const SAMPLE = 4 * 1024 ** 2;

/** Character sets as MapInfo names them; `Neutral` and the Latin ones say nothing about Chinese text. */
const CHARSETS = new Map([
  ['gb18030', 'WindowsSimpChinese'],
  ['big5', 'WindowsTradChinese'],
  ['utf-8', 'UTF-8'],
]);

type Named = { readonly name: string; readonly path: string };

/** Where a header names its character set: in both forms of a table, and in an exchange file. */
const CHARSET = /(!charset\s+|charset\s+")([\w-]+)/gi;
const HEADER = 2000;

async function start(file: string, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const charsetOf = (header: string): string => [...header.matchAll(CHARSET)][0]?.[2] ?? '';

/**
 * What the texts of a table are in: the character set it names where Chinese text can be in it, else what its content
 * says, because much software writes Chinese under `Neutral` or the Latin set.
 *
 * @param files the table first, then the file of its values
 */
export async function mapinfoEncoding(files: readonly Named[]): Promise<string> {
  const [main] = files;
  if (main === undefined) return 'utf-8';
  const head = await start(main.path, SAMPLE);
  const named = charsetOf(head.toString('latin1', 0, HEADER)).toLowerCase();
  for (const [encoding, charset] of CHARSETS) if (charset.toLowerCase() === named) return encoding;
  const samples: Uint8Array[] = [head];
  for (const { name, path: file } of files)
    if (/\.(dat|mid)$/.test(name)) samples.push(await start(file, SAMPLE));
  return guessEncoding(samples) ?? 'gb18030';
}

/**
 * The main file of a table with the character set of an encoding in its header: GDAL believes the header and nothing
 * else. The file itself where it says so already or where MapInfo has no name for the encoding; a copy in `folder`
 * otherwise.
 */
export async function underCharset(main: Named, encoding: string, folder: string): Promise<string> {
  const charset = CHARSETS.get(encoding);
  const head = (await start(main.path, HEADER)).toString('latin1');
  if (charset === undefined || charsetOf(head).toLowerCase() === charset.toLowerCase()) return main.path;
  const changed = head.replaceAll(CHARSET, (_, before: string) => before + charset);
  await mkdir(folder, { recursive: true });
  const copy = path.join(folder, `${encoding}-${main.name}`);
  if (existsSync(copy)) return copy;
  await writeFile(copy, changed, 'latin1');
  await pipeline(
    createReadStream(main.path, { start: head.length }),
    createWriteStream(copy, { flags: 'a' }),
  );
  return copy;
}
