import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import { mapPacked } from '../../../shared/geometry/normalise.ts';
import type { BoolOp } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { readWkb, writeWkb } from '../../../shared/geometry/wkb.ts';
import { must } from '../../../shared/result.ts';

const PYTHON = '/usr/bin/python3';
const SCRIPT = path.join(import.meta.dirname, 'geos_batch.py');

/** Why GEOS of Debian's python3-shapely cannot be asked here; undefined when it can. */
export const geosMissing = existsSync('/usr/lib/python3/dist-packages/shapely')
  ? undefined
  : 'python3-shapely is not installed';

export const OPERATIONS: readonly BoolOp[] = ['intersection', 'difference', 'union', 'xor'];

export interface BatchPair {
  readonly op: BoolOp;
  /** Places in the list of geometries. */
  readonly a: number;
  readonly b: number;
}

export interface BatchResult {
  /** Area of what GEOS gives for each pair: on the ellipsoid in m2, unless measured otherwise. */
  readonly areas: Float64Array;
  /** Length of its border, where the measure gives it. */
  readonly lengths: Float64Array;
  /** Which geometries are valid for GEOS; the others were mended. */
  readonly valid: Uint8Array;
}

/**
 * Overlays of many pairs by GEOS in a process of its own; areas by the measure of this product.
 *
 * @param origin a whole position in degrees from which GEOS counts whole steps, so that its crossings keep their digits
 * @param mend what stands for a geometry that GEOS finds invalid: its own make_valid, or the even-odd fill
 */
export function geosAreas(
  geometries: readonly Packed[],
  pairs: readonly BatchPair[],
  mend: 'make-valid' | 'even-odd',
  origin: readonly [number, number],
  measure: (packed: Packed) => readonly [area: number, length: number] = (p) => [polygonAreaM2(p), 0],
): BatchResult {
  const near = (v: number, o: number): number => toSteps(v) - toSteps(o);
  const folder = mkdtempSync(path.join(tmpdir(), 'lantu-geos-'));
  try {
    const chunks: Uint8Array[] = [];
    for (const geometry of geometries) {
      const moved = mapPacked(geometry, (x, y) => [near(x, origin[0]), near(y, origin[1])]);
      const bytes = writeWkb(moved, { multi: true });
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes.length, true);
      chunks.push(length, bytes);
    }
    writeFileSync(path.join(folder, 'geometries.bin'), Buffer.concat(chunks));
    const list = Buffer.alloc(9 * pairs.length);
    pairs.forEach(({ op, a, b }, i) => {
      list.writeUInt8(OPERATIONS.indexOf(op), 9 * i);
      list.writeUInt32LE(a, 9 * i + 1);
      list.writeUInt32LE(b, 9 * i + 5);
    });
    writeFileSync(path.join(folder, 'pairs.bin'), list);
    execFileSync(PYTHON, [SCRIPT, mend, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    const results = readFileSync(path.join(folder, 'results.bin'));
    const areas = new Float64Array(pairs.length);
    const lengths = new Float64Array(pairs.length);
    let at = 0;
    for (let i = 0; i < pairs.length; i++) {
      const size = results.readUInt32LE(at);
      at += 4;
      if (size > 0) {
        const result = must(readWkb(results.subarray(at, at + size)));
        const [area, length] = measure(backFrom(result, origin));
        areas[i] = area;
        lengths[i] = length;
      }
      at += size;
    }
    return { areas, lengths, valid: new Uint8Array(readFileSync(path.join(folder, 'valid.bin'))) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A result in steps from the origin, between them too, back at its place. */
function backFrom(packed: Packed, origin: readonly [number, number]): Packed {
  return { ...packed, xy: packed.xy.map((v, i) => fromSteps(v + toSteps(origin[i % 2]!))) };
}
