import { boxesIntersect } from '../geometry/box.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box } from '../geometry/packed.ts';
import { ruleFeature } from './evaluate.ts';
import { createFeaturePool } from './feature-pool.ts';
import { NO_COUNTERPART, type FindingTable, type TableBinding } from './finding-table.ts';
import { collectBoxes, createLayerBoxes, type BoxShare } from './layer-boxes.ts';
import { createMeasurer } from './measure-pair.ts';
import { nearestMarks, subjectMark } from './nearest-marks.ts';
import { createNearestSearch, type Search } from './nearest-search.ts';
import { WHOLE, type Pass, type Share } from './pass.ts';
import { fieldsRead, type NearestBinding, type Plan } from './plan.ts';
import { boxDistanceM } from './reach.ts';
import { streamShare } from './scan-share.ts';
import { reads, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** What one worker gathers for distances: where subjects and counterparts lie. */
export interface NearestShare {
  readonly boxes: readonly BoxShare[];
}

const EVERYWHERE: Box = [-Infinity, -Infinity, Infinity, Infinity];

const layersOf = (bindings: readonly NearestBinding[]): string[] =>
  [...new Set(bindings.flatMap(({ subject, counterparts }) => [subject, ...counterparts]))].sort();

/** One share of the layers: boxes of what the rules concern. Nothing is measured yet, subjects being few. */
async function gatherNearest(
  tools: RunTools,
  bindings: readonly NearestBinding[],
  layers: readonly string[],
  share: Share,
): Promise<NearestShare> {
  const sizes = new Map(tools.source.occupied().map(({ schema, size }) => [schema.id, size]));
  const boxes: BoxShare[] = [];
  for (const layer of layers) {
    const own = bindings.filter((one) => one.subject === layer || one.counterparts.includes(layer));
    const found: { readonly fid: number; readonly box: Box; readonly marks: ReadonlySet<string> }[] = [];
    const query = { layer, fields: fieldsRead(own, layer), shapes: 'any' as const };
    for await (const feature of streamShare(tools, query, share, sizes.get(layer) ?? 0)) {
      const marks = nearestMarks(own, feature);
      if (marks.size > 0) found.push({ fid: feature.fid, box: feature.geometry.box, marks });
    }
    const names = [...new Set(found.flatMap(({ marks }) => [...marks]))].sort();
    const collector = collectBoxes(layer, names);
    for (const { fid, box, marks } of found)
      collector.add(
        fid,
        box,
        names.map((name) => marks.has(name)),
      );
    boxes.push(collector.done());
  }
  return { boxes };
}

/** How far around a subject an edit matters: as far as was looked, or as the nearest was found. */
interface Known {
  readonly box: Box;
  readonly reachM: number;
}

/** The rules about the distance to the nearest counterpart. */
export function createNearestPass(overlay: Overlay): Pass<NearestShare> {
  const boxes = createLayerBoxes();
  const pool = createFeaturePool('any');
  const search = createNearestSearch({ boxes, pool, measurer: createMeasurer(overlay) });
  /** Subjects by binding and fid. */
  let known = new Map<string, Map<number, Known>>();

  function take(gathered: readonly NearestShare[]): void {
    for (const layer of new Set(gathered.flatMap((share) => share.boxes.map((one) => one.layer)))) {
      boxes.replace(
        layer,
        gathered.flatMap((share) => share.boxes.filter((one) => one.layer === layer)),
      );
    }
  }

  /** Everything of some subjects anew; those that are gone or pass no more are left out. */
  async function evaluate(
    tools: RunTools,
    binding: NearestBinding,
    fids: readonly number[],
    table: FindingTable,
  ): Promise<void> {
    const { rule, subject: layer, counterparts } = binding;
    const ofBinding = known.get(binding.id) ?? new Map<number, Known>();
    known.set(binding.id, ofBinding);
    for (const fid of fids) {
      table.dropSubject(binding.id, fid);
      ofBinding.delete(fid);
    }
    const passing = fids.filter((fid) => boxes.has(layer, subjectMark(binding), fid));
    for (const subject of await pool.get(tools, layer, passing)) {
      const found: Search[] = [];
      for (const asked of rule.searches(subject.fields))
        found.push(await search(tools, binding, subject, asked));
      const reachM = found.reduce((far, one) => Math.max(far, one.reachM), -1);
      ofBinding.set(subject.fid, { box: subject.geometry.box, reachM });
      const hits = found.map(({ group, hit }) => ({ group, hit }));
      const pieces = rule.evaluate({ subject: ruleFeature(subject), hits });
      const to: TableBinding = { id: binding.id, rule, disjoint: true };
      const { uid, fields } = subject;
      const counterpartLayer = counterparts[0] ?? null;
      table.put(to, { layer, fid: subject.fid, uid, fields, counterpartLayer }, NO_COUNTERPART, pieces);
    }
  }

  const all = (binding: NearestBinding): number[] =>
    boxes.near(binding.subject, subjectMark(binding), EVERYWHERE).map(({ fid }) => fid);

  /** Takes in where touched features lie now and what they count for. */
  async function refresh(
    tools: RunTools,
    bindings: readonly NearestBinding[],
    stale: ReadonlyMap<string, Stale>,
  ): Promise<void> {
    for (const layer of layersOf(bindings)) {
      const touched = stale.get(layer);
      if (touched === undefined) continue;
      pool.forget(layer, touched.fids);
      if (touched.fids === 'many') continue;
      const fids = [...touched.fids];
      const now = new Map((await pool.get(tools, layer, fids)).map((one) => [one.fid, one]));
      for (const fid of fids) {
        const one = now.get(fid);
        boxes.set(
          layer,
          fid,
          one === undefined ? null : { box: one.geometry.box, marks: nearestMarks(bindings, one) },
        );
      }
    }
  }

  /** Subjects that the touched features can have to do with. */
  function affected(binding: NearestBinding, stale: ReadonlyMap<string, Stale>): number[] {
    const { rule, subject, counterparts } = binding;
    const fids = new Set<number>();
    const own = stale.get(subject);
    if (reads(own, rule.subjectFields) && own.fids !== 'many') for (const fid of own.fids) fids.add(fid);
    for (const layer of counterparts) {
      const touched = stale.get(layer);
      if (!reads(touched, rule.counterpartFields)) continue;
      for (const [fid, { box, reachM }] of known.get(binding.id) ?? []) {
        if (touched.boxes.some((place) => boxesIntersect(place, box) || boxDistanceM(place, box) <= reachM)) {
          fids.add(fid);
        }
      }
    }
    return [...fids].sort((a, b) => a - b);
  }

  return {
    gather: (tools, plan, share) => gatherNearest(tools, plan.nearest, layersOf(plan.nearest), share),
    async absorb(tools, plan, gathered, table) {
      take(gathered);
      gathered.length = 0;
      known = new Map();
      for (const binding of plan.nearest) await evaluate(tools, binding, all(binding), table);
    },
    prepare: (pace) => boxes.prepare(pace),
    async follow(tools, plan: Plan, stale, table) {
      const wanted = new Set(plan.nearest.map(({ id }) => id));
      for (const id of known.keys()) {
        if (wanted.has(id)) continue;
        table.dropSubject(id);
        known.delete(id);
      }
      if (plan.nearest.length === 0) return;
      const anew = plan.nearest.filter((one) => !known.has(one.id) || staleAsAWhole(one, stale));
      await refresh(tools, plan.nearest, stale);
      // Boxes of all rules on a layer that is read anew, so that they stay together.
      if (anew.length > 0) take([await gatherNearest(tools, plan.nearest, layersOf(anew), WHOLE)]);
      for (const binding of plan.nearest) {
        if (anew.includes(binding)) {
          table.dropSubject(binding.id);
          known.delete(binding.id);
          await evaluate(tools, binding, all(binding), table);
        } else {
          await evaluate(tools, binding, affected(binding, stale), table);
        }
      }
    },
  };
}

function staleAsAWhole(
  { rule, subject, counterparts }: NearestBinding,
  stale: ReadonlyMap<string, Stale>,
): boolean {
  const many = (layer: string, fields: readonly string[]): boolean => {
    const touched = stale.get(layer);
    return reads(touched, fields) && touched.fids === 'many';
  };
  return (
    many(subject, rule.subjectFields) || counterparts.some((layer) => many(layer, rule.counterpartFields))
  );
}
