/** One element of well-known text: `KEYWORD[value, value, child[...]]`. */
export interface WktNode {
  readonly keyword: string;
  readonly values: readonly (string | number)[];
  readonly children: readonly WktNode[];
}

const MAX_LENGTH = 64 * 1024;
const MAX_DEPTH = 32;
const TOKEN =
  /\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([[\](),]))/y;

/** The tree of a text in WKT 1 or 2 (OGC or Esri); null for what is none. */
export function parseWktTree(text: string): WktNode | null {
  if (text.length > MAX_LENGTH) return null;
  TOKEN.lastIndex = 0;
  const tokens: { readonly kind: 'text' | 'word' | 'number' | 'mark'; readonly value: string }[] = [];
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) break;
    const [, quoted, word, number, mark] = match;
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll('""', '"') });
    else if (word !== undefined) tokens.push({ kind: 'word', value: word });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else tokens.push({ kind: 'mark', value: mark ?? '' });
  }
  let at = 0;
  const node = (depth: number): WktNode | null => {
    const head = tokens[at];
    const open = tokens[at + 1];
    if (depth > MAX_DEPTH || head?.kind !== 'word' || (open?.value !== '[' && open?.value !== '('))
      return null;
    at += 2;
    const values: (string | number)[] = [];
    const children: WktNode[] = [];
    for (;;) {
      const token = tokens[at];
      if (token === undefined) return null;
      if (token.kind === 'mark') {
        at++;
        if (token.value === ']' || token.value === ')')
          return { keyword: head.value.toUpperCase(), values, children };
        continue;
      }
      const next = tokens[at + 1];
      if (token.kind === 'word' && next?.kind === 'mark' && (next.value === '[' || next.value === '(')) {
        const child = node(depth + 1);
        if (child === null) return null;
        children.push(child);
        continue;
      }
      values.push(token.kind === 'number' ? Number(token.value) : token.value);
      at++;
    }
  };
  return node(0);
}

/** The first element below `node` (or itself) that has one of the keywords. */
export function findWkt(node: WktNode, ...keywords: readonly string[]): WktNode | null {
  if (keywords.includes(node.keyword)) return node;
  for (const child of node.children) {
    const found = findWkt(child, ...keywords);
    if (found) return found;
  }
  return null;
}
