import { createReadStream } from 'node:fs';
import path from 'node:path';
import { setImmediate as yieldToOthers, setTimeout as sleep } from 'node:timers/promises';
import { createRecordingClock } from '../../../shared/gnss/recording-clock.ts';
import { fail } from '../../../shared/result.ts';
import type { OpenSource, SourceSink } from './source.ts';

const LINE_END = 10;
/** A run of bytes without a line end is handed on in pieces of this size. */
const MOST_PIECE = 4096;
/** How often time is told of while a recording is silent, milliseconds. */
const TICK_MS = 250;

/** Lines of a file with their ends, and pieces of what has none. */
async function* linesOf(file: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { signal })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, from)) {
      yield bytes.subarray(from, end + 1);
      from = end + 1;
    }
    for (; bytes.length - from > MOST_PIECE; from += MOST_PIECE)
      yield bytes.subarray(from, from + MOST_PIECE);
    rest = bytes.subarray(from);
    await yieldToOthers();
  }
  if (rest.length > 0) yield rest;
}

/**
 * A recorded file, at the pace of the times in it or a multiple of that; rate 0 reads it as fast as it can. Its clock is
 * that of the recording, so that outages in it are seen as they were.
 */
export function openReplay(
  { file, rate }: { readonly file: string; readonly rate: number },
  sink: SourceSink,
): OpenSource {
  const abort = new AbortController();
  const { signal } = abort;

  /** Waits until the recording has come to `target`; tells of the time that passes meanwhile. */
  const waitFor = async (target: number, startedMs: number): Promise<void> => {
    for (;;) {
      const now = (performance.now() - startedMs) * rate;
      if (now >= target) return;
      await sleep(Math.min(TICK_MS, (target - now) / rate), undefined, { signal });
      sink.time(Math.min(target, (performance.now() - startedMs) * rate));
    }
  };

  const play = async (): Promise<void> => {
    sink.status({ state: 'open', trouble: null });
    const clock = createRecordingClock();
    const startedMs = performance.now();
    for await (const line of linesOf(file, signal)) {
      const before = clock.nowMs;
      clock.take(line);
      if (rate > 0 && clock.nowMs > before) await waitFor(clock.nowMs, startedMs);
      if (signal.aborted) return;
      sink.bytes(line, clock.nowMs);
    }
    const name = path.basename(file);
    sink.status({
      state: 'ended',
      trouble: clock.sentences === 0 ? fail('position.replay-empty', { file: name }).error : null,
    });
  };

  const done = play().catch((error: NodeJS.ErrnoException) => {
    if (signal.aborted) return;
    const trouble = fail('position.replay-unreadable', {
      file: path.basename(file),
      cause: error.code ?? error.message,
    }).error;
    sink.status({ state: 'ended', trouble });
  });
  return {
    ownClock: true,
    close: () => {
      abort.abort();
      return done;
    },
  };
}
