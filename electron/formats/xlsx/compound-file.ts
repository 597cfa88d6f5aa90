import { open } from 'node:fs/promises';

const MAGIC = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Whether a file begins like a compound file: the old .xls, and workbooks with a password, are such. */
export const isCompoundFile = (head: Uint8Array): boolean => MAGIC.every((byte, i) => head[i] === byte);

/** Bytes looked at for the name of the stream; its directory stands early in files of this kind. */
const LOOKED_AT = 1 << 20;
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** Whether a compound file is a workbook with a password rather than an old .xls. */
export async function isEncryptedWorkbook(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const looked = Buffer.alloc(Math.min(size, LOOKED_AT));
    await file.read(looked, 0, looked.length, 0);
    if (looked.includes(ENCRYPTED)) return true;
    await file.read(looked, 0, looked.length, Math.max(0, size - looked.length));
    return looked.includes(ENCRYPTED);
  } finally {
    await file.close();
  }
}
