import { stat } from 'node:fs/promises';
import { connect } from '../../../shared/bridge/connect.ts';
import { readingContract } from './reading-contract.ts';
import { unpackBatch } from '../../../shared/import/grid-batch.ts';
import type { ReadingTask } from '../../../shared/import/reading-task.ts';
import { fatal } from '../../../shared/import/raw.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import type { StartedWorker } from '../check/crew.ts';
import { readHere, type GridReading } from './grid-reading.ts';
import type { ReadySource } from './stage-layer.ts';

/** Another thread to read in. */
export interface ReaderThread {
  readonly start: () => StartedWorker;
  /** Smaller files are read in this one. */
  readonly leastBytes: number;
}

/** Batches that are asked for before they are needed: while one is worked on, the next is made. */
const AHEAD = 2;

/** Opens the reading of a layer: in another thread where that is to be had and worth it. */
export async function openReading(
  source: ReadySource,
  thread: ReaderThread | undefined,
  signal: AbortSignal,
): Promise<Result<GridReading>> {
  const { format, file, info, plan, place, schema } = source;
  const type = schema.geometry ?? 'POINT';
  const about = { layer: info.name, encoding: plan.encoding, type };
  const apart =
    thread !== undefined &&
    format.apart === true &&
    type !== 'POINT' &&
    (await stat(file.path)).size >= thread.leastBytes;
  if (!apart) return ok(readHere({ format, file, place, ...about }));
  const { crs, swapped } = place;
  return readApart(
    { file, ...about, epsg: crs.epsg, swapped, shift: place.transform ? (plan.shift ?? null) : null },
    thread,
    signal,
  );
}

async function readApart(
  task: ReadingTask,
  thread: ReaderThread,
  signal: AbortSignal,
): Promise<Result<GridReading>> {
  const worker = thread.start();
  const client = connect(worker.endpoint, readingContract);
  // What it has open is closed with it, and only then can its folder be removed everywhere.
  const ended = new Promise<void>((resolve) => worker.endpoint.onClose(resolve));
  const close = (): Promise<void> => {
    worker.stop();
    return ended;
  };
  const lost = (error: Failure): Failure =>
    error.code === 'bridge.closed' ? { code: 'import.reader-lost', params: { file: task.file.name } } : error;
  let inserted = 0;
  const opened = await client.open({ task }, { signal });
  if (!opened.ok) {
    await close();
    return signal.aborted ? fail('cancelled') : { ok: false, error: lost(opened.error) };
  }
  return ok({
    collect: async ({ signal: stop, onShare }) => {
      const collected = await client.collect(
        {},
        { signal: stop, onProgress: ({ share }) => onShare(share ?? 0) },
      );
      return collected.ok ? collected : { ok: false, error: lost(collected.error) };
    },
    read: async function* ({ signal: stop, onShare }) {
      const ask = () => client.next({});
      const asked = Array.from({ length: AHEAD }, ask);
      for (let number = 1; ;) {
        const batch = await asked.shift()!;
        if (stop.aborted) return;
        if (!batch.ok) {
          // Anything but its end is a bug, as it would be in this thread.
          if (batch.error.code !== 'bridge.closed') throw new Error(JSON.stringify(batch.error));
          yield fatal('reader-lost', {}, number);
          return;
        }
        const { last, share } = batch.value;
        if (!last) asked.push(ask());
        inserted = batch.value.inserted;
        for (const item of unpackBatch(batch.value)) {
          if (item.kind === 'feature') number = item.number + 1;
          yield item;
        }
        if (last) return;
        onShare(share);
      }
    },
    inserted: () => inserted,
    close,
  });
}
