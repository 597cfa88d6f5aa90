import { readTime } from './fields.ts';
import { READERS } from './read-sentence.ts';
import { createSentenceSplitter } from './split-sentences.ts';
import { noFaults } from './types.ts';

const DAY_MS = 86_400_000;

/** The time that passes in a recording, by the times of its sentences. */
export interface RecordingClock {
  take(bytes: Uint8Array): void;
  /** Milliseconds since its first time. */
  readonly nowMs: number;
  /** Sentences with a right checksum so far. */
  readonly sentences: number;
}

export function createRecordingClock(): RecordingClock {
  const faults = noFaults();
  let last: number | null = null;
  let nowMs = 0;
  const splitter = createSentenceSplitter(faults, (body) => {
    const kind = body.slice(2, 5);
    const at = Object.hasOwn(READERS, kind) ? READERS[kind]!.time : null;
    const time = at === null ? null : readTime(body.split(',')[at]);
    if (typeof time !== 'number') return;
    // Forwards by less than half a day, over midnight too; what is earlier takes no time.
    const step = last === null ? 0 : (time - last + DAY_MS) % DAY_MS;
    if (step < DAY_MS / 2) {
      nowMs += step;
      last = time;
    }
  });
  return {
    take: (bytes) => splitter.push(bytes),
    get nowMs() {
      return nowMs;
    },
    get sentences() {
      return faults.sentences;
    },
  };
}
