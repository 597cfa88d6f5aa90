import { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';
import { DEFECT_CLASSES } from '../inspection/types.ts';
import { STANDINGS } from '../model/version.ts';
import { PLAN_IDS } from '../model/layer.ts';
import { SEVERITIES } from '../rules/rule.ts';
import { HASH_ALGORITHMS, HASH_DIGITS, SIGNATURE_ALGORITHMS } from './algorithms.ts';
import { readableJson, type Json } from './canonical-json.ts';
import { isSafePath } from './paths.ts';
import { FOLDER_KEYS } from './structure.ts';

const FORMAT_NAME = 'lantu-package';
/** Grows when a package could be misunderstood by an older product; older ones are read for ever. */
export const FORMAT_VERSION = 2;
/** Since when a package holds its quality inspection and says which official tables it holds. */
const INSPECTED_SINCE = 2;
export const FORMAT = `${FORMAT_NAME}/${FORMAT_VERSION}`;

/** Far above any manifest; a county has some dozens of files and layers. */
export const MANIFEST_LIMIT = 16 * 1024 ** 2;

const text = z.string().max(4000);
const name = z.string().max(200);
const count = z.int().nonnegative();
const finite = z.number();
const both = z.strictObject({ 'zh-CN': text, en: text });
const decimal = z.string().regex(/^-?\d{1,30}\.\d{2}$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const path = z.string().refine(isSafePath);
const layerId = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

const layer = z.strictObject({
  id: layerId,
  plan: z.enum(PLAN_IDS),
  role: name.nullable(),
  name: both,
  geometry: z.enum(['POINT', 'LINESTRING', 'POLYGON', 'MULTIPOLYGON']).nullable(),
  builtIn: z.boolean(),
  count,
  vertices: count,
  extent: z.tuple([finite, finite, finite, finite]).nullable(),
  /** Ellipsoid areas of the shapes, m2. */
  areaM2: decimal,
  /** Sums of the stored figures, m2, by field. */
  sums: z.record(layerId, decimal),
  /** What each column of the vector data holds. */
  fields: z.array(z.strictObject({ field: name, column: name, type: name })).max(1000),
});

const vector = z.strictObject({
  /** A file, or a folder that is one data set (file geodatabase). */
  path,
  format: name,
  /** The one by which figures are counted again, and from which a package is taken. */
  main: z.boolean(),
  epsg: z.int(),
  layers: z.array(z.strictObject({ layer: layerId, table: name, count })).max(1000),
});

const file = z.strictObject({
  path,
  size: count,
  hash: z.string().regex(/^[0-9a-f]{1,256}$/),
  /** Where it belongs; null at the top. */
  folder: z.enum(FOLDER_KEYS).nullable(),
  kind: z.enum([
    'readme',
    'report',
    'findings',
    'inspection',
    'table',
    'metadata',
    'ruleset',
    'vector',
    'attachment',
  ]),
  /** Classification mark (密级标识) of this part. */
  mark: name,
});

const counts = z.strictObject(
  Object.fromEntries(SEVERITIES.map((severity) => [severity, count])) as Record<
    (typeof SEVERITIES)[number],
    typeof count
  >,
);

/** Which inspection: the day it is of, the revision it was made of, and the model by name and version. */
const run = { made: day, rev: count, model: name };
const defectClass = z.enum(DEFECT_CLASSES);

/** The quality inspection (质检) of the very state that is packed, with the figures of its report. */
const inspection = z.strictObject({
  ...run,
  /** The report as JSON, by which the figures are counted again. */
  path,
  /** Null where there was nothing to score. */
  score: finite.nullable(),
  /** Open defects by class, those set aside, and what was not looked at. */
  defects: z.strictObject({ A: count, B: count, C: count, notice: count }),
  excepted: count,
  unchecked: count,
});

/** Official tables: those the package holds in one workbook, and what those it does not hold lack. */
const tables = z.strictObject({
  path: path.nullable(),
  made: z.array(name).max(100),
  left: z.array(z.strictObject({ table: name, missing: z.array(layerId).max(1000) })).max(100),
});

const manifest = z.strictObject({
  format: z.string(),
  algorithms: z.strictObject({
    hash: z.enum(HASH_ALGORITHMS),
    signature: z.enum(SIGNATURE_ALGORITHMS).nullable(),
  }),
  title: text,
  /** Stage of the work (报审稿), as the user says it; empty for none. */
  stage: text,
  classification: name,
  fictional: z.boolean(),
  county: z.strictObject({ code: name, name: text }),
  /** The day the package speaks of: exceptions are judged by it. */
  asOf: day,
  blueprint: name,
  /** The state of the blueprint: number, id and time of its last change; null before the first. */
  state: z.strictObject({ seq: count, change: name.nullable(), time: name.nullable() }),
  version: z
    .strictObject({
      uid: name,
      name: text,
      plan: z.enum(PLAN_IDS).nullable(),
      standing: z.enum(STANDINGS),
    })
    .nullable(),
  plans: z.array(z.enum(PLAN_IDS)),
  product: z.strictObject({ name, version: name }),
  /** Versions of the layer schemas and of the tables of the file. */
  schema: z.strictObject({ layers: count, file: count }),
  ruleset: z.strictObject({ id: name, version: name, own: z.boolean(), path }),
  classEdition: name,
  /** 基期年, 规划期末; null where the blueprint does not say. */
  baseYear: z.int().nullable(),
  planYear: z.int().nullable(),
  structure: z.strictObject({ id: name, version: name }),
  units: z.strictObject({ area: z.literal('m2'), extent: z.literal('degree') }),
  naming: z.enum(['own', 'standard', 'label']),
  language: z.enum(['zh-CN', 'en']),
  layers: z.array(layer).max(1000),
  vector: z.array(vector).min(1).max(100),
  findings: z.strictObject({
    path,
    /** What was found, exceptions included. */
    counts,
    /** How many of them are exceptions on the day. */
    exceptions: counts,
    notChecked: z.array(name).max(1000),
  }),
  /** Absent in packages of before format 2, as are the tables and the blocking defects of the override. */
  inspection: inspection.optional(),
  tables: tables.optional(),
  /**
   * Why it was made though bottom-line conflicts are open, rules were not checked or defects block it, with the defects
   * that did; null where nobody had to say so.
   */
  override: z
    .strictObject({
      reason: text,
      by: name,
      inspection: z
        .strictObject({
          ...run,
          blocking: z.array(z.strictObject({ check: name, class: defectClass, count })).max(1000),
        })
        .optional(),
    })
    .nullable(),
  signer: z.strictObject({ publicKey: text, fingerprint: name }).nullable(),
  files: z.array(file).max(2000),
});

/** What a package says of itself: everything in it with hash and size, and the figures by which it is counted again. */
export type Manifest = z.infer<typeof manifest>;
export type ManifestLayer = Manifest['layers'][number];
export type ManifestFile = Manifest['files'][number];
export type ManifestInspection = z.infer<typeof inspection>;
export type ManifestTables = z.infer<typeof tables>;
export type ManifestVector = Manifest['vector'][number];

/** The manifest as it stands in its file. */
export const manifestText = (value: Manifest): string => readableJson(value as Json);

/** The version of the format that a text states; null where it is no manifest of a package. */
function statedVersion(value: unknown): number | null {
  if (typeof value !== 'object' || value === null) return null;
  const { format } = value as { format?: unknown };
  const match = typeof format === 'string' ? /^([a-z-]+)\/(\d{1,6})$/.exec(format) : null;
  return match?.[1] === FORMAT_NAME ? Number(match[2]) : null;
}

/** Algorithms are looked at before the rest, so that an unknown one is named and not called a broken manifest. */
function unknownAlgorithm(value: unknown): string | null {
  const { algorithms } = value as { algorithms?: { hash?: unknown; signature?: unknown } };
  const { hash, signature } = algorithms ?? {};
  const known = (list: readonly string[], one: unknown): boolean =>
    typeof one !== 'string' || list.includes(one);
  if (!known(HASH_ALGORITHMS, hash)) return String(hash);
  return known(SIGNATURE_ALGORITHMS, signature) ? null : String(signature);
}

/** What a manifest of today must not leave out, though older ones do. */
function lackingPart({ inspection: inspected, tables: made, override }: Manifest): string | null {
  if (inspected === undefined) return 'inspection';
  if (made === undefined) return 'tables';
  return override !== null && override.inspection === undefined ? 'override.inspection' : null;
}

/**
 * Reads a manifest. Failures: `package.no-manifest` (text that is none), `package.newer` (found, known),
 * `package.algorithm` (algorithm), `package.manifest-broken` (where).
 */
export function readManifest(content: string): Result<Manifest> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return fail('package.manifest-broken', { where: 'JSON' });
  }
  const version = statedVersion(value);
  if (version === null) return fail('package.no-manifest');
  if (version > FORMAT_VERSION) return fail('package.newer', { found: version, known: FORMAT_VERSION });
  const algorithm = unknownAlgorithm(value);
  if (algorithm !== null) return fail('package.algorithm', { algorithm: algorithm.slice(0, 40) });
  const parsed = manifest.safeParse(value);
  if (!parsed.success)
    return fail('package.manifest-broken', { where: parsed.error.issues[0]?.path.join('.') ?? '' });
  const lacking = version < INSPECTED_SINCE ? null : lackingPart(parsed.data);
  if (lacking !== null) return fail('package.manifest-broken', { where: lacking });
  const digits = HASH_DIGITS[parsed.data.algorithms.hash];
  const short = parsed.data.files.find(({ hash }) => hash.length !== digits);
  return short === undefined
    ? ok(parsed.data)
    : fail('package.manifest-broken', { where: `files ${short.path}` });
}
