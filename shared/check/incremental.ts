import { unionBoxes } from '../geometry/box.ts';
import type { Committed } from '../change/change.ts';
import { admitsCounterpart, admitsSubject, evaluateDifference, evaluatePair } from './evaluate.ts';
import { pairMeasurer } from './measure-pair.ts';
import { NO_COUNTERPART, type FindingTable } from './finding-table.ts';
import { runBindings, streamLayer, tableSubject, type PairTools } from './full-run.ts';
import { counterpartsNear } from './counterparts-near.ts';
import { fieldsRead, type Binding, type Plan } from './plan.ts';
import { featureOf, type CheckFeature } from './source.ts';
import { reads, staleLayers, type Stale } from './stale.ts';

/**
 * Brings a table that was right before the commits to what a full run would give now, evaluating only what the
 * commits can have changed: pairs with a touched feature, and for differences the subjects near one. A binding
 * that is new (its layer was empty) or whose layer changed as a whole runs in full.
 *
 * All reads must see one state, at or after the last commit.
 */
export async function runIncremental(
  tools: PairTools,
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

const touchedFeatures = (tools: PairTools, layer: string, fids: readonly number[]): CheckFeature[] =>
  tools.source.featuresByFid(layer, fids).flatMap((record) => featureOf(record) ?? []);

/** Which touched counterparts pass the filter now. */
function refreshAdmitted(tools: PairTools, binding: Binding, stale: Stale | undefined): void {
  if (!reads(stale, binding.rule.counterpartFields) || stale.fids === 'many') return;
  const fids = [...stale.fids];
  for (const fid of fids) tools.admitted.forget(binding, fid);
  for (const one of touchedFeatures(tools, binding.counterparts[0] ?? '', fids))
    tools.admitted.note(binding, one);
}

/** Everything of one subject anew. */
async function evaluateSubject(
  tools: PairTools,
  binding: Binding,
  subject: CheckFeature,
  table: FindingTable,
): Promise<void> {
  table.dropSubject(binding.id, subject.fid);
  if (!admitsSubject(binding, subject)) return;
  const place = { box: subject.geometry.box, shape: subject.geometry };
  const near = await counterpartsNear(tools, binding, place, tools.admitted.of(binding.id));
  if (binding.rule.operation === 'difference') {
    const pieces = evaluateDifference(binding, subject, near, tools.overlay);
    table.put(binding, tableSubject(subject, binding), NO_COUNTERPART, pieces);
    return;
  }
  const measure = pairMeasurer(tools.overlay);
  for (const other of near) {
    table.put(
      binding,
      tableSubject(subject, binding),
      other.fid,
      evaluatePair(binding, subject, other, measure),
    );
    const rest = tools.pace();
    if (rest !== undefined) await rest;
  }
}

async function followSubjects(
  tools: PairTools,
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
  tools: PairTools,
  binding: Binding,
  stale: Stale | undefined,
  table: FindingTable,
): Promise<void> {
  if (!reads(stale, binding.rule.counterpartFields) || stale.fids === 'many') return;
  const fids = [...stale.fids];
  for (const fid of fids) table.dropSlot(binding.id, fid);
  const measure = pairMeasurer(tools.overlay);
  const fields = fieldsRead([binding], binding.subject);
  for (const other of touchedFeatures(tools, binding.counterparts[0] ?? '', fids)) {
    if (!admitsCounterpart(binding, other)) continue;
    const query = { layer: binding.subject, box: other.geometry.box, fields };
    for await (const subject of streamLayer(tools, query)) {
      table.put(
        binding,
        tableSubject(subject, binding),
        other.fid,
        evaluatePair(binding, subject, other, measure),
      );
    }
  }
}

async function followBoundary(
  tools: PairTools,
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
