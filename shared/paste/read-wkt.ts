/** Deeper brackets than a multi-polygon has are nonsense. */
const MAX_DEPTH = 4;
const HEAD =
  /^\s*(?:SRID\s*=\s*\d+\s*;)?\s*(MULTIPOLYGON|POLYGON|MULTILINESTRING|LINESTRING|MULTIPOINT|POINT)\s*(?:(?:ZM|Z|M)\s*)?(?=\()/i;

const TYPES: Readonly<Record<string, string>> = {
  MULTIPOLYGON: 'MultiPolygon',
  POLYGON: 'Polygon',
  MULTILINESTRING: 'MultiLineString',
  LINESTRING: 'LineString',
  MULTIPOINT: 'MultiPoint',
  POINT: 'Point',
};

type Nested = number[] | Nested[];

/** The brackets from `at` on as nested lists of positions, and where they end; null where they do not match. */
function readBrackets(
  text: string,
  at: number,
  depth: number,
): { readonly value: Nested; readonly end: number } | null {
  if (depth > MAX_DEPTH) return null;
  const lists: Nested[] = [];
  for (let i = at + 1; ;) {
    while (i < text.length && /[\s,]/.test(text[i]!)) i++;
    if (i >= text.length) return null;
    if (text[i] === ')') return { value: lists as Nested, end: i + 1 };
    if (text[i] === '(') {
      const inner = readBrackets(text, i, depth + 1);
      if (inner === null) return null;
      lists.push(inner.value);
      i = inner.end;
      continue;
    }
    let end = i;
    while (end < text.length && !/[,()]/.test(text[end]!)) end++;
    const position = text.slice(i, end).trim().split(/\s+/).map(Number);
    if (position.length < 2 || position.length > 4 || position.some((value) => !Number.isFinite(value)))
      return null;
    lists.push(position);
    i = end;
  }
}

/**
 * WKT geometries one after the other, as GeoJSON geometries without properties; null for a text that is not made of
 * them altogether. `EWKT` marks (SRID=...;) are passed over, and so are heights and measures.
 */
export function readWktGeometries(
  text: string,
): { readonly geometry: unknown; readonly properties: null }[] | null {
  const found: { readonly geometry: unknown; readonly properties: null }[] = [];
  for (let rest = text.trim(); rest !== '';) {
    const head = HEAD.exec(rest);
    if (head === null) return null;
    const read = readBrackets(rest, head[0].length, 1);
    if (read === null) return null;
    const type = TYPES[head[1]!.toUpperCase()]!;
    found.push({ geometry: { type, coordinates: shaped(type, read.value) }, properties: null });
    rest = rest.slice(read.end).replace(/^[\s;,]+/, '');
  }
  return found;
}

/** A point has no list about its position; the points of a list may each have brackets of their own. */
function shaped(type: string, value: Nested): unknown {
  if (type === 'Point') return value.length === 1 ? value[0] : null;
  if (type !== 'MultiPoint') return value;
  return (value as Nested[]).map((one) => (typeof one[0] === 'number' ? one : one[0]));
}
