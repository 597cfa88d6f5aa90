import type { NotChecked } from '../rules/rule.ts';
import { AreasAround } from './areas-around.ts';
import { FarPairs } from './far-pairs.ts';
import { createFeaturePool, type FeaturePool } from './feature-pool.ts';
import type { FindingTable } from './finding-table.ts';
import { createLayerBoxes, type LayerBoxes } from './layer-boxes.ts';
import { createMeasurer, type Measurer } from './measure-pair.ts';
import { gatherPairs, type PairShare } from './pair-gather.ts';
import { followBinding } from './pair-follow.ts';
import { WHOLE, type Pass } from './pass.ts';
import type { Binding, Plan } from './plan.ts';
import { layersRead, markOf, marksOf, standingsOf } from './sides.ts';
import { reads, type Stale } from './stale.ts';
import type { RunTools } from './tools.ts';

/** The rules on two layers. */
export interface PairPass extends Pass<PairShare> {
  /** Rules whose filter leaves nothing of a boundary: nothing can be said to lie outside it. */
  notChecked(): NotChecked[];
  /** Where features lie that pass the rules' filters, as of the last run. */
  readonly boxes: LayerBoxes;
}

/** What a pass keeps between runs. */
export interface PairState {
  readonly boxes: LayerBoxes;
  readonly pool: FeaturePool;
  readonly measurer: Measurer;
  readonly far: FarPairs;
  readonly areas: AreasAround;
}

/** Whether a difference has a boundary to be held against; other rules need none. */
const isBounded = (boxes: LayerBoxes, binding: Binding): boolean =>
  binding.rule.operation !== 'difference' ||
  binding.counterparts.some((layer) => boxes.any(layer, markOf(binding, 'counterpart')));

export function createPairPass(): PairPass {
  const boxes = createLayerBoxes();
  const pool = createFeaturePool();
  const far = new FarPairs();
  const areas = new AreasAround();
  let measurer: Measurer | null = null;
  /** The bindings of the last run that have a boundary, and the others. */
  let bounded = new Map<string, boolean>();
  let bindings: readonly Binding[] = [];

  const remember = (plan: Plan): void => {
    bindings = plan.bindings;
    bounded = new Map(bindings.map((binding) => [binding.id, isBounded(boxes, binding)]));
  };

  function put(some: readonly Binding[], gathered: readonly PairShare[], table: FindingTable): void {
    const layers = new Set(gathered.flatMap((share) => share.boxes.map(({ layer }) => layer)));
    for (const layer of layers) {
      boxes.replace(
        layer,
        gathered.flatMap((share) => share.boxes.filter((one) => one.layer === layer)),
      );
    }
    const running = new Map(
      some.filter((binding) => isBounded(boxes, binding)).map((binding) => [binding.id, binding]),
    );
    for (const { id } of some) areas.forget(id);
    for (const { units, far: pairs, areas: measured } of gathered) {
      for (const one of measured) areas.take(one);
      for (const [layer, fid, other, partner] of pairs) {
        far.add({ layer, fid }, { layer: other, fid: partner });
      }
      for (const { binding: id, subject, slot, pieces } of units) {
        const binding = running.get(id);
        if (binding !== undefined) table.put(binding, subject, slot, pieces);
      }
    }
  }

  /** Takes in where touched features lie now, and which rules they concern. */
  async function refresh(tools: RunTools, plan: Plan, stale: ReadonlyMap<string, Stale>): Promise<void> {
    for (const layer of layersRead(plan.bindings)) {
      const touched = stale.get(layer);
      if (touched === undefined) continue;
      pool.forget(layer, touched.fids);
      if (touched.fids === 'many') continue;
      const standings = standingsOf(plan.bindings, layer);
      const fids = [...touched.fids];
      const now = new Map((await pool.get(tools, layer, fids)).map((one) => [one.fid, one]));
      for (const fid of fids) {
        const one = now.get(fid);
        const marks = one === undefined ? null : { box: one.geometry.box, marks: marksOf(standings, one) };
        boxes.set(layer, fid, marks);
      }
    }
  }

  return {
    boxes,
    gather: (tools, plan, share) => gatherPairs(tools, plan, plan.bindings, share),
    absorb(_tools, plan, gathered, table) {
      put(plan.bindings, gathered, table);
      gathered.length = 0;
      remember(plan);
      return Promise.resolve();
    },
    async follow(tools, plan, stale, table) {
      const before = bounded;
      const wanted = new Set(plan.bindings.map(({ id }) => id));
      for (const { id } of bindings) if (!wanted.has(id)) table.dropSubject(id);
      await refresh(tools, plan, stale);
      measurer ??= createMeasurer(tools.overlay, far.add);
      const state: PairState = { boxes, pool, measurer, far, areas };
      const anew: Binding[] = [];
      for (const binding of plan.bindings) {
        const was = before.get(binding.id);
        if (was === undefined || staleAsAWhole(binding, stale) || was !== isBounded(boxes, binding)) {
          table.dropSubject(binding.id);
          anew.push(binding);
        } else if (was) {
          await followBinding(tools, state, binding, stale, table);
        }
      }
      if (anew.length > 0) put(anew, [await gatherPairs(tools, plan, anew, WHOLE)], table);
      remember(plan);
    },
    notChecked() {
      const lacking = bindings.filter(({ id }) => bounded.get(id) === false);
      return [
        ...new Map(
          lacking.map(({ rule, counterparts }) => [rule.id, { rule: rule.id, missing: [...counterparts] }]),
        ).values(),
      ];
    },
  };
}

function staleAsAWhole({ rule, subject, counterparts }: Binding, stale: ReadonlyMap<string, Stale>): boolean {
  const many = (layer: string, fields: readonly string[]): boolean => {
    const touched = stale.get(layer);
    return reads(touched, fields) && touched.fids === 'many';
  };
  return (
    many(subject, rule.subjectFields) || counterparts.some((layer) => many(layer, rule.counterpartFields))
  );
}
