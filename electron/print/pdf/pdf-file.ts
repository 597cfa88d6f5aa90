import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflate, deflateSync } from 'node:zlib';
import { reference } from './pdf-values.ts';

/** A PDF 1.7 file that is written object by object (ISO 32000-1); what has been written is not kept. */
export interface PdfFile {
  /** A number for an object that is written later. */
  allocate(): number;
  write(id: number, body: string): Promise<void>;
  /** An object with data, compressed here. `entries` are those of its dictionary beside length and filter. */
  writeStream(id: number, entries: string, data: Buffer | Iterable<string>): Promise<void>;
  /** The same for data that is compressed already; `entries` name its filter. */
  writeRaw(id: number, entries: string, data: Uint8Array): Promise<void>;
  /** The table of objects and the trailer; the file is complete after it. */
  finish(root: number, info: number): Promise<void>;
}

/** Content as one compressed block; the content itself is made piece by piece. */
async function compressed(parts: Iterable<string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await pipeline(Readable.from(buffers(parts)), createDeflate(), async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

/** Pieces are gathered to some size: a buffer for each would cost more than compressing it. */
const PIECE = 1 << 16;

function* buffers(parts: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length < PIECE) continue;
    yield Buffer.from(text, 'latin1');
    text = '';
  }
  yield Buffer.from(text, 'latin1');
}

export async function createPdfFile(handle: FileHandle): Promise<PdfFile> {
  const offsets: number[] = [0];
  const hash = createHash('sha256');
  let at = 0;
  const put = async (data: Uint8Array): Promise<void> => {
    hash.update(data);
    at += data.length;
    await handle.writeFile(data);
  };
  const putText = (text: string): Promise<void> => put(Buffer.from(text, 'latin1'));
  await putText('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');

  const writeRaw = async (id: number, entries: string, data: Uint8Array): Promise<void> => {
    offsets[id] = at;
    await putText(`${id} 0 obj\n<< ${entries} /Length ${data.length} >>\nstream\n`);
    await put(data);
    await putText('\nendstream\nendobj\n');
  };

  return {
    allocate: () => {
      offsets.push(-1);
      return offsets.length - 1;
    },
    write: async (id, body) => {
      offsets[id] = at;
      await putText(`${id} 0 obj\n${body}\nendobj\n`);
    },
    writeStream: async (id, entries, data) => {
      const packed = Buffer.isBuffer(data) ? deflateSync(data) : await compressed(data);
      await writeRaw(id, `${entries} /Filter /FlateDecode`.trim(), packed);
    },
    writeRaw,
    finish: async (root, info) => {
      const start = at;
      const count = offsets.length;
      const rows = offsets.map((offset, id) =>
        id === 0 || offset < 0 ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`,
      );
      await putText(`xref\n0 ${count}\n${rows.join('')}`);
      // Named by what is in it: equal documents have equal bytes.
      const name = hash.copy().digest('hex').slice(0, 32).toUpperCase();
      await putText(
        `trailer\n<< /Size ${count} /Root ${reference(root)} /Info ${reference(info)} /ID [<${name}> <${name}>] >>\nstartxref\n${start}\n%%EOF\n`,
      );
    },
  };
}
