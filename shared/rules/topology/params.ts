import { z } from 'zod';

/** Parameters of a rule that has thresholds of its own and no filter. */
export const onlyThresholds = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject({ filter: z.strictObject({}), thresholds: z.strictObject(shape) });
