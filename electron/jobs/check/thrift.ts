import { setFlagsFromString } from 'node:v8';
import type { FeatureSource } from '../../../shared/check/source.ts';

/** Features from which memory is worth more than the time it takes to look for what is free. */
const MANY = 100_000;
/**
 * How much the memory in use may grow, in percent, before it is looked through again. By itself the engine lets it
 * double and more: of a file of 200,000 parcels a third of what was held at the peak was no longer in use, and a
 * twentieth more time keeps it down.
 */
const GROWTH = 25;

/** Keeps memory low in this process while a full run over a large file lasts. */
export async function thriftily<T>(
  source: Pick<FeatureSource, 'occupied'>,
  work: () => Promise<T>,
): Promise<T> {
  const features = source.occupied().reduce((sum, { size }) => sum + size, 0);
  if (features < MANY) return work();
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
  try {
    return await work();
  } finally {
    // Zero: as the engine sees fit.
    setFlagsFromString('--heap-growing-percent=0');
  }
}
