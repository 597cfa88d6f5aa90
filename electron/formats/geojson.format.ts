import { NO_CRS, readCrsName, readEpsg, type CrsReading } from '../../shared/crs/parse-wkt.ts';
import { fatal, noticed, refused, type Problem, type RawFeature } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { geojsonWriter } from './geojson-writer.ts';
import type { FileRef, Format, Probe } from './define-format.ts';
import { decoderOf, encodingName, guessEncoding, type Decode } from './encoding.ts';
import { isEsriFeature, toRawFeature } from './geojson-values.ts';
import { sliceJson } from './json-slices.ts';
import { readChunks } from './read-chunks.ts';
import { encodingSample } from './text-encoding.ts';

/** Features whose properties are looked at to tell the fields. */
const FIELD_SAMPLE = 5000;
/** Types of a GeoJSON object that stands alone in its file. */
const ALONE = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];

/** RFC 7946 files are WGS 84 when they say nothing; the older `crs` member is heeded. */
function readCrsMember(value: unknown): CrsReading {
  if (value === undefined) return readEpsg(4326);
  const { type, properties } = (value ?? {}) as {
    type?: unknown;
    properties?: { name?: unknown; code?: unknown };
  };
  if (type === 'name' && typeof properties?.name === 'string') return readCrsName(properties.name);
  if (type === 'EPSG') return readEpsg(Number(properties?.code));
  return NO_CRS;
}

async function findEncoding(file: FileRef, chosen: string | null, signal: AbortSignal): Promise<string> {
  if (chosen !== null) return encodingName(chosen) ?? 'utf-8';
  return guessEncoding([await encodingSample(file.path, signal)]) ?? 'utf-8';
}

/** `{"NaN": ...}` is no JSON, but programs write it; it is told apart from a broken file. */
const HAS_NAN = /[[,:]\s*(?:NaN|[-+]?Infinity|nan|inf)\b/;

/** Whole numbers of more digits than a number holds, as codes of eighteen digits are. */
const LONG_WHOLE = /(?<![\d.eE])\d{16,}(?![\d.eE])/;

/** A value as it was written where a number would not hold all of its digits. */
function wholeDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isLong = typeof value === 'number' && !Number.isSafeInteger(value);
  return isLong && /^-?\d+$/.test(context?.source ?? '') ? context!.source : value;
}

type Parsed = { readonly value: unknown } | Problem;

function parse(bytes: Uint8Array, decode: Decode, feature: number): Parsed {
  const text = decode(bytes);
  try {
    const value: unknown = LONG_WHOLE.test(text) ? JSON.parse(text, wholeDigits) : JSON.parse(text);
    return { value };
  } catch {
    return HAS_NAN.test(text) ? refused(feature, 'not-finite-json') : fatal('json-broken', {}, feature);
  }
}

const isProblem = (value: Parsed | RawFeature | Problem): value is Problem =>
  'kind' in value && value.kind === 'problem';

type Item =
  | RawFeature
  | Problem
  | { readonly kind: 'members'; readonly members: ReadonlyMap<string, unknown> };

/** Everything in the file: features and problems in order, the other members last. */
async function* items(
  file: FileRef,
  encoding: string,
  options: {
    readonly signal: AbortSignal;
    readonly onShare?: (share: number) => void;
    readonly parseUpTo: number;
  },
): AsyncGenerator<Item> {
  const decode = decoderOf(encoding);
  const members = new Map<string, unknown>();
  let number = 0;
  const chunks = readChunks(file.path, options);
  for await (const slice of sliceJson(chunks, { array: 'features', doubleByte: encoding === 'gb18030' })) {
    if (options.signal.aborted) return;
    if (slice.kind === 'broken') {
      yield fatal(slice.code, { offset: slice.offset }, number + 1);
      return;
    }
    if (slice.kind === 'member') {
      const parsed = parse(slice.bytes, decode, 1);
      if (isProblem(parsed)) {
        yield parsed.fatal ? fatal('json-broken', { offset: 0 }) : parsed;
        if (parsed.fatal) return;
      } else members.set(slice.key, parsed.value);
      continue;
    }
    number++;
    if (number > options.parseUpTo) {
      yield { kind: 'feature', number, values: {}, geometry: null };
      continue;
    }
    const parsed = parse(slice.bytes, decode, number);
    if (isProblem(parsed)) {
      yield parsed;
      if (parsed.fatal) return;
      continue;
    }
    if (isEsriFeature(parsed.value)) {
      yield fatal('esri-json');
      return;
    }
    yield toRawFeature(parsed.value, number);
  }
  const type = members.get('type');
  if (number === 0 && type === 'Feature') yield toRawFeature(Object.fromEntries(members), 1);
  else if (number === 0 && ALONE.includes(String(type))) {
    yield toRawFeature({ type: 'Feature', properties: {}, geometry: Object.fromEntries(members) }, 1);
  } else if (type !== 'FeatureCollection') {
    yield fatal('not-geojson', { type: typeof type === 'string' ? type : '' });
    return;
  }
  yield { kind: 'members', members };
}

const typeName = (value: unknown): string =>
  typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text';

async function probe(
  file: FileRef,
  options: { readonly encoding: string | null; readonly signal: AbortSignal },
): Promise<Result<Probe>> {
  const encoding = await findEncoding(file, options.encoding, options.signal);
  const fields = new Map<string, string>();
  const kinds = new Set<string>();
  let count = 0;
  let members: ReadonlyMap<string, unknown> = new Map();
  for await (const item of items(file, encoding, { signal: options.signal, parseUpTo: FIELD_SAMPLE })) {
    if (item.kind === 'members') members = item.members;
    else if (item.kind === 'problem') {
      if (item.fatal)
        return fail(`import.${item.code}`, { file: file.name, feature: item.feature ?? 0, ...item.params });
      count++;
    } else {
      count++;
      if (item.geometry) kinds.add(item.geometry.kind);
      for (const [name, value] of Object.entries(item.values)) {
        if (value !== null && fields.get(name) !== 'text') fields.set(name, typeName(value));
        else if (!fields.has(name)) fields.set(name, 'unknown');
      }
    }
  }
  if (options.signal.aborted) return fail('cancelled');
  const name =
    typeof members.get('name') === 'string' ? String(members.get('name')) : file.name.replace(/\.[^.]+$/, '');
  const notes: Problem[] = encoding === 'utf-8' ? [] : [noticed(null, 'encoding-taken', { encoding })];
  return ok({
    layers: [
      {
        name,
        count,
        geometry: [...kinds].join(', '),
        crs: readCrsMember(members.get('crs')),
        encoding,
        fields: [...fields].map(([field, type]) => ({
          name: field,
          type: type === 'unknown' ? 'text' : type,
        })),
      },
    ],
    notes,
  });
}

/** GeoJSON (RFC 7946, and the 2008 form with its `crs` member), read feature by feature whatever its size. */
export const geojsonFormat: Format = {
  id: 'geojson',
  extensions: ['.geojson', '.json'],
  recognises: (head) => {
    const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
    const first = head.subarray(start).find((byte) => ![0x20, 0x0a, 0x0d, 0x09].includes(byte));
    return first === 0x7b;
  },
  probe,
  read: async function* (file, options) {
    const encoding = await findEncoding(file, options.encoding, options.signal);
    const all = { signal: options.signal, onShare: options.onShare, parseUpTo: Infinity };
    for await (const item of items(file, encoding, all)) if (item.kind !== 'members') yield item;
  },
  writer: geojsonWriter,
};
