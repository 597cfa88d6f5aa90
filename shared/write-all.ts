/** What of an open file of Node is needed here. */
interface OpenFile {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ): Promise<{ readonly bytesWritten: number }>;
}

/**
 * Writes all of `content` into an open file. The system may take less than it is given, without an error, where the disk
 * is full; the error comes when it is given the rest.
 *
 * @param at where in the file, in bytes; null behind what was written last
 * @throws the system's error; one with the code `EIO` where it takes nothing and gives none
 */
export async function writeAll(
  file: OpenFile,
  content: Uint8Array | string,
  at: number | null = null,
): Promise<void> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(
      bytes,
      done,
      bytes.length - done,
      at === null ? null : at + done,
    );
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    done += bytesWritten;
  }
}
