import type { Finding, NotChecked } from '../../../shared/rules/rule.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { arrangeFindings, type FindingOrder } from '../../state/arrange-findings.ts';

/** A line of the list: a finding, or a rule that could not be checked. */
export type FindingRow =
  | { readonly kind: 'finding'; readonly key: string; readonly finding: Finding }
  | { readonly kind: 'unchecked'; readonly key: string; readonly rule: NotChecked };

/** Findings in the user's order, then the rules that were not checked; both under the same filter and text. */
export function findingRows(
  findings: readonly Finding[],
  notChecked: readonly NotChecked[],
  list: FindingOrder,
  language: Language,
  uncheckedText: (rule: NotChecked) => string,
): readonly FindingRow[] {
  const search = list.search.trim().toLowerCase();
  const rows: FindingRow[] =
    list.filter === 'unchecked'
      ? []
      : arrangeFindings(findings, list, language).map((finding) => ({
          kind: 'finding',
          key: finding.key,
          finding,
        }));
  if (list.filter !== 'all' && list.filter !== 'unchecked') return rows;
  for (const rule of notChecked) {
    if (search === '' || uncheckedText(rule).toLowerCase().includes(search)) {
      rows.push({ kind: 'unchecked', key: `unchecked ${rule.rule}`, rule });
    }
  }
  return rows;
}
