import { passLayers, type PassName } from './passes.ts';
import type { Plan } from './plan.ts';
import type { Share } from './pass.ts';
import type { SourceLayer } from './source.ts';

/** How far one worker's share of a pass is, from what it reads: 0 to 1. */
export function passProgress(
  layers: readonly SourceLayer[],
  plan: Plan,
  pass: PassName,
  { of }: Share,
  told: (layer: string, done: number) => void,
): (layer: string, features: number) => void {
  const read = passLayers(plan, pass);
  const sizes = new Map(
    layers.filter(({ schema }) => read.has(schema.id)).map(({ schema, size }) => [schema.id, size]),
  );
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const done = new Map<string, number>();
  return (layer, features) => {
    const size = sizes.get(layer) ?? 0;
    // A share of a large layer is read in part, a layer that is held in whole: the further of both counts.
    done.set(layer, Math.max(done.get(layer) ?? 0, Math.min(features * of, size)));
    const sum = [...done.values()].reduce((all, one) => all + one, 0);
    told(layer, total === 0 ? 1 : sum / total);
  };
}

/** About how much work the passes are, by what they read. */
export function passWeights(
  layers: readonly SourceLayer[],
  plan: Plan,
  passes: readonly PassName[],
): number[] {
  const sizes = new Map(layers.map(({ schema, size }) => [schema.id, size]));
  const work = passes.map((pass) =>
    [...passLayers(plan, pass)].reduce((sum, layer) => sum + (sizes.get(layer) ?? 0), 0),
  );
  const total = work.reduce((sum, one) => sum + one, 0);
  return work.map((one) => (total === 0 ? 1 / passes.length : one / total));
}
