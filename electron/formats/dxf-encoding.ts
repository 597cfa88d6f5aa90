import { open } from 'node:fs/promises';
import { encodingName, guessEncoding } from './encoding.ts';

const SAMPLE = 4 * 1024 ** 2;
/** Drawings of AutoCAD 2007 and later are in UTF-8, whatever code page they name. */
const FIRST_UTF8 = 1021;

/** Our names of encodings as the iconv behind GDAL knows them. */
const ICONV: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', gb18030: 'GB18030', big5: 'BIG5' };

/** The name for GDAL's setting `DXF_ENCODING`. */
export const iconvName = (encoding: string): string => ICONV[encoding] ?? encoding.toUpperCase();

/** The value of a header variable: the line after the group code after its name. */
const variable = (head: string, name: string): string | undefined =>
  new RegExp(String.raw`\$${name}\r?\n\s*\d+\r?\n\s*([^\r\n]*)`).exec(head)?.[1]?.trim();

/**
 * What the texts of a drawing are in: UTF-8 by its version, else its code page. Western code pages are what programs
 * write who do not know better, so there, and where none is named, the content decides.
 */
export async function dxfEncoding(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const buffer = new Uint8Array(SAMPLE);
    const { bytesRead } = await handle.read(buffer, 0, SAMPLE, 0);
    const bytes = buffer.subarray(0, bytesRead);
    const head = Buffer.from(bytes.subarray(0, 64 * 1024)).toString('latin1');
    const version = Number(/^AC(\d{4})$/.exec(variable(head, 'ACADVER') ?? '')?.[1] ?? 0);
    if (version >= FIRST_UTF8) return 'utf-8';
    const page = /^(?:ansi|dos)_?(\d+)$/i.exec(variable(head, 'DWGCODEPAGE') ?? '')?.[1];
    const named =
      page === undefined || page === '1252' ? null : (encodingName(page) ?? encodingName(`cp${page}`));
    return named ?? guessEncoding([bytes]) ?? 'gb18030';
  } finally {
    await handle.close();
  }
}

const TAIL = 1024;

/** Whether a drawing ends with the mark of its end. */
export async function endsAsDrawing(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(TAIL, size));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, size - buffer.length);
    return /(^|[\r\n])\s*0\r?\n\s*EOF\s*$/.test(
      // Zero bytes and the end-of-file mark of DOS count as blanks.
      buffer.toString('latin1', 0, bytesRead).replaceAll('\0', ' ').replaceAll('\u001a', ' '),
    );
  } finally {
    await handle.close();
  }
}

/** Texts with the characters that a drawing writes as `\U+XXXX`, in pairs beyond the first plane. */
export const withoutEscapes = (text: string): string =>
  text
    .replaceAll(/\\U\+([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\p{Surrogate}/gu, '\ufffd');
