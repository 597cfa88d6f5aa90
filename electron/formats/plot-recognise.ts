import { decoderOf, isUtf8 } from './encoding.ts';
import { createPlotGrammar, COORDINATES } from './plot-lines.ts';
import { markedEncoding } from './text-encoding.ts';

/** Headings that only boundary-point files have. */
const HEADINGS: readonly string[] = ['属性描述', '项目信息', COORDINATES];
/** Whether a text has control characters that no text file has. */
const isBinary = (text: string): boolean =>
  Array.from(text).some((char) => char < '\t' || (char > '\r' && char < ' '));

/** Whether the first bytes of a file are of a boundary-point file: one of its headings, or a plot line and then a point. */
export function isPlotText(head: Uint8Array): boolean {
  const marked = markedEncoding(head);
  const encoding = marked ?? (isUtf8(head) ? 'utf-8' : 'gb18030');
  const even = encoding.startsWith('utf16') ? head.subarray(0, head.length & ~1) : head;
  const text = decoderOf(encoding)(even).replace(/^\uFEFF/, '');
  if (isBinary(text)) return false;
  const grammar = createPlotGrammar();
  let isAfterPlot = false;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const item = grammar.read(line);
    if (item === null) continue;
    if (item.kind === 'block' && HEADINGS.includes(item.name.replaceAll(/\s/g, ''))) return true;
    if (item.kind === 'point' && isAfterPlot) return true;
    isAfterPlot = item.kind === 'plot';
  }
  return false;
}
