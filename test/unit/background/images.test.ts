import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../../../electron/background/picture/jpeg.ts';
import { encodePng } from '../../../electron/background/picture/png.ts';
import { imageKind, isTileImage } from '../../../shared/background/image-kind.ts';
import { plainText } from '../../../shared/background/plain-text.ts';
import { plainTile } from '../../fixtures/background/pictures.ts';

describe('pictures by their first bytes', () => {
  it('are PNG and JPEG with their size', async () => {
    const rgba = new Uint8Array(48 * 32 * 4).fill(200);
    expect(imageKind(await encodePng(rgba, 48, 32))).toEqual({ kind: 'png', width: 48, height: 32 });
    expect(imageKind(encodeJpeg(rgba, 48, 32, 80))).toEqual({ kind: 'jpg', width: 48, height: 32 });
  });
  it('are WebP with their size, in its three forms', () => {
    const form = (tag: string, rest: readonly number[]): Uint8Array =>
      Uint8Array.from([
        ...Array.from('RIFF....', (sign) => sign.charCodeAt(0)),
        ...Array.from(`WEBP${tag}....`, (sign) => sign.charCodeAt(0)),
        ...rest,
        ...Array.from({ length: 20 }, () => 0),
      ]);
    // 300 x 200 as each form writes it (RFC 9649, sections 2.5 to 2.7).
    expect(imageKind(form('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 44, 1, 200, 0]))).toMatchObject({
      width: 300,
      height: 200,
    });
    const bits = 299 + 199 * 16384;
    expect(
      imageKind(form('VP8L', [0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, (bits >> 24) & 255])),
    ).toMatchObject({ width: 300, height: 200 });
    expect(imageKind(form('VP8X', [0, 0, 0, 0, 43, 1, 0, 199, 0, 0]))).toMatchObject({
      width: 300,
      height: 200,
    });
  });
  it('are tiles only up to a size', async () => {
    expect(isTileImage(await plainTile([1, 2, 3], 512))).toBe(true);
    expect(isTileImage(await plainTile([1, 2, 3], 2048))).toBe(false);
    expect(isTileImage(new TextEncoder().encode('<ExceptionReport/>'))).toBe(false);
    expect(isTileImage(Uint8Array.of(0x1f, 0x8b, 8, 0))).toBe(false);
  });
  it('never break it, whatever the bytes', async () => {
    const png = await plainTile([9, 9, 9], 16);
    const jpg = encodeJpeg(new Uint8Array(16 * 16 * 4), 16, 16, 80);
    fc.assert(
      fc.property(
        fc.constantFrom(png, jpg, new Uint8Array(0)),
        fc.uint8Array({ maxLength: 40 }),
        fc.nat({ max: 60 }),
        (base, bytes, at) => {
          const mixed = base.slice(0, 200);
          mixed.set(bytes.slice(0, Math.max(0, mixed.length - at)), Math.min(at, mixed.length));
          for (const one of [mixed, bytes]) {
            const kind = imageKind(one);
            expect(kind === null || ['png', 'jpg', 'webp'].includes(kind.kind)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('text of a stranger', () => {
  it('is shown without markup and hidden signs', () => {
    expect(plainText('&copy; <a href="x">OSM</a>\u202e\n x', 50)).toBe('© OSM x');
    expect(plainText('x'.repeat(9000), 10)).toBe('xxxxxxxxxx');
  });
});
