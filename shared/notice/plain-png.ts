import { fail, ok, type Result } from '../result.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** What a picture is made of. Text, time, physical size, EXIF and all else are left out. */
const KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** The names of the chunks of a PNG in order; null for bytes that are none (PNG specification, clause 5). */
export function pngChunks(
  bytes: Uint8Array,
): readonly { readonly name: string; readonly from: number; readonly to: number }[] | null {
  if (bytes.length < 8 || SIGNATURE.some((byte, i) => bytes[i] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: { name: string; from: number; to: number }[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const to = at + 12 + view.getUint32(at);
    if (to > bytes.length) return null;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ name, from: at, to });
    at = to;
    if (name === 'IEND') return chunks;
  }
  return null;
}

/** A PNG with nothing in it but the picture. Failure `notice.picture` for bytes that are no PNG. */
export function plainPng(bytes: Uint8Array): Result<Uint8Array> {
  const chunks = pngChunks(bytes);
  if (chunks === null) return fail('notice.picture');
  const kept = chunks.filter(({ name }) => KEPT.has(name));
  const out = new Uint8Array(8 + kept.reduce((sum, { from, to }) => sum + to - from, 0));
  out.set(bytes.subarray(0, 8));
  let at = 8;
  for (const { from, to } of kept) {
    out.set(bytes.subarray(from, to), at);
    at += to - from;
  }
  return ok(out);
}
