import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { readingContract } from './reading-contract.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { oldCrsByEpsg, oldTransform } from '../../../shared/crs/old-datum.ts';
import { GridBatchBuilder, type GridBatch, type GridItem } from '../../../shared/import/grid-batch.ts';
import type { ReadingTask } from '../../../shared/import/reading-task.ts';
import { fail, ok } from '../../../shared/result.ts';
import { detectFormat } from '../../formats/catalogue.ts';
import { readHere, type GridReading } from './grid-reading.ts';
import type { SourceCrs } from './source-crs.ts';

/** A batch is sent when it holds so many features, or so many numbers of coordinates (4 MB). */
const FEATURES = 500;
const NUMBERS = 1 << 19;

/** Reads one layer for the thread that imports it. */
export function createReadingService(): ApiOf<typeof readingContract> {
  let reading: GridReading | null = null;
  let items: AsyncIterator<GridItem> | null = null;
  let held: GridItem | null = null;
  let share = 0;
  // Of calls that come while one is at work each waits for the one before.
  let turn: Promise<unknown> = Promise.resolve();
  const stop = new AbortController();

  const nextBatch = async (from: GridReading): Promise<GridBatch> => {
    items ??= from.read({ signal: stop.signal, onShare: (now) => (share = now) })[Symbol.asyncIterator]();
    const batch = new GridBatchBuilder();
    if (held !== null) batch.add(held);
    held = null;
    let last = false;
    while (batch.count < FEATURES && batch.size < NUMBERS) {
      const step = await items.next();
      last = step.done === true;
      if (last) break;
      const item = step.value as GridItem;
      if (batch.add(item)) continue;
      held = item;
      break;
    }
    return batch.finish({ inserted: from.inserted(), share, last });
  };

  return {
    open: async ({ task }) => {
      const format = await detectFormat(task.file.path);
      if (!format.ok) return format;
      const place = placeOf(task);
      if (place === null)
        return fail('import.crs-unsupported', { file: task.file.name, name: `EPSG:${task.epsg}` });
      const { file, layer, encoding, type } = task;
      reading = readHere({ format: format.value, file, layer, encoding, place, type });
      return ok(null);
    },
    collect: (_params, call) =>
      reading === null
        ? fail('read.not-open')
        : reading.collect({
            signal: call.signal,
            onShare: (now) => call.progress({ share: now, stage: 'import.stage.collect' }),
          }),
    next: async () => {
      const from = reading;
      if (from === null) return fail('read.not-open');
      const made = turn.then(() => nextBatch(from));
      turn = made.catch(() => undefined);
      return ok(await made);
    },
  };
}

/** The system as it was decided; null for a code that no catalogue has. */
function placeOf({ epsg, swapped, shift }: ReadingTask): SourceCrs | null {
  const old = shift === null ? undefined : oldCrsByEpsg(epsg);
  if (old !== undefined && shift !== null) return { crs: old, swapped, transform: oldTransform(old, shift) };
  const crs = crsByEpsg(epsg);
  return crs === undefined ? null : { crs, swapped };
}
