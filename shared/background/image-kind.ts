/** A picture by its first bytes. Sizes in pixels. */
export interface ImageKind {
  readonly kind: 'png' | 'jpg' | 'webp';
  readonly width: number;
  readonly height: number;
}

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65536 + u16(bytes, at + 2);
const le16 = (bytes: Uint8Array, at: number): number => bytes[at]! | (bytes[at + 1]! << 8);
const le24 = (bytes: Uint8Array, at: number): number => le16(bytes, at) | (bytes[at + 2]! << 16);
const says = (bytes: Uint8Array, at: number, text: string): boolean =>
  bytes.length >= at + text.length &&
  Array.from(text).every((sign, i) => bytes[at + i] === sign.charCodeAt(0));

function pngSize(bytes: Uint8Array): ImageKind | null {
  if (bytes.length < 24 || !says(bytes, 12, 'IHDR')) return null;
  return { kind: 'png', width: u32(bytes, 16), height: u32(bytes, 20) };
}

/** Walks the segments to the frame header, which has the size. */
function jpgSize(bytes: Uint8Array): ImageKind | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { kind: 'jpg', height: u16(bytes, at + 5), width: u16(bytes, at + 7) };
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    const length = alone ? 0 : u16(bytes, at + 2);
    if (!alone && length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function webpSize(bytes: Uint8Array): ImageKind | null {
  if (bytes.length < 30) return null;
  if (says(bytes, 12, 'VP8 '))
    return { kind: 'webp', width: le16(bytes, 26) & 0x3fff, height: le16(bytes, 28) & 0x3fff };
  if (says(bytes, 12, 'VP8L')) {
    const bits = le16(bytes, 21) + le16(bytes, 23) * 65536;
    return { kind: 'webp', width: (bits & 0x3fff) + 1, height: (Math.floor(bits / 16384) & 0x3fff) + 1 };
  }
  if (says(bytes, 12, 'VP8X'))
    return { kind: 'webp', width: le24(bytes, 24) + 1, height: le24(bytes, 27) + 1 };
  return null;
}

/** PNG, JPEG or WebP with its size, told by content, never by a name or a header of a server. Null for all else. */
export function imageKind(bytes: Uint8Array): ImageKind | null {
  if (says(bytes, 0, '\u0089PNG\r\n\u001a\n')) return pngSize(bytes);
  if (bytes.length > 3 && bytes[0] === 0xff && bytes[1] === 0xd8) return jpgSize(bytes);
  if (says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP')) return webpSize(bytes);
  return null;
}

/** Larger pictures are no tiles; decoding them would take the page's memory. */
export const MAX_TILE_SIDE = 1024;

/** A picture that may be handed to the map as a tile. */
export function isTileImage(bytes: Uint8Array): boolean {
  const image = imageKind(bytes);
  return (
    image !== null &&
    image.width >= 1 &&
    image.height >= 1 &&
    image.width <= MAX_TILE_SIDE &&
    image.height <= MAX_TILE_SIDE
  );
}
