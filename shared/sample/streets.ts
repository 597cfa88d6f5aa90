import type { Land } from './divide.ts';
import { hashInts } from './kernel/prng.ts';
import { longAxis } from './kernel/chord.ts';

/** Sizes of the blocks and streets of a place. */
interface BlockPlan {
  /** Blocks larger than this get a further street, m2. */
  readonly block: number;
  /** Street widths in metres by level of division. */
  readonly widths: readonly number[];
}

/** Divides the ground of towns and parks into blocks with streets between; marks the streets. */
export function layStreets(land: Land, seed: number): void {
  const places = land.where((l) => (l.ground === 'town' || l.ground === 'park') && l.way === '');
  for (const face of places) {
    const label = land.faces[face]!;
    const axis = label.park === 'K1' || label.town === 1 ? 0.06 : longAxis(land.mesh.ring(face));
    const jitter = (hashInts(seed, label.town, label.park.charCodeAt(1) || 0) / 4294967296 - 0.5) * 0.1;
    const plan: BlockPlan =
      label.ground === 'park'
        ? { block: 115_000, widths: [26, 22, 16] }
        : label.town === 1
          ? { block: 72_000, widths: [32, 24, 18, 14] }
          : { block: 42_000, widths: [18, 14, 12] };
    divide(land, face, plan, axis + jitter, 0, `street ${face}`);
  }
}

function divide(
  land: Land,
  face: number,
  plan: BlockPlan,
  turn: number,
  level: number,
  street: string,
): void {
  const area = land.area(face);
  if (area < plan.block * land.rng.range(0.8, 1.5)) return;
  const width = plan.widths[Math.min(level, plan.widths.length - 1)]!;
  const made = land.street(face, width, turn);
  if (!made) return;
  if (made.street !== undefined) {
    const label = land.faces[made.street]!;
    label.plan = label.park === 'K7' ? '1202' : '1207';
    label.ground = 'fixed';
    label.parcel = street;
  }
  for (const block of made.blocks) divide(land, block, plan, turn, level + 1, street);
}
