import { decoderOf, type Decode } from './encoding.ts';
import type { SpanBatch } from './line-spans.ts';

/** One line of a VCT file, looked at without making a text of it: the same object for every line. */
export interface VctCursor {
  /** Where the line begins and ends in the file. */
  readonly from: number;
  readonly to: number;
  /** Number of the line, from 1. */
  readonly line: number;
  /** Its first byte that is no blank; 0 for an empty line and -1 for one that is too long. */
  first(): number;
  /** Whether a character of ASCII stands in it. */
  has(byte: number): boolean;
  /** The line without blanks at its ends; null for one that is too long. */
  text(): string | null;
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;

/** A cursor that is moved from line to line. */
export interface MovingCursor extends VctCursor {
  /** @param base where the stream of the batch begins: its place in the file, and lines before it */
  move(batch: SpanBatch, index: number, base?: { readonly offset: number; readonly line: number }): void;
}

const WHOLE = { offset: 0, line: 0 };

/** @param encoding of texts; figures and keywords are ASCII in all of them */
export function createCursor(encoding: string): MovingCursor {
  const decode: Decode = decoderOf(encoding);
  let bytes: Uint8Array = new Uint8Array(0);
  let [from, to] = [0, 0];
  let offset = 0;
  let line = 0;
  let before = 0;
  return {
    get from() {
      return offset + from;
    },
    get to() {
      return offset + to;
    },
    get line() {
      return before + line;
    },
    first: () => (from < 0 ? -1 : from < to ? bytes[from]! : 0),
    has: (byte) => {
      for (let i = from; i < to; i++) if (bytes[i] === byte) return true;
      return false;
    },
    text: () => {
      if (from < 0) return null;
      for (let i = from; i < to; i++) if (bytes[i]! >= 0x80) return decode(bytes.subarray(from, to)).trim();
      return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
    },
    move: (batch, index, base = WHOLE) => {
      ({ bytes } = batch);
      offset = base.offset + batch.offset;
      before = base.line;
      from = batch.spans[2 * index]!;
      to = batch.spans[2 * index + 1]!;
      line++;
      while (from < to && isBlank(bytes[from]!)) from++;
      while (to > from && isBlank(bytes[to - 1]!)) to--;
    },
  };
}
