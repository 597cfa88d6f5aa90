import type { SheetPicture } from '../../../shared/print/display-list.ts';
import { readPng } from '../png/read-png.ts';
import type { PdfFile } from './pdf-file.ts';
import { reference } from './pdf-values.ts';

interface JpegSize {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Size and channels of a JPEG from its first frame header (ITU-T T.81); undefined where there is none. */
export function jpegSize(bytes: Buffer): JpegSize | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const mark = bytes[at + 1]!;
    const frame = mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;
    if (frame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7), channels: bytes[at + 9]! };
    const standsAlone = mark === 0xff || (mark >= 0xd0 && mark <= 0xd8) || mark === 0x01;
    at += mark === 0xff ? 1 : standsAlone ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

const SPACES: Readonly<Record<number, string>> = { 1: '/DeviceGray', 3: '/DeviceRGB' };

const head = (width: number, height: number, space: string): string =>
  `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${space} /BitsPerComponent 8`;

/** Whether a picture can be put on a sheet. */
export function isPicture({ type, bytes }: SheetPicture): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === 'image/png') return readPng(buffer) !== undefined;
  const size = jpegSize(buffer);
  return size !== undefined && SPACES[size.channels] !== undefined;
}

/** Writes a picture under a new number; null for one that cannot be read, which is then left out. */
export async function writePicture(file: PdfFile, { type, bytes }: SheetPicture): Promise<number | null> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === 'image/jpeg') {
    const size = jpegSize(buffer);
    const space = SPACES[size?.channels ?? 0];
    if (size === undefined || space === undefined) return null;
    const id = file.allocate();
    await file.writeRaw(id, `${head(size.width, size.height, space)} /Filter /DCTDecode`, buffer);
    return id;
  }
  const raster = readPng(buffer);
  if (raster === undefined) return null;
  const { width, height, colors, cover } = raster;
  const id = file.allocate();
  let mask = '';
  if (cover !== null) {
    const maskId = file.allocate();
    await file.writeStream(maskId, head(width, height, '/DeviceGray'), cover);
    mask = ` /SMask ${reference(maskId)}`;
  }
  await file.writeStream(id, head(width, height, '/DeviceRGB') + mask, colors);
  return id;
}
