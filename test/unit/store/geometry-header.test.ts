import { describe, expect, it } from 'vitest';
import {
  boxOfBlob,
  readGeometryBlob,
  readGeometryHeader,
  writeGeometryBlob,
} from '../../../electron/store/geopackage/header.ts';
import { emptyPacked, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { must } from '../../../shared/result.ts';

const square = packPolygon([
  [
    [110, 30],
    [111, 30],
    [111, 31],
    [110, 31],
  ],
]);

describe('the geometry blob', () => {
  it('is laid out byte by byte as the standard says', () => {
    const blob = Buffer.from(writeGeometryBlob(packPoints([[110.5, 30.25]]), { multi: false }));
    expect(blob.toString('latin1', 0, 2)).toBe('GP');
    expect([blob[2], blob[3]]).toEqual([0, 0b00000011]);
    expect(blob.readInt32LE(4)).toBe(4490);
    // minx, maxx, miny, maxy
    expect([8, 16, 24, 32].map((at) => blob.readDoubleLE(at))).toEqual([110.5, 110.5, 30.25, 30.25]);
    expect([blob[40], blob.readUInt32LE(41), blob.readDoubleLE(45), blob.readDoubleLE(53)]).toEqual([
      1, 1, 110.5, 30.25,
    ]);
    expect(blob.length).toBe(61);
  });

  it('comes back as it was', () => {
    const blob = writeGeometryBlob(square, { multi: true });
    expect(must(readGeometryBlob(blob))).toEqual(square);
    expect(boxOfBlob(blob)).toEqual([110, 30, 111, 31]);
  });

  it('of an empty geometry has no envelope and no box', () => {
    const blob = writeGeometryBlob(emptyPacked('polygon'), { multi: true });
    expect(must(readGeometryHeader(blob))).toEqual({ srsId: 4490, empty: true, box: null, wkbAt: 8 });
    expect(boxOfBlob(blob)).toBeNull();
  });

  it('of another program may lack the envelope or be big-endian', () => {
    const ours = writeGeometryBlob(square, { multi: true });
    const bare = new Uint8Array([0x47, 0x50, 0, 0x01, 0x8a, 0x11, 0, 0, ...ours.subarray(40)]);
    expect(boxOfBlob(bare)).toEqual([110, 30, 111, 31]);
    const big = Buffer.alloc(40);
    big.write('GP');
    big[3] = 0x02;
    big.writeInt32BE(4490, 4);
    [110, 111, 30, 31].forEach((side, i) => big.writeDoubleBE(side, 8 + 8 * i));
    expect(must(readGeometryHeader(big))).toMatchObject({ srsId: 4490, box: [110, 30, 111, 31] });
  });

  it('is refused when it is none', () => {
    for (const bytes of [
      new Uint8Array(3),
      Buffer.from('XX000000'),
      Buffer.from([0x47, 0x50, 0, 0x0b, 0, 0, 0, 0]),
    ]) {
      expect(readGeometryHeader(bytes)).toMatchObject({ ok: false, error: { code: 'geometry-header' } });
      expect(boxOfBlob(bytes)).toBeNull();
    }
  });
});
