import { unionBoxes } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import type { Committed, Touched } from '../change/change.ts';
import { evaluateDifference, evaluatePair } from './evaluate.ts';
import { pairMeasurer } from './measure-pair.ts';
import type { FindingTable } from './finding-table.ts';
import { runBindings, streamLayer, type RunTools } from './full-run.ts';
import { counterpartsNear } from './counterparts-near.ts';
import { fieldsRead, type Binding, type Plan } from './plan.ts';
import { featureOf, type CheckFeature } from './source.ts';

/** What several commits together made stale in one layer. */
interface Stale {
  readonly fids: ReadonlySet<number> | 'many';
  readonly boxes: readonly Box[];
  readonly fields: ReadonlySet<string>;
  /** A record came or went without its fields being named. */
  readonly whole: boolean;
}

/** Merges the touched layers of commits. */
export function staleLayers(commits: readonly Committed[]): Map<string, Stale> {
  const all = new Map<string, Stale>();
  for (const touched of commits.flatMap((commit) => commit.touched)) {
    all.set(touched.layer, merge(all.get(touched.layer), touched));
  }
  return all;
}

function merge(before: Stale | undefined, { fids, before: boxes, after, fields }: Touched): Stale {
  return {
    fids: fids === 'many' || before?.fids === 'many' ? 'many' : new Set([...(before?.fids ?? []), ...fids]),
    boxes: [...(before?.boxes ?? []), ...boxes, ...after],
    fields: new Set([...(before?.fields ?? []), ...fields]),
    // A record made or deleted has a box on one side only.
    whole: (before?.whole ?? false) || fields.length === 0 || boxes.length !== after.length,
  };
}

const reads = (stale: Stale | undefined, fields: readonly string[]): stale is Stale =>
  stale !== undefined &&
  (stale.whole || stale.fields.has('geometry') || fields.some((field) => stale.fields.has(field)));

/**
 * Brings a table that was right before the commits to what a full run would give now, evaluating only what the
 * commits can have changed: pairs with a touched feature, and for differences the subjects near one. A binding
 * that is new (its layer was empty) or whose layer changed as a whole runs in full.
 *
 * All reads must see one state, at or after the last commit.
 */
export async function runIncremental(
  tools: RunTools,
  plan: Plan,
  commits: readonly Committed[],
  table: FindingTable,
  known: ReadonlySet<string>,
): Promise<void> {
  const stale = staleLayers(commits);
  const wanted = new Set(plan.bindings.map(({ id }) => id));
  for (const id of known) {
    if (wanted.has(id)) continue;
    table.dropSubject(id);
    tools.unbounded.delete(id);
  }

  const anew: Binding[] = [];
  for (const binding of plan.bindings) {
    if (!known.has(binding.id) || staleAsAWhole(binding, stale)) {
      table.dropSubject(binding.id);
      anew.push(binding);
    } else if (!tools.unbounded.has(binding.id)) {
      refreshAdmitted(tools, binding, stale.get(binding.counterparts[0] ?? ''));
      await followSubjects(tools, binding, stale.get(binding.subject), table);
      if (binding.rule.operation === 'difference') await followBoundary(tools, binding, stale, table);
      else await followCounterparts(tools, binding, stale.get(binding.counterparts[0] ?? ''), table);
    }
  }
  await runBindings(tools, anew, table);
}

function staleAsAWhole({ rule, subject, counterparts }: Binding, stale: ReadonlyMap<string, Stale>): boolean {
  const own = stale.get(subject);
  if (reads(own, rule.subjectFields) && own.fids === 'many') return true;
  return counterparts.some((layer) => {
    const other = stale.get(layer);
    if (!reads(other, rule.counterpartFields)) return false;
    // Whether a filtered boundary has anything left can turn on a single feature's attribute.
    return (
      other.fids === 'many' ||
      (rule.operation === 'difference' && rule.data.filter['counterpart'] !== undefined)
    );
  });
}

const touchedFeatures = (tools: RunTools, layer: string, fids: readonly number[]): CheckFeature[] =>
  tools.source.featuresByFid(layer, fids).flatMap((record) => featureOf(record) ?? []);

/** Which touched counterparts pass the filter now. */
function refreshAdmitted(tools: RunTools, binding: Binding, stale: Stale | undefined): void {
  if (!reads(stale, binding.rule.counterpartFields) || stale.fids === 'many') return;
  const fids = [...stale.fids];
  for (const fid of fids) tools.admitted.forget(binding, fid);
  for (const one of touchedFeatures(tools, binding.counterparts[0] ?? '', fids))
    tools.admitted.note(binding, one);
}

/** Everything of one subject anew. */
async function evaluateSubject(
  tools: RunTools,
  binding: Binding,
  subject: CheckFeature,
  table: FindingTable,
): Promise<void> {
  table.dropSubject(binding.id, subject.fid);
  if (!binding.rule.admitsSubject(subject.fields)) return;
  const place = { box: subject.geometry.box, shape: subject.geometry };
  const near = await counterpartsNear(tools, binding, place, tools.admitted.of(binding.id));
  if (binding.rule.operation === 'difference') {
    table.put(binding, subject, null, evaluateDifference(binding, subject, near, tools.overlay));
    return;
  }
  const measure = pairMeasurer(tools.overlay);
  for (const other of near) {
    table.put(binding, subject, other, evaluatePair(binding, subject, other, measure));
    const rest = tools.pace();
    if (rest !== undefined) await rest;
  }
}

async function followSubjects(
  tools: RunTools,
  binding: Binding,
  stale: Stale | undefined,
  table: FindingTable,
): Promise<void> {
  if (!reads(stale, binding.rule.subjectFields) || stale.fids === 'many') return;
  const fids = [...stale.fids];
  for (const fid of fids) table.dropSubject(binding.id, fid);
  for (const subject of touchedFeatures(tools, binding.subject, fids)) {
    await evaluateSubject(tools, binding, subject, table);
  }
}

async function followCounterparts(
  tools: RunTools,
  binding: Binding,
  stale: Stale | undefined,
  table: FindingTable,
): Promise<void> {
  if (!reads(stale, binding.rule.counterpartFields) || stale.fids === 'many') return;
  const fids = [...stale.fids];
  for (const fid of fids) table.dropCounterpart(binding.id, fid);
  const measure = pairMeasurer(tools.overlay);
  const fields = fieldsRead([binding], binding.subject);
  for (const other of touchedFeatures(tools, binding.counterparts[0] ?? '', fids)) {
    if (!binding.rule.admitsCounterpart(other.fields)) continue;
    const query = { layer: binding.subject, box: other.geometry.box, fields };
    for await (const subject of streamLayer(tools, query)) {
      table.put(binding, subject, other, evaluatePair(binding, subject, other, measure));
    }
  }
}

async function followBoundary(
  tools: RunTools,
  binding: Binding,
  stale: ReadonlyMap<string, Stale>,
  table: FindingTable,
): Promise<void> {
  const boxes = binding.counterparts.flatMap((layer) => {
    const touched = stale.get(layer);
    return reads(touched, binding.rule.counterpartFields) ? touched.boxes : [];
  });
  if (boxes.length === 0) return;
  const fields = fieldsRead([binding], binding.subject);
  const query = { layer: binding.subject, box: unionBoxes(boxes), fields };
  const subjects: CheckFeature[] = [];
  for await (const subject of streamLayer(tools, query)) subjects.push(subject);
  for (const subject of subjects) await evaluateSubject(tools, binding, subject, table);
}
