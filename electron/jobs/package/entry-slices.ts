import { sliceJson } from '../../formats/json-slices.ts';
import { createBreather } from '../io/scratch.ts';
import type { PackageSource } from './package-source.ts';

class Unreadable extends Error {}

/** The bytes of an entry; thrown out of where an entry breaks off. */
async function* bytesOf(
  source: PackageSource,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source.chunks(name, signal)) {
    if (!chunk.ok) throw new Unreadable();
    yield chunk.value;
  }
}

/** Hears what a JSON entry holds, one value at a time. */
export interface Hears {
  readonly member: (key: string, value: unknown) => void;
  /** An element of the long array. */
  readonly element: (value: unknown) => void;
}

/**
 * Reads an entry that is one JSON object with a long array in it, without ever holding the whole; false where it is
 * none or breaks off.
 */
export async function hearJson(
  source: PackageSource,
  name: string,
  array: string,
  { member, element }: Hears,
  signal: AbortSignal,
): Promise<boolean> {
  const breathe = createBreather();
  const decoder = new TextDecoder();
  try {
    for await (const slice of sliceJson(bytesOf(source, name, signal), { array, doubleByte: false })) {
      await breathe();
      if (slice.kind === 'broken') return false;
      const value: unknown = JSON.parse(decoder.decode(slice.bytes));
      if (slice.kind === 'member') member(slice.key, value);
      else element(value);
    }
    return true;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return false;
    throw error;
  }
}
