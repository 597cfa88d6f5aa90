import { z } from 'zod';
import { position } from './vertex-params.ts';

const points = (least: number) => z.array(position).min(least).max(100_000);

/** A drawn line (two positions or more) or ring (three or more, open or closed), degrees. */
export const sketchSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), points: points(2) }),
  z.strictObject({ kind: z.literal('ring'), points: points(3) }),
]);
