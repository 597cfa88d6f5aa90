import type { Box } from '../../../shared/geometry/packed.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** A range of bytes of the file. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The 127 bytes at the start of a PMTiles archive, version 3 (github.com/protomaps/PMTiles, spec/v3). */
export interface PmtilesHeader {
  readonly root: Span;
  readonly metadata: Span;
  readonly leaves: Span;
  readonly tiles: Span;
  /** Of directories and metadata. */
  readonly compression: 'none' | 'gzip';
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Degrees. */
  readonly bounds: Box;
}

export const HEADER_BYTES = 127;
const MAGIC = 'PMTiles';
/** PNG, JPEG, WebP. */
const PICTURES: ReadonlySet<number> = new Set([2, 3, 4]);
const DEEPEST = 24;

/**
 * Reads the header. Every span is checked against the size of the file.
 *
 * @returns failures `background.pmtiles-none` (no archive), `background.pmtiles-version`, `background.vector-tiles`,
 * `background.pmtiles-compression`, `background.pmtiles-broken`
 */
export function readHeader(bytes: Uint8Array, fileBytes: number): Result<PmtilesHeader> {
  if (bytes.length < HEADER_BYTES) return fail('background.pmtiles-none');
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  for (let i = 0; i < MAGIC.length; i++) {
    if (bytes[i] !== MAGIC.charCodeAt(i)) return fail('background.pmtiles-none');
  }
  if (bytes[7] !== 3) return fail('background.pmtiles-version', { version: bytes[7]! });
  const span = (at: number): Span => ({
    offset: Number(view.getBigUint64(at, true)),
    length: Number(view.getBigUint64(at + 8, true)),
  });
  const [root, metadata, leaves, tiles] = [span(8), span(24), span(40), span(56)];
  const inside = ({ offset, length }: Span): boolean => offset + length <= fileBytes;
  if (![root, metadata, leaves, tiles].every(inside)) return fail('background.pmtiles-broken');
  const compression = bytes[97] === 1 ? 'none' : bytes[97] === 2 ? 'gzip' : null;
  if (compression === null) return fail('background.pmtiles-compression');
  if (!PICTURES.has(bytes[99]!)) return fail('background.vector-tiles');
  const [minZoom, maxZoom] = [bytes[100]!, bytes[101]!];
  if (minZoom > maxZoom || maxZoom > DEEPEST) return fail('background.pmtiles-broken');
  const degrees = (at: number): number => view.getInt32(at, true) / 1e7;
  const bounds: Box = [degrees(102), degrees(106), degrees(110), degrees(114)];
  const [west, south, east, north] = bounds;
  const sound = west < east && south < north && west >= -180 && east <= 180 && south >= -90 && north <= 90;
  return ok({
    root,
    metadata,
    leaves,
    tiles,
    compression,
    minZoom,
    maxZoom,
    bounds: sound ? bounds : [-180, -85.06, 180, 85.06],
  });
}
