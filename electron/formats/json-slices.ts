/** A piece of a JSON file that is one object with a long array in it. Bytes are a copy. */
export type JsonSlice =
  | { readonly kind: 'member'; readonly key: string; readonly bytes: Uint8Array }
  | { readonly kind: 'element'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'broken';
      readonly code: 'json-broken' | 'json-truncated' | 'json-too-deep' | 'too-large';
      readonly offset: number;
    };

export interface SliceOptions {
  /** The member whose elements come one by one. */
  readonly array: string;
  /** True for encodings in which a byte below 128 can be the second half of a character (GB 18030). */
  readonly doubleByte: boolean;
}

const MAX_DEPTH = 64;
/** Longest single value, bytes. */
const MAX_VALUE = 256 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

type Role = 'start' | 'key' | 'colon' | 'value' | 'after' | 'end';

/**
 * Cuts a stream of JSON into the members of its outermost object, and the member named `array` into its elements,
 * without ever holding more than one of them. Text is not checked beyond brackets and quotes: whoever parses a
 * slice does. A `broken` slice is the last.
 */
export async function* sliceJson(
  chunks: AsyncIterable<Uint8Array>,
  options: SliceOptions,
): AsyncGenerator<JsonSlice> {
  let role = 'start' as Role;
  let inArray = false;
  let key = '';
  let keyBytes = false;
  const closers: number[] = [];
  let base = 0;
  let capturing = false;
  let primitive = false;
  let inString = false;
  let skip = false;
  let held: Uint8Array[] = [];
  let heldLength = 0;
  let offset = 0;
  let wantsFirst = false;
  const decoder = new TextDecoder();
  const out: JsonSlice[] = [];

  const finishValue = (bytes: Uint8Array): string | null => {
    capturing = false;
    primitive = false;
    if (keyBytes) {
      keyBytes = false;
      try {
        key = String(JSON.parse(decoder.decode(bytes)));
      } catch {
        return 'json-broken';
      }
      role = 'colon';
      return null;
    }
    out.push(inArray ? { kind: 'element', bytes } : { kind: 'member', key, bytes });
    role = 'after';
    return null;
  };

  for await (const chunk of chunks) {
    let from = capturing ? 0 : -1;
    const broken = (code: 'json-broken' | 'json-too-deep' | 'too-large', at: number): JsonSlice => ({
      kind: 'broken',
      code,
      offset: offset + at,
    });
    const take = (to: number): Uint8Array => {
      const tail = chunk.subarray(from, to);
      const whole = new Uint8Array(heldLength + tail.length);
      let at = 0;
      for (const piece of held) {
        whole.set(piece, at);
        at += piece.length;
      }
      whole.set(tail, at);
      held = [];
      heldLength = 0;
      from = -1;
      return whole;
    };
    for (let i = 0; i < chunk.length; i++) {
      const c = chunk[i]!;
      if (skip) {
        skip = false;
        continue;
      }
      if (inString) {
        if (c === BACKSLASH) skip = true;
        else if (c === QUOTE) {
          inString = false;
          if (closers.length === base && !primitive && finishValue(take(i + 1)) !== null) {
            yield broken('json-broken', i);
            return;
          }
        } else if (options.doubleByte && c > 0x80) skip = true;
        continue;
      }
      if (capturing && primitive) {
        if (c !== 0x2c && c !== 0x7d && c !== 0x5d && !isSpace(c)) continue;
        finishValue(take(i));
      } else if (capturing) {
        if (c === QUOTE) inString = true;
        else if (c === 0x7b || c === 0x5b) {
          closers.push(c + 2);
          if (closers.length > MAX_DEPTH) {
            yield broken('json-too-deep', i);
            return;
          }
        } else if (c === 0x7d || c === 0x5d) {
          if (closers.pop() !== c) {
            yield broken('json-broken', i);
            return;
          }
          if (closers.length === base) finishValue(take(i + 1));
        }
        continue;
      }
      if (isSpace(c)) continue;
      switch (role) {
        case 'start':
          // A byte order mark may stand before the text.
          if (offset + i < 3 && (c === 0xef || c === 0xbb || c === 0xbf)) continue;
          if (c !== 0x7b) {
            yield broken('json-broken', i);
            return;
          }
          closers.push(0x7d);
          role = 'key';
          wantsFirst = true;
          continue;
        case 'key':
          if (c === QUOTE) {
            keyBytes = true;
            capturing = true;
            inString = true;
            base = closers.length;
            from = i;
            continue;
          }
          if (c === 0x7d && wantsFirst) {
            closers.pop();
            role = 'end';
            continue;
          }
          yield broken('json-broken', i);
          return;
        case 'colon':
          if (c !== 0x3a) {
            yield broken('json-broken', i);
            return;
          }
          role = 'value';
          continue;
        case 'value':
          if (inArray && c === 0x5d && wantsFirst) {
            closers.pop();
            inArray = false;
            role = 'after';
            continue;
          }
          if (!inArray && key === options.array && c === 0x5b) {
            closers.push(0x5d);
            inArray = true;
            wantsFirst = true;
            continue;
          }
          wantsFirst = false;
          capturing = true;
          base = closers.length;
          from = i;
          if (c === QUOTE) inString = true;
          else if (c === 0x7b || c === 0x5b) closers.push(c + 2);
          else if (c === 0x7d || c === 0x5d || c === 0x2c || c === 0x3a) {
            yield broken('json-broken', i);
            return;
          } else primitive = true;
          continue;
        case 'after':
          if (c === 0x2c) {
            role = inArray ? 'value' : 'key';
            wantsFirst = false;
            continue;
          }
          if (c === closers[closers.length - 1]) {
            closers.pop();
            if (inArray) inArray = false;
            else role = 'end';
            continue;
          }
          yield broken('json-broken', i);
          return;
        case 'end':
          if (c === 0) continue;
          yield broken('json-broken', i);
          return;
      }
    }
    if (capturing && from >= 0) {
      held.push(chunk.slice(from));
      heldLength += chunk.length - from;
      if (heldLength > MAX_VALUE) {
        yield broken('too-large', 0);
        return;
      }
    }
    offset += chunk.length;
    yield* out.splice(0);
  }
  yield* out.splice(0);
  if (role !== 'end') yield { kind: 'broken', code: 'json-truncated', offset };
}
