import { describe, expect, it } from 'vitest';
import { writeGeometryBlob } from '../../../electron/store/geopackage/header.ts';
import { decodeImage, encodeImage } from '../../../electron/store/record-image.ts';
import { emptyPacked, packPolygon } from '../../../shared/geometry/build-packed.ts';

const column = { column: 'geom', encoding: 'gpkg', multi: true, kind: 'polygon' } as const;
const ring = Array.from({ length: 200 }, (_, i) => [
  110 + Math.cos(i / 32) / 1000,
  30 + Math.sin(i / 32) / 1000,
]);
const blob = Buffer.from(writeGeometryBlob(packPolygon([ring]), { multi: true }));
const fields = { name: "O'Brien 园区", area_m2: 0.1 + 0.2, year: 2035, remark: null, revision: 7 };

const back = (geometry: Uint8Array | null | undefined) => {
  const decoded = decodeImage(encodeImage({ fields, geometry }, column), column);
  return {
    ...decoded,
    geometry: decoded.geometry ? Buffer.from(decoded.geometry).toString('hex') : decoded.geometry,
  };
};

describe('a before-image', () => {
  it('gives back fields and the bytes of the geometry, and tells null from not touched', () => {
    expect(back(blob)).toEqual({ fields, geometry: blob.toString('hex') });
    expect(back(null)).toEqual({ fields, geometry: null });
    expect(back(undefined)).toEqual({ fields, geometry: undefined });
    const empty = Buffer.from(writeGeometryBlob(emptyPacked('polygon'), { multi: true }));
    expect(back(empty).geometry).toBe(empty.toString('hex'));
  });

  it('takes less than half the room of the blob', () => {
    const fixed = encodeImage({ fields, geometry: null }, column).length;
    expect(encodeImage({ fields, geometry: blob }, column).length - fixed).toBeLessThan(blob.length / 2);
  });

  it('keeps bytes of another program as they are, whatever they are', () => {
    const bigEndian = Buffer.concat([
      Buffer.from('GP'),
      Buffer.from([0, 0, 0, 0, 0x11, 0x8a]),
      Buffer.from('000000000140', 'hex'),
    ]);
    const offGrid = Buffer.from(blob);
    offGrid.writeDoubleLE(110.00000000012345, 62);
    const simple = Buffer.from(writeGeometryBlob(packPolygon([ring]), { multi: false }));
    for (const bytes of [bigEndian, offGrid, simple, Buffer.from('nonsense'), Buffer.alloc(0)]) {
      const decoded = decodeImage(encodeImage({ fields, geometry: bytes }, column), column);
      expect(Buffer.from(decoded.geometry!).toString('hex')).toBe(bytes.toString('hex'));
    }
  });
});
