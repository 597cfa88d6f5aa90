import { orientedRing, packFlat } from '../../shared/geometry/build-packed.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import type { BlockCache } from './block-cache.ts';
import { nestByContainment } from './nested-rings.ts';
import type { VctIndex } from './vct-index.ts';
import { readRun } from './vct-lines.ts';
import type { VctObject } from './vct-objects.ts';
import { ringsFromLines, turned, type RingLine } from './vct-rings.ts';
import type { VctLayer } from './vct-schema.ts';

/** Most numbers of one geometry. */
const MAX_NUMBERS = 20_000_000;

/** Why an object has no shape: suffix of `import.note.<code>`, and what it says. */
export type Refusal = readonly [code: string, params: Record<string, string | number>];
export const isRefusal = (value: Packed | Refusal): value is Refusal => Array.isArray(value);

/** The lines around a polygon in their order, or why they cannot be had. */
async function linesAround(
  refs: readonly string[],
  index: VctIndex,
  blocks: BlockCache,
): Promise<(RingLine | null)[] | Refusal> {
  const lines: (RingLine | null)[] = [];
  let numbers = 0;
  for (const ref of refs) {
    const id = ref.replace(/^[-+]/, '');
    if (Number(id) === 0) {
      lines.push(null);
      continue;
    }
    const place = index.lines.find(id);
    if (place === null) return ['vct-line-missing', { id }];
    if (typeof place === 'string') return ['vct-line-bad', { id }];
    const xy = await readRun(blocks, place, index.dialect.separator);
    if (typeof xy === 'string') return [xy, { id }];
    numbers += xy.length;
    if (numbers > MAX_NUMBERS) return ['vct-too-large', { id }];
    lines.push({ id, xy: turned(xy, ref.startsWith('-')) });
  }
  return lines;
}

const isLineList = (value: (RingLine | null)[] | Refusal): value is (RingLine | null)[] =>
  typeof value[0] !== 'string';

function polygonOf(rings: readonly ArrayLike<number>[]): Packed | Refusal {
  const closed = rings
    .filter((ring) => ring.length >= 6)
    .map((ring) => Float64Array.from(orientedRing(ring, true)));
  if (closed.length === 0) return ['vct-no-ring', {}];
  return packFlat(
    'polygon',
    nestByContainment(closed).map((part) => part.map((ring, i) => orientedRing(ring, i === 0))),
  );
}

/** Pieces of one line that follow one another are one. */
function lineOf(pieces: readonly Float64Array[]): Packed | Refusal {
  const parts: number[][] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (last !== undefined && last.at(-2) === piece[0] && last.at(-1) === piece[1])
      last.push(...piece.subarray(2));
    else parts.push(Array.from(piece));
  }
  const whole = parts.filter((part) => part.length >= 4);
  return whole.length === 0
    ? ['vct-no-ring', {}]
    : packFlat(
        'line',
        whole.map((part) => [part]),
      );
}

/** The shape of an object, or why it has none. */
export async function shapeOf(
  object: VctObject,
  layer: VctLayer,
  index: VctIndex,
  blocks: BlockCache,
): Promise<Packed | Refusal> {
  if (object.refs !== null) {
    const lines = await linesAround(object.refs, index, blocks);
    if (!isLineList(lines)) return lines;
    const rings = ringsFromLines(lines);
    return 'open' in rings ? ['vct-open-ring', { id: rings.open }] : polygonOf(rings);
  }
  const runs: Float64Array[] = [];
  let numbers = 0;
  for (const run of object.runs) {
    const xy = await readRun(blocks, run, index.dialect.separator);
    if (typeof xy === 'string') return [xy, { id: object.id }];
    numbers += xy.length;
    if (numbers > MAX_NUMBERS) return ['vct-too-large', { id: object.id }];
    runs.push(xy);
  }
  if (layer.geometry === 'polygon') return polygonOf(runs);
  if (layer.geometry === 'line') return lineOf(runs);
  const points = runs.flatMap((xy) =>
    Array.from({ length: xy.length / 2 }, (_, i) => [xy.subarray(2 * i, 2 * i + 2)]),
  );
  return points.length === 0 ? ['vct-no-ring', {}] : packFlat('point', points);
}
