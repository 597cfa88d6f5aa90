import { fail, ok, type Result } from '../result.ts';
import { boxOfXY } from './box.ts';
import { isEmptyPacked, partCount } from './counts.ts';
import type { GeometryKind, Packed } from './packed.ts';

/*
 * Well-known binary as OGC 06-103r4 (ISO SQL/MM part 3) defines it: byte order, type code, content.
 * Type codes 1 to 6; +1000 has Z, +2000 has M, +3000 has both, and these ordinates are dropped.
 */

const KINDS: Readonly<Record<number, GeometryKind>> = {
  1: 'point',
  2: 'line',
  3: 'polygon',
  4: 'point',
  5: 'line',
  6: 'polygon',
};
const SIMPLE_CODE: Readonly<Record<GeometryKind, number>> = { point: 1, line: 2, polygon: 3 };
const LITTLE_ENDIAN_HOST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

interface RawRing {
  readonly at: number;
  readonly points: number;
  readonly little: boolean;
}

interface Header {
  readonly little: boolean;
  readonly base: number;
  readonly ordinates: number;
  readonly at: number;
}

class WkbError extends Error {
  readonly code: string;
  readonly type: number | undefined;

  constructor(code: string, type?: number) {
    super(code);
    this.code = code;
    this.type = type;
  }
}

function readHeader(view: DataView, at: number): Header {
  const order = view.getUint8(at);
  if (order > 1) throw new WkbError('wkb-broken');
  const little = order === 1;
  const code = view.getUint32(at + 1, little);
  const dimensions = Math.floor(code / 1000);
  const base = code % 1000;
  if (dimensions > 3 || KINDS[base] === undefined) throw new WkbError('wkb-type', code);
  const ordinates = dimensions === 0 ? 2 : dimensions === 3 ? 4 : 3;
  return { little, base, ordinates, at: at + 5 };
}

/** Notes where the rings of one simple geometry lie; returns the position after it. */
function scanSimple(view: DataView, header: Header, part: RawRing[]): number {
  const { little, ordinates } = header;
  const stride = 8 * ordinates;
  let at = header.at;
  if (header.base === 1) {
    const empty = Number.isNaN(view.getFloat64(at, little)) && Number.isNaN(view.getFloat64(at + 8, little));
    if (!empty) part.push({ at, points: 1, little });
    return at + stride;
  }
  let rings = 1;
  if (header.base === 3) {
    rings = view.getUint32(at, little);
    at += 4;
  }
  for (let ring = 0; ring < rings; ring++) {
    const points = view.getUint32(at, little);
    at += 4;
    if (at + points * stride > view.byteLength) throw new WkbError('wkb-broken');
    if (points > 0) part.push({ at, points, little });
    at += points * stride;
  }
  return at;
}

function scan(view: DataView, offset: number): { header: Header; parts: RawRing[][] } {
  const header = readHeader(view, offset);
  const parts: RawRing[][] = [];
  if (header.base <= 3) {
    const part: RawRing[] = [];
    scanSimple(view, header, part);
    if (part.length > 0) parts.push(part);
    return { header, parts };
  }
  const count = view.getUint32(header.at, header.little);
  let at = header.at + 4;
  for (let i = 0; i < count; i++) {
    const member = readHeader(view, at);
    if (member.base !== header.base - 3) throw new WkbError('wkb-broken');
    const part: RawRing[] = [];
    at = scanSimple(view, member, part);
    if (part.length > 0) parts.push(part);
  }
  return { header, parts };
}

function copyRing(view: DataView, ring: RawRing, ordinates: number, xy: Float64Array, at: number): void {
  if (ordinates === 2 && ring.little && LITTLE_ENDIAN_HOST) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + ring.at, 16 * ring.points);
    new Uint8Array(xy.buffer, 8 * at, 16 * ring.points).set(bytes);
    return;
  }
  const stride = 8 * ordinates;
  for (let i = 0; i < ring.points; i++) {
    xy[at + 2 * i] = view.getFloat64(ring.at + i * stride, ring.little);
    xy[at + 2 * i + 1] = view.getFloat64(ring.at + i * stride + 8, ring.little);
  }
}

/**
 * Reads the geometry that begins at `offset`. Coordinates, ring order and direction come back exactly
 * as they stand (a file written by this product holds the stored form; for foreign files see
 * normalise.ts). Empty parts and rings are left out.
 *
 * @returns failure `wkb-type` (params: type) for a type other than (Multi)Point, LineString and
 * Polygon, `wkb-broken` for bytes that are cut short or contradict themselves.
 */
