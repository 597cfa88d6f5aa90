/**
 * `pairwise-run.ts file.gpkg mode threads [pairs.bin]`: the pairwise overlay of a generated county, measured; prints
 * its figures as JSON. The file of pairs holds records of three doubles: parcel, control, m2 (one thread only).
 */
import { writeFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { openGeometry } from '../../fixtures/county/geometry-reader.ts';
import { startFigures } from './own-figures.ts';
import { pairwise, type PairwiseMode, type PairwiseResult } from './pairwise.ts';

interface Task {
  readonly file: string;
  readonly mode: PairwiseMode;
  /** One number that all threads count up: the next block nobody has taken. */
  readonly counter: SharedArrayBuffer;
}

async function work({ file, mode, counter }: Task, pairs: number[] | null): Promise<PairwiseResult> {
  const overlay = await loadOverlay();
  const next = new Int32Array(counter);
  const reader = openGeometry(file);
  const sink = pairs === null ? null : (...pair: [number, number, number]) => void pairs.push(...pair);
  const result = pairwise(reader, overlay, mode, () => Atomics.add(next, 0, 1), sink);
  reader.close();
  return result;
}

const inThread = (task: Task): Promise<PairwiseResult> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
  });

async function main(
  file: string,
  mode: PairwiseMode,
  threads: number,
  out: string | undefined,
): Promise<void> {
  await loadOverlay();
  const told = startFigures();
  const task: Task = { file, mode, counter: new SharedArrayBuffer(4) };
  const pairs: number[] | null = out === undefined ? null : [];
  const others = Array.from({ length: threads - 1 }, () => inThread(task));
  const results = [await work(task, pairs), ...(await Promise.all(others))];
  const figures = told();
  if (out !== undefined && pairs !== null)
    writeFileSync(out, new Uint8Array(Float64Array.from(pairs).buffer));
  const sum = (of: keyof PairwiseResult): number => results.reduce((all, one) => all + one[of], 0);
  console.log(
    JSON.stringify({
      ...figures,
      candidates: sum('candidates'),
      pairs: sum('pairs'),
      areaM2: sum('areaM2'),
    }),
  );
}

if (isMainThread) {
  const [file, mode, threads, out] = process.argv.slice(2);
  await main(file!, mode as PairwiseMode, Number(threads), out);
} else {
  parentPort!.postMessage(await work(workerData as Task, null));
}
