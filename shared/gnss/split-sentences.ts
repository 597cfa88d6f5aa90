import type { Faults } from './types.ts';

/**
 * Longest line that is kept, in bytes. The standard allows 82; receivers write longer ones since they tell of more
 * satellites and digits.
 */
const MOST_BYTES = 256;
const [DOLLAR, STAR, CR, LF] = [0x24, 0x2a, 0x0d, 0x0a];

/** Takes bytes as they come and finds the sentences in them. */
export interface SentenceSplitter {
  push(chunk: Uint8Array): void;
  /** The source has ended: a sentence that only lacks its line end is one. */
  end(): void;
}

const hexDigit = (byte: number): number => {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const upper = byte & 0xdf;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
};

/**
 * Finds NMEA 0183 sentences in a stream: lines cut anywhere, CR, LF or both, with noise and binary between. A sentence
 * counts only if it is whole: `$`, printable ASCII, `*`, two digits of the right checksum, line end.
 *
 * @param onSentence gets what stands between `$` and `*`
 */
export function createSentenceSplitter(faults: Faults, onSentence: (body: string) => void): SentenceSplitter {
  const line = new Uint8Array(MOST_BYTES);
  let length = 0;
  /** `out`: between sentences; `in`: behind a `$`; `skip`: the rest of a line that was too long. */
  let state: 'out' | 'in' | 'skip' = 'out';

  const finish = (): void => {
    state = 'out';
    const star = line.subarray(0, length).indexOf(STAR);
    if (star < 0 || star + 3 !== length) {
      faults.noChecksum++;
      return;
    }
    const [high, low] = [hexDigit(line[star + 1]!), hexDigit(line[star + 2]!)];
    let sum = 0;
    for (let i = 0; i < star; i++) sum ^= line[i]!;
    if (high < 0 || low < 0 || sum !== 16 * high + low) {
      faults.badChecksum++;
      return;
    }
    faults.sentences++;
    onSentence(String.fromCharCode(...line.subarray(0, star)));
  };

  const take = (byte: number): void => {
    if (byte === DOLLAR) {
      if (state === 'in' && length > 0) faults.broken++;
      state = 'in';
      length = 0;
    } else if (byte === CR || byte === LF) {
      if (state === 'in') finish();
      state = 'out';
    } else if (state === 'out') {
      faults.noise++;
    } else if (state === 'in') {
      if (byte < 0x20 || byte > 0x7e) {
        faults.broken++;
        state = 'out';
      } else if (length === MOST_BYTES) {
        faults.tooLong++;
        state = 'skip';
      } else {
        line[length++] = byte;
      }
    }
  };

  return {
    push: (chunk) => {
      faults.bytes += chunk.length;
      for (const byte of chunk) take(byte);
    },
    end: () => {
      if (state === 'in') finish();
      state = 'out';
    },
  };
}
