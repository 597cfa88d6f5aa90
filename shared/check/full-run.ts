import Flatbush from 'flatbush';
import type { Admitted } from './admitted.ts';
import { admitsCounterpart, evaluateDifference, evaluatePair } from './evaluate.ts';
import { pairMeasurer } from './measure-pair.ts';
import { NO_COUNTERPART, type FindingTable, type TableSubject } from './finding-table.ts';
import { fieldsRead, type Binding } from './plan.ts';
import { featuresOf, type CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** Features in one read: about a millisecond of parsing, a few where they are large. */
const BATCH = 64;

/** What the runs on pairs keep beside the tools. */
export interface PairTools extends RunTools {
  /** Ids of difference bindings whose filter leaves no boundary at all: not checked. Kept by the runs. */
  readonly unbounded: Set<string>;
  /** Counterparts that pass the filters of intersections. Kept by the runs. */
  readonly admitted: Admitted;
}

/** A subject as the table knows it. */
export const tableSubject = (
  { layer, fid, uid, fields }: CheckFeature,
  { counterparts }: Binding,
): TableSubject => ({ layer, fid, uid, fields, counterpartLayer: counterparts[0] ?? null });

/** Features of a layer held in memory with an index over their boxes. */
interface Resident {
  readonly features: readonly CheckFeature[];
  near(feature: CheckFeature): CheckFeature[];
}

/** Streams the polygons of a layer, breathing as often as the pace asks. */
export async function* streamLayer(
  { source, pace, batch = BATCH, onRead }: Pick<RunTools, 'source' | 'pace' | 'batch' | 'onRead'>,
  query: {
    readonly layer: string;
    readonly fields: readonly string[];
    readonly box?: CheckFeature['geometry']['box'];
  },
): AsyncGenerator<CheckFeature> {
  let done = 0;
  for await (const read of source.scan({ ...query, order: 'fid', batch })) {
    for (const feature of featuresOf(read)) {
      yield feature;
      const rest = pace();
      if (rest !== undefined) await rest;
    }
    done += read.fids.length;
    onRead?.(query.layer, done);
  }
}

async function load(tools: RunTools, layer: string, bindings: readonly Binding[]): Promise<Resident> {
  const features: CheckFeature[] = [];
  const fields = fieldsRead(bindings, layer);
  for await (const feature of streamLayer(tools, { layer, fields })) features.push(feature);
  if (features.length === 0) return { features, near: () => [] };
  const index = new Flatbush(features.length);
  for (const { geometry } of features) index.add(...geometry.box);
  index.finish();
  return {
    features,
    near: ({ geometry }) =>
      index
        .search(...geometry.box)
        .sort((a, b) => a - b)
        .map((i) => features[i]!),
  };
}

/** Bindings on one pair of layers. */
interface Join {
  readonly scanned: string;
  readonly held: string;
  readonly subjectHeld: boolean;
  readonly bindings: Binding[];
}

/** One join per pair of layers: the layer with fewer features is held, the other scanned once past it. */
function joinsOf(bindings: readonly Binding[], count: (layer: string) => number): Join[] {
  const joins = new Map<string, Join>();
  for (const binding of bindings) {
    const counterpart = binding.counterparts[0] ?? '';
    const subjectHeld = count(binding.subject) <= count(counterpart);
    const [held, scanned] = subjectHeld ? [binding.subject, counterpart] : [counterpart, binding.subject];
    const key = `${held} ${scanned} ${subjectHeld}`;
    const join = joins.get(key) ?? { scanned, held, subjectHeld, bindings: [] };
    join.bindings.push(binding);
    joins.set(key, join);
  }
  return [...joins.values()];
}

async function runIntersections(
  tools: PairTools,
  bindings: readonly Binding[],
  table: FindingTable,
): Promise<void> {
  for (const binding of bindings) tools.admitted.begin(binding);
  const counts = new Map(tools.source.occupied().map(({ schema, size }) => [schema.id, size]));
  const joins = joinsOf(bindings, (layer) => counts.get(layer) ?? 0);
  const measure = pairMeasurer(tools.overlay);
  const scans = new Map<string, Join[]>();
  for (const join of joins) scans.set(join.scanned, [...(scans.get(join.scanned) ?? []), join]);
  for (const [scanned, group] of scans) {
    const held: { join: Join; resident: Resident }[] = [];
    for (const join of group) {
      const fields = bindings.filter((b) => b.subject === join.held || b.counterparts.includes(join.held));
      const resident = await load(tools, join.held, fields);
      held.push({ join, resident });
      if (join.subjectHeld) continue;
      for (const binding of join.bindings)
        for (const one of resident.features) tools.admitted.note(binding, one);
    }
    const fields = fieldsRead(bindings, scanned);
    for await (const feature of streamLayer(tools, { layer: scanned, fields })) {
      for (const { join, resident } of held) {
        if (join.subjectHeld) for (const binding of join.bindings) tools.admitted.note(binding, feature);
        for (const other of resident.near(feature)) {
          const [subject, counterpart] = join.subjectHeld ? [other, feature] : [feature, other];
          for (const binding of join.bindings) {
            const pieces = evaluatePair(binding, subject, counterpart, measure);
            table.put(binding, tableSubject(subject, binding), counterpart.fid, pieces);
          }
          const rest = tools.pace();
          if (rest !== undefined) await rest;
        }
      }
    }
  }
}

async function runDifferences(
  tools: PairTools,
  bindings: readonly Binding[],
  table: FindingTable,
): Promise<void> {
  for (const binding of bindings) {
    const residents: Resident[] = [];
    for (const layer of binding.counterparts) residents.push(await load(tools, layer, [binding]));
    // A filter of the ruleset may leave nothing of the boundary; then nothing can be said to lie outside it.
    const bounded = residents.some(({ features }) => features.some((one) => admitsCounterpart(binding, one)));
    if (!bounded) {
      tools.unbounded.add(binding.id);
      continue;
    }
    tools.unbounded.delete(binding.id);
    const fields = fieldsRead([binding], binding.subject);
    for await (const subject of streamLayer(tools, { layer: binding.subject, fields })) {
      const near = residents.flatMap((resident) => resident.near(subject));
      const pieces = evaluateDifference(binding, subject, near, tools.overlay);
      table.put(binding, tableSubject(subject, binding), NO_COUNTERPART, pieces);
    }
  }
}

/** Evaluates the bindings over everything their layers hold, into a table that has nothing of them. */
export async function runBindings(
  tools: PairTools,
  bindings: readonly Binding[],
  table: FindingTable,
): Promise<void> {
  await runIntersections(
    tools,
    bindings.filter(({ rule }) => rule.operation === 'intersection'),
    table,
  );
  await runDifferences(
    tools,
    bindings.filter(({ rule }) => rule.operation === 'difference'),
    table,
  );
}
