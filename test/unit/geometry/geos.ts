import initGeos from 'geos-wasm';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { must } from '../../../shared/result.ts';
import type { BoolOp } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { readWkb, writeWkb } from '../../../shared/geometry/wkb.ts';

/** GEOS as an independent program: OverlayNG, validity and make_valid(structure). */
export interface Geos {
  overlay(op: BoolOp, a: Packed, b: Packed): Packed;
  isValid(a: Packed): boolean;
  makeValidStructure(a: Packed): Packed;
  difference(a: Packed, others: readonly Packed[]): Packed;
}

export async function loadGeos(): Promise<Geos> {
  // Else every finding of its validity test goes to the console.
  const geos = await initGeos({ noticeHandler: () => undefined });
  const { Module } = geos;
  const heap = (): Uint8Array => Module.HEAPU8 as Uint8Array;

  const take = (packed: Packed): number => {
    const bytes = writeWkb(packed, { multi: true });
    const at = Module._malloc(bytes.length) as number;
    heap().set(bytes, at);
    const geometry = geos.GEOSGeomFromWKB_buf(at, bytes.length);
    Module._free(at);
    if (!geometry) throw new Error('GEOS did not read the geometry');
    return geometry;
  };

  /** Only the areas: points and lines of a mixed result cover nothing. */
  const give = (geometry: number): Packed => {
    if (!geometry) throw new Error('GEOS failed');
    const size = Module._malloc(4) as number;
    const parts: Packed[] = [];
    const count = geos.GEOSGetNumGeometries(geometry);
    for (let i = 0; i < count; i++) {
      const member = geos.GEOSGetGeometryN(geometry, i);
      if (geos.GEOSGeomTypeId(member) !== 3 || geos.GEOSisEmpty(member)) continue;
      const at = geos.GEOSGeomToWKB_buf(member, size);
      const length = Module.getValue(size, 'i32') as number;
      parts.push(must(readWkb(heap().slice(at, at + length))));
      geos.GEOSFree(at);
    }
    Module._free(size);
    geos.GEOSGeom_destroy(geometry);
    return joined(parts);
  };

  const run = (op: BoolOp, a: number, b: number): number => {
    const result = {
      intersection: () => geos.GEOSIntersection(a, b),
      difference: () => geos.GEOSDifference(a, b),
      union: () => geos.GEOSUnion(a, b),
      xor: () => geos.GEOSSymDifference(a, b),
    }[op]();
    geos.GEOSGeom_destroy(a);
    geos.GEOSGeom_destroy(b);
    return result;
  };

  return {
    overlay: (op, a, b) => give(run(op, take(a), take(b))),
    isValid(a) {
      const geometry = take(a);
      const valid = geos.GEOSisValid(geometry);
      geos.GEOSGeom_destroy(geometry);
      return Number(valid) === 1;
    },
    makeValidStructure(a) {
      const geometry = take(a);
      const params = geos.GEOSMakeValidParams_create();
      geos.GEOSMakeValidParams_setMethod(params, 1);
      const result = geos.GEOSMakeValidWithParams(geometry, params);
      geos.GEOSMakeValidParams_destroy(params);
      geos.GEOSGeom_destroy(geometry);
      return give(result);
    },
    difference(a, others) {
      let rest = take(a);
      for (const other of others) rest = run('difference', rest, take(other));
      return give(rest);
    },
  };
}

function joined(parts: readonly Packed[]): Packed {
  const rings: ArrayLike<number>[][] = parts.map((part) =>
    Array.from({ length: part.rings.length - 1 }, (_, r) =>
      part.xy.subarray(2 * part.rings[r]!, 2 * part.rings[r + 1]!),
    ),
  );
  return packFlat('polygon', rings);
}
