import { numberOf } from '../../crs/angle.ts';
import { valueOf } from '../../crs/point-columns.ts';
import type { RawValue } from '../raw.ts';

const PLAIN = /^\s*[+-]?\d+(?:\.\d+)?\s*$/;
/** Longer texts are no coordinate, and not worth the tokens. */
const MAX_TEXT = 60;

/** A cell as one coordinate: a number, or degrees with minutes and seconds, however written; null when it is none. */
export function coordinateOf(cell: RawValue | undefined): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string' || cell.length > MAX_TEXT) return null;
  if (PLAIN.test(cell)) return Number(cell);
  const written = valueOf(cell.trim());
  if (written === null) return null;
  const value = numberOf(written);
  if (!value.ok) return null;
  return written.label === 'S' || written.label === 'W' ? -Math.abs(value.value) : value.value;
}

/** How a geometry written as text begins: WKT (with the number of its system), or JSON. */
export const GEOMETRY_TEXT =
  /^\s*(?:(?:SRID\s*=\s*\d+\s*;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:(?:ZM|Z|M)\s*)?(?:\(|EMPTY)|\{\s*")/i;

const FIGURE = /^[+-]?[\d.,]+(?:e[+-]?\d+)?%?$/i;

/** Whether a cell is a name rather than a value: some words, no figure, no date, no coordinate, no geometry. */
export const isLabel = (cell: RawValue | undefined): cell is string =>
  typeof cell === 'string' &&
  cell.length <= MAX_TEXT &&
  !GEOMETRY_TEXT.test(cell) &&
  !FIGURE.test(cell.normalize('NFKC').trim()) &&
  !/\d{4}[-/年.]\d{1,2}|[°′″]\d|\d[°′″]/.test(cell);
