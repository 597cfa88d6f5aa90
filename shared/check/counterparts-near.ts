import type { Box } from '../geometry/packed.ts';
import { streamLayer, type RunTools } from './full-run.ts';
import { fieldsRead, type Binding } from './plan.ts';
import { featureOf, type CheckFeature } from './source.ts';

/** Features read one by one between two breaths. */
const SLICE = 50;

/**
 * The counterparts of a binding around a box. With `admitted`, only those that pass the rule's filter are read
 * at all; without, the whole layer there.
 */
export async function counterpartsNear(
  tools: Pick<RunTools, 'source' | 'pace' | 'batch'>,
  binding: Binding,
  box: Box,
  admitted: ReadonlySet<number> | undefined,
): Promise<CheckFeature[]> {
  const near: CheckFeature[] = [];
  for (const layer of binding.counterparts) {
    if (admitted === undefined) {
      for await (const one of streamLayer(tools, { layer, box, fields: fieldsRead([binding], layer) }))
        near.push(one);
      continue;
    }
    const fids = tools.source.candidates(layer, box).filter((fid) => admitted.has(fid));
    for (let i = 0; i < fids.length; i += SLICE) {
      const records = tools.source.featuresByFid(layer, fids.slice(i, i + SLICE));
      near.push(...records.flatMap((record) => featureOf(record) ?? []));
      const rest = tools.pace();
      if (rest !== undefined) await rest;
    }
  }
  return near;
}
