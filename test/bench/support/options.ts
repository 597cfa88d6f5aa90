import { parseArgs } from 'node:util';

/** What every benchmark is told. */
export interface BenchOptions {
  /** About how many parcels, in the order given. */
  readonly sizes: readonly number[];
  /** Rounds at a size; null: what the benchmark finds right for it. */
  readonly rounds: number | null;
}

const whole = (text: string, name: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: ${text} is no whole number above 0`);
  return value;
};

/** `--sizes 2000,20000,200000` (2000,20000 when absent) and `--rounds n`. */
export function benchOptions(words: readonly string[] = process.argv.slice(2)): BenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: { sizes: { type: 'string', default: '2000,20000' }, rounds: { type: 'string' } },
  });
  return {
    sizes: values.sizes.split(',').map((size) => whole(size, 'sizes')),
    rounds: values.rounds === undefined ? null : whole(values.rounds, 'rounds'),
  };
}
