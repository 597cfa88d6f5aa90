/** Worker thread that reads a geodatabase and then has nothing more to do. */
import { parentPort, workerData } from 'node:worker_threads';
import os from 'node:os';
import { filegdbFormat } from '../../../electron/formats/filegdb.format.ts';
import { must } from '../../../shared/result.ts';

const path = workerData as string;
const { signal } = new AbortController();
const probe = must(
  await filegdbFormat.probe({ path, name: 'x.gdb', scratch: os.tmpdir() }, { encoding: null, signal }),
);
parentPort?.postMessage(probe.layers.map(({ name, count }) => [name, count]));
