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
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const mark = bytes[at + 1]!;
    const frame = mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;
    if (frame)
      return {
        height: bytes.readUInt16BE(at + 5),
        width: bytes.readUInt16BE(at + 7),
        channels: bytes[at + 9]!,
      };
    const standsAlone = mark === 0xff || (mark >= 0xd0 && mark <= 0xd8) || mark === 0x01;
    at += mark === 0xff ? 1 : standsAlone ? 2 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

const SPACES: Readonly<Record<number, string>> = { 1: '/DeviceGray', 3: '/DeviceRGB' };

const head = (width: number, height: number, space: string): string =>
  `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${space} /BitsPerComponent 8`;

/** A picture that has been written: the number of its object, and its size in pixels. */
export interface WrittenPicture {
  readonly id: number;
  readonly width: number;
  readonly height: number;
}

/** Writes a picture under a new number; null for one that cannot be read, which is then left out. */
export async function writePicture(
  file: PdfFile,
  { type, data }: SheetPicture,
): Promise<WrittenPicture | null> {
  const buffer = Buffer.from(data, 'base64');
  if (type === 'image/jpeg') {
    const size = jpegSize(buffer);
    const space = SPACES[size?.channels ?? 0];
    if (size === undefined || space === undefined) return null;
    const id = file.allocate();
    await file.writeRaw(id, `${head(size.width, size.height, space)} /Filter /DCTDecode`, buffer);
    return { id, width: size.width, height: size.height };
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
  return { id, width, height };
}
