import type { ChildFigures } from './run-child.ts';
import { median } from './statistics.ts';

/** One of those who are compared: does its work once and tells what it took. */
export interface Contender<T extends ChildFigures = ChildFigures> {
  readonly name: string;
  run(): T;
}

/** What the rounds of one contender gave. */
export interface Measured<T extends ChildFigures = ChildFigures> {
  readonly name: string;
  readonly rounds: readonly T[];
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMB: number;
  /** The last round's own figures. */
  readonly last: T;
}

/**
 * Runs all in turn, round by round, so that a busy minute of the machine strikes all alike. Figures are medians;
 * memory is the most of any round.
 */
export function interleave<T extends ChildFigures>(
  contenders: readonly Contender<T>[],
  rounds: number,
): Measured<T>[] {
  const taken = contenders.map((): T[] => []);
  for (let round = 0; round < rounds; round++) {
    contenders.forEach((one, i) => taken[i]!.push(one.run()));
    process.stderr.write(`  round ${round + 1} of ${rounds}\n`);
  }
  return contenders.map(({ name }, i) => ({
    name,
    rounds: taken[i]!,
    wallMs: median(taken[i]!.map(({ wallMs }) => wallMs)),
    cpuMs: median(taken[i]!.map(({ cpuMs }) => cpuMs)),
    peakMB: Math.max(...taken[i]!.map(({ peakMB }) => peakMB)),
    last: taken[i]!.at(-1)!,
  }));
}

/** Median of the ratios round by round: what shakes both in one round cancels. */
export function ratio(a: Measured, b: Measured, what: 'wallMs' | 'cpuMs'): number {
  const n = Math.min(a.rounds.length, b.rounds.length);
  return median(Array.from({ length: n }, (_none, i) => a.rounds[i]![what] / b.rounds[i]![what]));
}
