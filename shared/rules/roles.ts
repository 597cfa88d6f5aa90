import type { LayerSchema } from '../model/layer.ts';

/** A role that every layer carries. */
export const ANY_ROLE = 'any';
/** A role that every coverage carries, whatever it is of. */
export const COVERAGE_ROLE = 'coverage';

/** Whether a layer carries one of the roles. A layer without a role still carries `any`. */
export const carriesRole = (
  schema: Pick<LayerSchema, 'role' | 'coverage'>,
  roles: readonly string[],
): boolean =>
  roles.includes(ANY_ROLE) ||
  (schema.role !== null && roles.includes(schema.role)) ||
  (schema.coverage && roles.includes(COVERAGE_ROLE));