export function readWkb(bytes: Uint8Array, offset = 0): Result<Packed> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { header, parts } = scan(view, offset);
    return ok(assemble(view, KINDS[header.base]!, header.ordinates, parts));
  } catch (error) {
    // DataView throws RangeError past the end; both ways of being broken become one value.
    if (error instanceof WkbError) {
      return fail(error.code, error.type === undefined ? undefined : { type: error.type });
    }
    if (error instanceof RangeError) return fail('wkb-broken');
    throw error;
  }
}

function assemble(view: DataView, kind: GeometryKind, ordinates: number, parts: RawRing[][]): Packed {
  const ringTotal = parts.reduce((sum, part) => sum + part.length, 0);
  const rings = new Int32Array(ringTotal + 1);
  const partStarts = new Int32Array(parts.length + 1);
  let points = 0;
  let ring = 0;
  parts.forEach((part, p) => {
    for (const raw of part) {
      points += raw.points;
      rings[++ring] = points;
    }
    partStarts[p + 1] = ring;
  });
  const xy = new Float64Array(2 * points);
  let at = 0;
  for (const part of parts) {
    for (const raw of part) {
      copyRing(view, raw, ordinates, xy, at);
      at += 2 * raw.points;
    }
  }
  return { kind, xy, rings, parts: partStarts, box: boxOfXY(xy) };
}

/**
 * Writes little-endian WKB. `multi: true` writes the Multi type always, `false` the simple type when
 * there is one part (none: an empty geometry of the simple type; several: the Multi type).
 */
export function writeWkb(packed: Packed, options: { readonly multi: boolean }): Uint8Array {
  return writeWkbAfter(packed, options, 0);
}

/** The same with room for a header of `before` bytes in front of it. */
export function writeWkbAfter(
  packed: Packed,
  options: { readonly multi: boolean },
  before: number,
): Uint8Array {
  const count = partCount(packed);
  const multi = options.multi || count > 1;
  const simple = SIMPLE_CODE[packed.kind];
  if (!multi && isEmptyPacked(packed)) {
    const wkb = emptySimple(packed.kind);
    const bytes = new Uint8Array(before + wkb.length);
    bytes.set(wkb, before);
    return bytes;
  }
  const bytes = new Uint8Array(before + wkbSize(packed, multi));
  const view = new DataView(bytes.buffer);
  let at = before;
  const header = (code: number): void => {
    view.setUint8(at, 1);
    view.setUint32(at + 1, code, true);
    at += 5;
  };
  const uint32 = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  if (multi) {
    header(simple + 3);
    uint32(count);
  }
  for (let part = 0; part < count; part++) {
    header(simple);
    const first = packed.parts[part]!;
    const end = packed.parts[part + 1]!;
    if (packed.kind === 'polygon') uint32(end - first);
    for (let ring = first; ring < end; ring++) {
      const from = packed.rings[ring]!;
      const to = packed.rings[ring + 1]!;
      if (packed.kind !== 'point') uint32(to - from);
      at = writeCoordinates(packed.xy, 2 * from, 2 * to, bytes, view, at);
    }
  }
  return bytes;
}

/** Shorter than this, one number after the other is quicker than a copy of memory. */
const COPY_FROM = 16;

/** Numbers `from` to `to` as little-endian doubles; returns the position after them. */
function writeCoordinates(
  xy: Float64Array,
  from: number,
  to: number,
  bytes: Uint8Array,
  view: DataView,
  at: number,
): number {
  if (LITTLE_ENDIAN_HOST && to - from >= COPY_FROM) {
    bytes.set(new Uint8Array(xy.buffer, xy.byteOffset + 8 * from, 8 * (to - from)), at);
    return at + 8 * (to - from);
  }
  for (let i = from; i < to; i++) view.setFloat64(at + 8 * (i - from), xy[i]!, true);
  return at + 8 * (to - from);
}

function wkbSize(packed: Packed, multi: boolean): number {
  const parts = partCount(packed);
  const rings = packed.rings.length - 1;
  const perPart = packed.kind === 'polygon' ? 9 : 5;
  return (multi ? 9 : 0) + parts * perPart + (packed.kind === 'point' ? 0 : 4 * rings) + 8 * packed.xy.length;
}

function emptySimple(kind: GeometryKind): Uint8Array {
  const bytes = new Uint8Array(kind === 'point' ? 21 : 9);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint32(1, SIMPLE_CODE[kind], true);
  if (kind === 'point') {
    view.setFloat64(5, NaN, true);
    view.setFloat64(13, NaN, true);
  }
  return bytes;
}
