import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { encodingName } from './encoding.ts';
import { readChunks } from './read-chunks.ts';

/** What stands in an XML file, in order. Names come without the prefix of their namespace. */
export type XmlEvent =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'close'; readonly name: string };

/** Why a file could not be read on: `xml-broken` (params: line), `xml-dtd`, `xml-too-large`, `xml-encoding`. */
export interface XmlBroken {
  readonly kind: 'broken';
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const MAX_DEPTH = 256;
/** Longest text or tag; a polygon of a million vertices takes 40 MB. */
const MAX_PIECE = 128 * 1024 ** 2;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The encoding of a file by its byte order mark or its XML declaration; null for one that cannot be read. */
function declaredEncoding(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const text = Buffer.from(head.subarray(0, 200)).toString('latin1');
  const name = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(
    text.replace(/^\u00ef\u00bb\u00bf/, ''),
  )?.[1];
  if (name === undefined) return 'utf-8';
  return /^utf-?16/i.test(name) ? null : encodingName(name);
}

/**
 * Reads an XML file in pieces, strictly. A document type is refused whatever it says, so no entity is ever defined and
 * nothing can be expanded or fetched.
 */
export async function* readXml(
  path: string,
  options: { readonly signal: AbortSignal; readonly onShare?: (share: number) => void },
): AsyncGenerator<readonly XmlEvent[] | XmlBroken> {
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: true });
  let events: XmlEvent[] = [];
  let depth = 0;
  let broken: XmlBroken | null = null;
  const stop = (code: string, params: Readonly<Record<string, string | number>> = {}): void => {
    broken ??= { kind: 'broken', code, params };
  };
  parser.on('error', () => stop('xml-broken', { line: parser.line }));
  parser.on('doctype', () => stop('xml-dtd'));
  parser.on('opentag', ({ name, attributes }) => {
    running = 0;
    if (++depth > MAX_DEPTH) stop('xml-broken', { line: parser.line });
    const plain: Record<string, string> = {};
    for (const [key, value] of Object.entries(attributes)) plain[localName(key)] = value;
    events.push({ kind: 'open', name: localName(name), attributes: plain });
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    running = 0;
    events.push({ kind: 'close', name: localName(name) });
  });
  let running = 0;
  const onText = (text: string): void => {
    running += text.length;
    if (running > MAX_PIECE) stop('xml-too-large');
    else events.push({ kind: 'text', text });
  };
  parser.on('text', onText);
  parser.on('cdata', onText);

  let decoder: TextDecoder | null = null;
  let silent = 0;
  const push = (text: string): void => {
    try {
      parser.write(text);
    } catch (error) {
      // A string of its own that grew beyond what a string can hold.
      if (!(error instanceof RangeError)) throw error;
      stop('xml-too-large');
    }
  };
  for await (const chunk of readChunks(path, options)) {
    if (decoder === null) {
      const encoding = declaredEncoding(chunk);
      if (encoding === null || !isDecodable(encoding)) {
        yield { kind: 'broken', code: 'xml-encoding', params: {} };
        return;
      }
      decoder = new TextDecoder(encoding);
    }
    push(decoder.decode(chunk, { stream: true }));
    if (broken !== null) {
      yield broken;
      return;
    }
    silent = events.length === 0 ? silent + chunk.length : 0;
    if (silent > MAX_PIECE) {
      yield { kind: 'broken', code: 'xml-too-large', params: {} };
      return;
    }
    yield events;
    events = [];
  }
  if (options.signal.aborted) return;
  push(decoder?.decode() ?? '');
  if (broken === null) parser.close();
  if (broken !== null) yield broken;
  else yield events;
}

function isDecodable(encoding: string): boolean {
  try {
    return new TextDecoder(encoding).encoding !== '';
  } catch {
    return false;
  }
}
