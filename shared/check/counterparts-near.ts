import { boxesIntersect } from '../geometry/box.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { RegionTree } from '../geometry/region-tree.ts';
import { streamLayer } from './full-run.ts';
import { fieldsRead, type Binding } from './plan.ts';
import { featureOf, type CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** Features read one by one between two breaths. */
const SLICE = 50;

/** Where counterparts are wanted: in a box, or, with a shape, only those whose box the shape reaches into. */
export interface Place {
  readonly box: Box;
  readonly shape?: Packed;
}

/**
 * The counterparts of a binding at a place. With `admitted`, only those that pass the rule's filter are read
 * at all; without, every one in the box.
 */
export async function counterpartsNear(
  tools: Pick<RunTools, 'source' | 'pace' | 'batch'>,
  binding: Binding,
  { box, shape }: Place,
  admitted: ReadonlyMap<number, Box> | undefined,
): Promise<CheckFeature[]> {
  const near: CheckFeature[] = [];
  const breath = async (): Promise<void> => {
    const rest = tools.pace();
    if (rest !== undefined) await rest;
  };
  for (const layer of binding.counterparts) {
    if (admitted === undefined) {
      const query = { layer, box, fields: fieldsRead([binding], layer) };
      for await (const one of streamLayer(tools, query)) near.push(one);
      continue;
    }
    const tree = shape && new RegionTree(shape);
    const fids: number[] = [];
    let asked = 0;
    for (const [fid, own] of admitted) {
      if (!boxesIntersect(own, box)) continue;
      if (tree === undefined || tree.classify(own).kind !== 'out') fids.push(fid);
      asked += 1;
      if (asked % SLICE === 0) await breath();
    }
    for (let i = 0; i < fids.length; i += SLICE) {
      const records = tools.source.featuresByFid(layer, fids.slice(i, i + SLICE));
      near.push(...records.flatMap((record) => featureOf(record) ?? []));
      await breath();
    }
  }
  return near;
}
