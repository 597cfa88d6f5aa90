import {
  addTo,
  before as sumsBefore,
  builtMatrix,
  classRows,
} from '../../../shared/analysis/versions/class-table.ts';
import { classFieldOf } from '../../../shared/analysis/versions/class-field.ts';
import { sameShape } from '../../../shared/analysis/versions/describe-change.ts';
import { transitions, windowOf, type Classed } from '../../../shared/analysis/versions/transitions.ts';
import type { ClassComparison, VersionTable } from '../../../shared/analysis/versions/types.ts';
import { townshipOf } from '../../../shared/analysis/difference/areas.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { VersionScope } from '../../../shared/bridge/version-methods.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord, Fields } from '../../../shared/model/record.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { differing, readTownships, withStates, type TwoStates, type VersionTools } from './two-states.ts';

/** Shares of the work: finding what changed, overlaying it, and adding up the rest. */
const FOUND = 0.2;
const MET = 0.5;

const ADMIN = 'admin_code';
const EDITION = 'class_edition';

const textOf = (fields: Fields, name: string): string | null => {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The layer of planned use: those of the product before those of the user. */
const plannedUse = (schemas: readonly LayerSchema[]): LayerSchema | undefined =>
  schemas
    .filter(({ role, geometry }) => role === 'planned_use' && geometry !== null)
    .toSorted((a, b) => Number(b.builtIn) - Number(a.builtIn))[0];

/** Construction and other land, and land by class, in two states. */
export const versionTable = (
  tools: VersionTools,
  asked: { readonly from: number | null; readonly to: number | null; readonly scope: VersionScope },
  call: CallContext,
): Promise<Result<VersionTable>> =>
  withStates(tools, asked, 'compare.progress.table', call, async (two) => {
    const places = await readTownships(two.after, two.pace);
    const schema = plannedUse(tools.reader.schemas());
    const comparison =
      schema === undefined
        ? null
        : await compareClasses(tools, two, schema, asked.scope, tools.reader.ruleset().ruleset);
    two.tell(1);
    return ok({
      from: two.from,
      to: two.to,
      comparison,
      townships: places.map(({ code, name }) => ({ code, name })),
    });
  });

async function compareClasses(
  tools: VersionTools,
  two: TwoStates,
  schema: LayerSchema,
  scope: VersionScope,
  ruleset: Ruleset,
): Promise<ClassComparison> {
  const field = classFieldOf(schema)?.name ?? 'land_class';
  const window = windowOf(tools.overlay, scope.kind === 'box' ? scope.box : null);
  const inScope = (fields: Fields): boolean =>
    scope.kind !== 'township' || townshipOf(textOf(fields, ADMIN)) === scope.code;
  const changed = { before: [] as Classed[], after: [] as Classed[] };
  const changedSums = { before: new Map<string | null, number>(), after: new Map<string | null, number>() };
  const editions = { before: new Set<string>(), after: new Set<string>() };
  let features = 0;
  /** Features of the later state that are not as they were. */
  const moved = new Set<number>();

  const take = (side: 'before' | 'after', record: FeatureRecord | null): boolean => {
    if (record === null || record.geometry === null || !inScope(record.fields)) return false;
    const area = window.areaOf(record.geometry);
    if (area === 0) return false;
    const code = textOf(record.fields, field);
    changed[side].push({ code, geometry: record.geometry });
    addTo(changedSums[side], code, area);
    return true;
  };
  for await (const { before, after, share } of differing(tools, two, ({ id }) => id === schema.id)) {
    two.tell(FOUND * share);
    const same =
      before !== null &&
      after !== null &&
      sameShape(before.geometry, after.geometry) &&
      [field, ADMIN].every((name) => before.fields[name] === after.fields[name]);
    if (same) continue;
    const there = [take('before', before), take('after', after)];
    if (there.includes(true)) features += 1;
    if (after !== null) moved.add(after.fid);
    const edition = before === null ? null : textOf(before.fields, EDITION);
    if (there[0] && edition !== null) editions.before.add(edition);
  }
  const pairs = await transitions(changed.before, changed.after, window, two.pace, (share) =>
    two.tell(FOUND + (MET - FOUND) * share),
  );

  const after = new Map<string | null, number>();
  const all = Math.max(1, two.after.occupied().find((one) => one.schema.id === schema.id)?.size ?? 1);
  let done = 0;
  const fields = [field, ADMIN, EDITION];
  const box = scope.kind === 'box' ? { box: scope.box } : {};
  for await (const batch of two.after.scan({ layer: schema.id, fields, order: 'fid', batch: 200, ...box })) {
    for (let i = 0; i < batch.fids.length; i++) {
      const geometry = batch.geometries[i];
      const own = Object.fromEntries(fields.map((name) => [name, batch.fields[name]?.[i] ?? null]));
      if (geometry == null || !inScope(own)) continue;
      const area = window.areaOf(geometry);
      if (area === 0) continue;
      addTo(after, textOf(own, field), area);
      const edition = textOf(own, EDITION);
      if (edition !== null) editions.after.add(edition);
      if (edition !== null && !moved.has(batch.fids[i]!)) editions.before.add(edition);
      const rest = two.pace();
      if (rest !== undefined) await rest;
    }
    done += batch.fids.length;
    two.tell(MET + (1 - MET) * Math.min(1, done / all));
  }
  const sums = { before: sumsBefore(after, changedSums.before, changedSums.after), after };
  const construction = ruleset.constructionPrefixes;
  const isBuilt = (code: string | null): boolean =>
    code !== null && construction.some((prefix) => code.startsWith(prefix));
  return {
    layer: schema.id,
    rulesetVersion: ruleset.version,
    construction,
    editions: { before: [...editions.before].sort(), after: [...editions.after].sort() },
    matrix: builtMatrix(sums, changedSums, pairs, isBuilt),
    classes: classRows(sums),
    changed: features,
  };
}
