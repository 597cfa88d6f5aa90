import type { Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import { inShare, type Share } from './pass.ts';
import type { CoverageBinding, GroupBinding, Plan, SelfBinding } from './plan.ts';
import type { SourceLayer } from './source.ts';
import type { RunTools } from './tools.ts';

/** One layer and everything that one reading of it serves. */
export interface LayerWork {
  readonly schema: SourceLayer['schema'];
  readonly self: readonly SelfBinding[];
  readonly groups: readonly GroupBinding[];
  readonly coverages: readonly CoverageBinding[];
  /** Fields that any of them reads, in order of name. */
  readonly fields: readonly string[];
}

/** A record as it is read, of whatever geometry, or of none. */
export interface ReadRecord {
  readonly layer: string;
  readonly fid: number;
  readonly uid: string;
  readonly fields: Fields;
  readonly geometry: Packed | null;
}

type Bindings = Pick<Plan, 'self' | 'groups' | 'coverages'>;

const works = new WeakMap<Bindings, readonly LayerWork[]>();

/** The layers that bindings read, in order of id; worked out once for the same bindings. */
export function layerWorks(bindings: Bindings): readonly LayerWork[] {
  const known = works.get(bindings) ?? worksOf(bindings);
  works.set(bindings, known);
  return known;
}

function worksOf({ self, groups, coverages }: Bindings): LayerWork[] {
  const schemas = new Map<string, SourceLayer['schema']>();
  for (const { layer } of [...self, ...coverages]) schemas.set(layer.id, layer);
  for (const { layers } of groups) for (const layer of layers) schemas.set(layer.id, layer);
  return [...schemas.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((schema) => {
      const own = {
        schema,
        self: self.filter(({ layer }) => layer.id === schema.id),
        groups: groups.filter(({ layers }) => layers.some(({ id }) => id === schema.id)),
        coverages: coverages.filter(({ layer }) => layer.id === schema.id),
      };
      const fields = new Set([
        ...own.self.flatMap(({ rule }) => rule.fieldsOf(schema)),
        ...own.groups.flatMap(({ rule }) => rule.fieldsOf(schema)),
        ...own.coverages.flatMap(({ rule }) => rule.subjectFields),
      ]);
      return { ...own, fields: [...fields].sort() };
    });
}

/** Records in one read. */
const BATCH = 256;

/** Streams the records of a share of a layer in order of fid, breathing as often as the pace asks. */
export async function readLayer(
  { source, pace, batch = BATCH, onRead }: RunTools,
  { schema, fields }: LayerWork,
  share: Share,
  visit: (record: ReadRecord) => void,
): Promise<void> {
  const layer = schema.id;
  let done = 0;
  for await (const read of source.scan({ layer, fields, order: 'fid', batch, share })) {
    for (let i = 0; i < read.fids.length; i++) {
      const fid = read.fids[i]!;
      if (!inShare(share, fid)) continue;
      const own: Record<string, Fields[string]> = {};
      for (const name of fields) own[name] = read.fields[name]?.[i] ?? null;
      visit({ layer, fid, uid: read.uids[i]!, fields: own, geometry: read.geometries[i] ?? null });
      const rest = pace();
      if (rest !== undefined) await rest;
    }
    done += read.fids.length;
    onRead?.(layer, done);
  }
}

/** Those of the named records that exist, with the fields that the work reads and no others. */
export const recordsNow = (
  { source }: RunTools,
  { schema, fields }: LayerWork,
  fids: readonly number[],
): ReadRecord[] =>
  source.featuresByFid(schema.id, fids).map(({ layer, fid, uid, fields: all, geometry }) => ({
    layer,
    fid,
    uid,
    fields: Object.fromEntries(fields.map((name) => [name, all[name] ?? null])),
    geometry,
  }));
