import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { fail, type Failure } from '../../../shared/result.ts';
import { readChunks } from '../read-chunks.ts';
import { XLSX_LIMITS } from './limits.ts';

/** What is told of an XML part. Names come without their prefix: writers differ in those. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Attributes, depth: number) => void;
  /** The text between two tags; white space too. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string, depth: number) => void;
}

/** Attributes by their full name, with the prefix. */
export type Attributes = Readonly<Record<string, string>>;

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Leaves the parser, which knows no other way to be stopped; never leaves this file. */
class Stop extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

const stop = (code: string, params: Record<string, string | number> = {}): never => {
  throw new Stop(fail(code, params).error);
};

/** For handlers that meet what they must refuse. */
export const refusePart = stop;

/** The decoder of a part: UTF-8, or UTF-16 by its mark. */
function decoderOf(head: Uint8Array): TextDecoder {
  const utf16 = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : null;
  const encoding = utf16 ?? (head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8');
  return new TextDecoder(encoding, { fatal: true });
}

type Parser = SaxesParser<{ xmlns: false; position: false }>;

function createParser(handlers: XmlHandlers, onEvent: () => void): Parser {
  const parser: Parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('error', () => stop('xlsx-broken'));
  // Entities of its own, external files, billions of laughs: all begin with a document type, which no workbook has.
  parser.on('doctype', () => stop('xlsx-doctype'));
  parser.on('opentag', (tag) => {
    onEvent();
    depth++;
    if (depth > XLSX_LIMITS.depth) stop('xlsx-broken');
    handlers.open?.(localName(tag.name), tag.attributes, depth);
  });
  parser.on('closetag', (tag) => {
    onEvent();
    handlers.close?.(localName(tag.name), depth);
    depth--;
  });
  const text = (value: string): void => {
    onEvent();
    handlers.text?.(value);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  // An eighth handler makes the engine keep the parser as a dictionary, six times slower; measured.
  parser.on('comment', onEvent);
  return parser;
}

/**
 * Parses an XML part of a workbook, whatever its size: yields null after each piece of the file, so that what the
 * handlers gathered can be taken, and a failure as the last thing when it cannot be read on (`xlsx-broken`,
 * `xlsx-doctype`, `xlsx-too-large`, or what a handler refused). Ends early when aborted.
 */
export async function* parsePart(
  path: string,
  handlers: XmlHandlers,
  options: { readonly signal: AbortSignal; readonly onShare?: (share: number) => void },
): AsyncGenerator<Failure | null> {
  let quiet = 0;
  const parser = createParser(handlers, () => {
    quiet = 0;
  });
  const step = (work: () => void): Failure | null => {
    try {
      work();
      return null;
    } catch (error) {
      if (error instanceof Stop) return error.failure;
      // The decoder throws for bytes that are no characters.
      if (
        error instanceof TypeError &&
        (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      )
        return { code: 'xlsx-broken' };
      throw error;
    }
  };
  let decoder: TextDecoder | null = null;
  for await (const chunk of readChunks(path, options)) {
    const failure = step(() => {
      decoder ??= decoderOf(chunk);
      const text = decoder.decode(chunk, { stream: true });
      quiet += text.length;
      parser.write(text);
      if (quiet > XLSX_LIMITS.token) stop('xlsx-too-large');
    });
    yield failure;
    if (failure !== null) return;
  }
  if (options.signal.aborted) return;
  yield step(() => {
    parser.write((decoder ?? new TextDecoder()).decode());
    parser.close();
  });
}

/** Parses a small part to its end. */
export async function readPart(
  path: string,
  handlers: XmlHandlers,
  signal: AbortSignal,
): Promise<Failure | null> {
  for await (const failure of parsePart(path, handlers, { signal })) if (failure !== null) return failure;
  return signal.aborted ? { code: 'cancelled' } : null;
}
