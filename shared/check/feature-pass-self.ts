import { meterAt } from '../geometry/area-meters.ts';
import type { Packed } from '../geometry/packed.ts';
import type { SoundShapes } from '../geometry/sound-shapes.ts';
import type { GeometryProblem } from '../geometry/validity.ts';
import type { RecordRef } from '../model/record.ts';
import type { PieceDraft, SelfFeature, World } from '../rules/bound-rule.ts';
import { type LayerWork, type ReadRecord, recordsNow } from './feature-pass-layers.ts';
import { NO_COUNTERPART, type FindingTable, type TableSubject } from './finding-table.ts';
import type { SelfBinding } from './plan.ts';
import type { RunTools } from './tools.ts';

const NONE: readonly GeometryProblem[] = [];

/** A record before the rules: what is costly is worked out when the first of them asks. */
export class OneFeature implements SelfFeature {
  readonly ref: RecordRef;
  readonly fid: number;
  readonly fields: SelfFeature['fields'];
  readonly geometry: Packed | null;
  private readonly sound: SoundShapes;
  private found: readonly GeometryProblem[] | undefined;
  private area: number | undefined;

  /** @param sound the shapes that were found valid of late, here or in a run before */
  constructor({ layer, fid, uid, fields, geometry }: ReadRecord, sound: SoundShapes) {
    this.ref = { table: layer, uid };
    this.fid = fid;
    this.fields = fields;
    this.geometry = geometry;
    this.sound = sound;
  }

  get box(): SelfFeature['box'] {
    return this.geometry?.box ?? null;
  }

  readonly problems = (): readonly GeometryProblem[] =>
    (this.found ??=
      this.geometry === null ? NONE : this.sound.problems(`${this.ref.table} ${this.fid}`, this.geometry));

  readonly areaM2 = (): number =>
    (this.area ??=
      this.geometry?.kind === 'polygon' ? meterAt(this.geometry.box).polygonAreaM2(this.geometry) : 0);
}

/** The touched records of a layer in order of fid, read once for all; null for those that are gone. */
export type TouchedNow = ReadonlyMap<number, OneFeature | null>;

export function touchedNow(
  tools: RunTools,
  work: LayerWork,
  touched: ReadonlySet<number>,
  sound: SoundShapes,
): TouchedNow {
  const fids = [...touched].sort((a, b) => a - b);
  const now = new Map<number, OneFeature | null>(fids.map((fid) => [fid, null]));
  for (const record of recordsNow(tools, work, fids)) now.set(record.fid, new OneFeature(record, sound));
  return now;
}

/** What a rule said of one record. */
export interface SelfFound {
  readonly binding: string;
  readonly subject: TableSubject;
  readonly pieces: readonly PieceDraft[];
}

/** Asks all rules on a layer about one record. */
export function evaluateSelf(
  bindings: readonly SelfBinding[],
  feature: OneFeature,
  world: World,
  found: SelfFound[],
): void {
  const { ref, fid, fields } = feature;
  for (const { id, rule, layer } of bindings) {
    const pieces = rule.evaluate(feature, layer, world);
    if (pieces.length === 0) continue;
    // Only what the rule says that it reads: an edit of anything else leaves the finding as it is.
    const own = Object.fromEntries(rule.fieldsOf(layer).map((name) => [name, fields[name] ?? null]));
    const subject = { layer: ref.table, fid, uid: ref.uid, fields: own, counterpartLayer: null };
    found.push({ binding: id, subject, pieces });
  }
}

/** Puts what was found into the table. */
export function putSelf(
  bindings: readonly SelfBinding[],
  found: readonly SelfFound[],
  table: FindingTable,
): void {
  const byId = new Map(bindings.map((binding) => [binding.id, { ...binding, disjoint: true }]));
  for (const { binding, subject, pieces } of found) {
    const own = byId.get(binding);
    if (own !== undefined) table.put(own, subject, NO_COUNTERPART, pieces);
  }
}
