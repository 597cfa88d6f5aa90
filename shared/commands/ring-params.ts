import { z } from 'zod';
import { position } from './vertex-params.ts';

/** A ring as positions, open or closed. */
export const ringParams = z.array(position).min(3).max(1_000_000);
