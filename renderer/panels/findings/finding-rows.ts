import type { Finding, GoneNote, NotChecked } from '../../../shared/rules/rule.ts';
import type { FindingGroup, FindingOrder } from '../../state/arrange-findings.ts';

/** Findings of a rule that were counted but are not listed, because there are too many. */
export interface Unlisted {
  readonly rule: string;
  readonly count: number;
}

/** A line of the list. */
export type FindingRow =
  | { readonly kind: 'group'; readonly key: string; readonly group: FindingGroup; readonly closed: boolean }
  | { readonly kind: 'finding'; readonly key: string; readonly finding: Finding }
  | { readonly kind: 'unlisted'; readonly key: string; readonly unlisted: Unlisted }
  | { readonly kind: 'unchecked'; readonly key: string; readonly rule: NotChecked }
  | { readonly kind: 'gone'; readonly key: string; readonly gone: GoneNote };

export interface RowParts {
  readonly groups: readonly FindingGroup[];
  readonly list: Omit<FindingOrder, 'sort'>;
  /** Groups that are closed, as `grouping key`. */
  readonly collapsed: ReadonlySet<string>;
  readonly notChecked: readonly NotChecked[];
  readonly gone: readonly GoneNote[];
  readonly unlisted: readonly Unlisted[];
  /** What is shown of a rule that was not checked, and of a word without its finding: the text is searched. */
  readonly uncheckedText: (rule: NotChecked) => string;
  readonly goneText: (gone: GoneNote) => string;
}

/** Under which a closed group is remembered. */
export const groupId = (grouping: string, key: string): string => `${grouping} ${key}`;

/**
 * Findings in the user's order under their groups, then what is not listed, then the rules that were not checked;
 * words whose finding is gone only where they are asked for.
 */
export function findingRows(parts: RowParts): readonly FindingRow[] {
  const { list } = parts;
  const search = list.search.trim().toLowerCase();
  const found = (text: string): boolean => search === '' || text.toLowerCase().includes(search);
  if (list.filter === 'gone') {
    return parts.gone
      .filter((gone) => found(parts.goneText(gone)))
      .map((gone): FindingRow => ({ kind: 'gone', key: `gone ${gone.uid}`, gone }))
      .toReversed();
  }
  const rows: FindingRow[] = list.filter === 'unchecked' ? [] : groupRows(parts);
  const narrowed = list.status !== null || list.township !== null || list.rule !== null;
  if (list.filter !== 'unchecked' && (list.filter !== 'all' || narrowed)) return rows;
  for (const rule of parts.notChecked) {
    if (found(parts.uncheckedText(rule)))
      rows.push({ kind: 'unchecked', key: `unchecked ${rule.rule}`, rule });
  }
  return rows;
}

function groupRows({ groups, list, collapsed, unlisted }: RowParts): FindingRow[] {
  const rows: FindingRow[] = [];
  // What is not listed has no severity, status or place: it is named where none is asked for.
  const named = list.filter === 'all' && list.status === null && list.township === null && list.search === '';
  const more = named ? unlisted.filter(({ rule }) => list.rule === null || list.rule === rule) : [];
  const line = (one: Unlisted): FindingRow => ({
    kind: 'unlisted',
    key: `unlisted ${one.rule}`,
    unlisted: one,
  });
  for (const group of groups) {
    const id = groupId(list.group, group.key);
    const closed = list.group !== 'none' && collapsed.has(id);
    if (list.group !== 'none') rows.push({ kind: 'group', key: `group ${id}`, group, closed });
    if (closed) continue;
    for (const finding of group.findings) rows.push({ kind: 'finding', key: finding.key, finding });
    if (list.group === 'rule') rows.push(...more.filter(({ rule }) => rule === group.key).map(line));
  }
  const placed = new Set(list.group === 'rule' ? groups.map(({ key }) => key) : []);
  rows.push(...more.filter(({ rule }) => !placed.has(rule)).map(line));
  return rows;
}
