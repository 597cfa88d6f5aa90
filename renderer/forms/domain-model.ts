import type { Language } from '../../shared/i18n/languages.ts';
import { codeList, type CodeEntry } from '../../shared/model/code-list.ts';
import { matchText, type Match } from '../../shared/search/match-text.ts';

/** An entry of a code list in its tree. */
export interface DomainNode {
  readonly code: string;
  readonly label: string;
  /** Codes are shown where they are figures (classes, zones), not where they are words of ours. */
  readonly shownCode: string | null;
  readonly swatch: string | null;
  /** Steps below the top. */
  readonly depth: number;
  readonly parent: string | null;
  readonly children: readonly string[];
  /** True where the data say that this entry is not sure while others are. */
  readonly unsure: boolean;
  readonly note: string | null;
  /** Label in the other language: found as well, but not marked. */
  readonly other: string;
}

export interface Domain {
  readonly nodes: readonly DomainNode[];
  readonly byCode: ReadonlyMap<string, DomainNode>;
  /** False for a plain list. */
  readonly nested: boolean;
}

const made = new Map<string, Domain>();

/** The tree of a code list, in the order of the list, children after their parent. */
export function domainOf(domain: string, language: Language): Domain {
  const key = `${language} ${domain}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = buildDomain(codeList(domain) ?? [], language);
  made.set(key, fresh);
  return fresh;
}

/** A tree from the entries of a list; an entry whose parent is not in the list stands at the top. */
export function buildDomain(entries: readonly CodeEntry[], language: Language): Domain {
  const codes = new Set(entries.map(({ code }) => code));
  const parentOf = ({ parent }: CodeEntry): string | null => (parent && codes.has(parent) ? parent : null);
  const children = new Map<string | null, CodeEntry[]>();
  for (const entry of entries) {
    const parent = parentOf(entry);
    children.set(parent, [...(children.get(parent) ?? []), entry]);
  }
  const marks = new Set(entries.map(({ verified }) => verified));
  const nodes: DomainNode[] = [];
  const add = (entry: CodeEntry, depth: number): void => {
    const own = children.get(entry.code) ?? [];
    nodes.push({
      code: entry.code,
      label: entry.label[language],
      // 2023 is not said twice beside 2023版.
      shownCode: /\d/.test(entry.code) && !entry.label[language].includes(entry.code) ? entry.code : null,
      swatch: entry.color ?? null,
      depth,
      parent: parentOf(entry),
      children: own.map(({ code }) => code),
      unsure: marks.size > 1 && entry.verified === 'no',
      note: entry.note ?? null,
      other: entry.label[language === 'en' ? 'zh-CN' : 'en'],
    });
    for (const child of own) add(child, depth + 1);
  };
  for (const entry of children.get(null) ?? []) add(entry, 0);
  return {
    nodes,
    byCode: new Map(nodes.map((node) => [node.code, node])),
    nested: nodes.some(({ depth }) => depth > 0),
  };
}

/** What is typed, in an entry: where it fits, and how well (the smaller, the better). */
export interface DomainMatch {
  readonly rank: number;
  readonly label: Match | null;
  /** How many characters of the code are typed. */
  readonly code: number;
}

/** A code by its beginning, a name by a part of it or its pinyin, or the name in the other language. */
export function matchNode(node: DomainNode, search: string): DomainMatch | null {
  const typed = search.trim().toLowerCase();
  if (typed === '') return { rank: 0, label: null, code: 0 };
  if (node.shownCode?.startsWith(typed)) {
    return { rank: node.shownCode === typed ? 0 : 2, label: null, code: typed.length };
  }
  const label = matchText(node.label, typed);
  if (label !== null) return { rank: [0, 1, 3, 4, 5][label.rank] ?? 5, label, code: 0 };
  return matchText(node.other, typed) === null ? null : { rank: 6, label: null, code: 0 };
}

/** A line of the open list. */
export type DomainRow =
  | { readonly kind: 'head'; readonly id: 'recent' | 'all' }
  | {
      readonly kind: 'node';
      readonly id: string;
      readonly node: DomainNode;
      /** Steps of indentation: none among the recent ones. */
      readonly indent: number;
      /** Null where the entry is only there to hold others that match. */
      readonly match: DomainMatch | null;
      /** Whether its children are shown; null where it has none. */
      readonly open: boolean | null;
    };

export interface DomainQuery {
  readonly search: string;
  /** Codes whose children are shown beside those that a search shows. */
  readonly opened: ReadonlySet<string>;
  /** Recent and frequent choices, shown first while nothing is typed. */
  readonly recent: readonly string[];
}

/** The lines to show: everything under what is opened, or what matches with all that it stands under. */
export function domainRows(domain: Domain, { search, opened, recent }: DomainQuery): readonly DomainRow[] {
  const searching = search.trim() !== '';
  const matches = new Map<string, DomainMatch>();
  const held = new Set<string>();
  if (searching) {
    for (const node of domain.nodes) {
      const match = matchNode(node, search);
      if (match === null) continue;
      matches.set(node.code, match);
      for (let up = node.parent; up !== null; up = domain.byCode.get(up)?.parent ?? null) held.add(up);
    }
  }
  const rows: DomainRow[] = [];
  const known = searching ? [] : recent.flatMap((code) => domain.byCode.get(code) ?? []);
  if (known.length > 0) {
    rows.push({ kind: 'head', id: 'recent' });
    for (const node of known) {
      rows.push({ kind: 'node', id: `recent ${node.code}`, node, indent: 0, match: null, open: null });
    }
    rows.push({ kind: 'head', id: 'all' });
  }
  const shown = new Set<string>();
  for (const node of domain.nodes) {
    const match = searching ? (matches.get(node.code) ?? null) : null;
    const fits = !searching || match !== null || held.has(node.code);
    const under = node.parent === null ? !searching : shown.has(node.parent) && opened.has(node.parent);
    if (!fits && !under) continue;
    if (!searching && node.parent !== null && !under) continue;
    shown.add(node.code);
    const open = node.children.length === 0 ? null : held.has(node.code) || opened.has(node.code);
    rows.push({ kind: 'node', id: node.code, node, indent: node.depth, match, open });
  }
  return rows;
}

/** The line the keys stand on at first: the best match, or the present value, else the first entry; -1 for none. */
export function firstRow(rows: readonly DomainRow[], value: string | null, searching: boolean): number {
  let best = -1;
  let rank = Infinity;
  rows.forEach((row, at) => {
    if (row.kind !== 'node') return;
    const own = searching
      ? (row.match?.rank ?? Infinity)
      : row.id === value
        ? 0
        : row.node.code === value
          ? 1
          : 2;
    if (own < rank) [best, rank] = [at, own];
  });
  return best;
}

/** The codes an entry stands under, to be opened so that it is seen. */
export function above(domain: Domain, code: string | null): readonly string[] {
  const out: string[] = [];
  let up = code === null ? null : (domain.byCode.get(code)?.parent ?? null);
  while (up !== null) {
    out.push(up);
    up = domain.byCode.get(up)?.parent ?? null;
  }
  return out;
}

/** The entry that a typed text names by itself: its code or its whole name. */
export function namedBy(domain: Domain, typed: string): DomainNode | undefined {
  const text = typed.trim();
  return (
    domain.byCode.get(text) ??
    domain.nodes.find((node) => node.label === text || `${node.code} ${node.label}` === text)
  );
}
