/** How old something is, in the words that it is said in. */
export interface Age {
  readonly unit: 's' | 'min' | 'h';
  readonly n: number;
  /** Milliseconds until it is said otherwise. */
  readonly nextMs: number;
}

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];
/** Steps in which seconds are told: what is said each second is drawn each second. */
const STEP_S = 5;

/** Seconds in steps of five, then whole minutes, then whole hours; never more than has passed. */
export function ageOf(ms: number): Age {
  const age = Math.max(0, ms);
  const [unit, step] =
    age < MINUTE
      ? (['s', STEP_S * SECOND] as const)
      : age < HOUR
        ? (['min', MINUTE] as const)
        : (['h', HOUR] as const);
  const steps = Math.floor(age / step);
  return { unit, n: unit === 's' ? STEP_S * steps : steps, nextMs: (steps + 1) * step - age };
}
