import { open } from 'node:fs/promises';
import { Zip, ZipDeflate } from 'fflate';
import { writeAll } from '../../shared/write-all.ts';

const utf8 = new TextEncoder();

/** Writes an archive entry after entry, in pieces of any size. */
export interface ZipWriter {
  /** Begins an entry; the one before has ended. */
  begin(name: string): void;
  write(text: string): Promise<void>;
  endEntry(): Promise<void>;
  /** Writes the directory; the file is complete and on disk afterwards. */
  finish(): Promise<void>;
  /** Closes the file as it is. */
  close(): Promise<void>;
}

/** A new archive; a file that is there already is a system error, which is thrown. */
export async function createZip(path: string): Promise<ZipWriter> {
  const file = await open(path, 'wx');
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    ready.push(chunk);
  });
  let entry: ZipDeflate | null = null;
  const flush = async (): Promise<void> => {
    const chunks = ready;
    ready = [];
    for (const chunk of chunks) await writeAll(file, chunk);
  };
  return {
    begin: (name) => {
      entry = new ZipDeflate(name, { level: 6 });
      // The first day that the format knows, as local clocks show it: same content, same bytes, anywhere and any time.
      entry.mtime = new Date(1980, 0, 1);
      zip.add(entry);
    },
    write: async (text) => {
      entry?.push(utf8.encode(text), false);
      await flush();
    },
    endEntry: async () => {
      entry?.push(new Uint8Array(0), true);
      entry = null;
      await flush();
    },
    finish: async () => {
      zip.end();
      await flush();
      await file.sync();
    },
    close: () => file.close(),
  };
}
