import { ChevronDown, ChevronRight } from 'lucide-react';
import { areaNumber } from '../../../shared/i18n/format.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import type { Texts } from '../../i18n/use-text.ts';
import type { FindingFacts } from '../../../shared/check/finding-facts.ts';
import type { FindingGrouping } from '../../state/arrange-findings.ts';
import type { Township } from '../../../shared/check/finding-townships.ts';
import { Severity, SeverityShape } from '../../ui/severity.tsx';
import type { Column } from '../../ui/virtual-table.tsx';
import {
  goneLine,
  groupLabel,
  missingText,
  reasonText,
  reopenedText,
  ruleTitle,
} from '../../i18n/finding-labels.ts';
import type { FindingRow } from './finding-rows.ts';

export interface ColumnParts {
  readonly texts: Texts;
  readonly facts: FindingFacts;
  readonly grouping: FindingGrouping;
  readonly townships: ReadonlyMap<string, Township>;
}

/** Columns of the list: severity, sentence, area, township, status. */
export function findingColumns(parts: ColumnParts): readonly Column<FindingRow>[] {
  const { texts, facts } = parts;
  const { t, language } = texts;
  return [
    {
      id: 'severity',
      header: t('ui.severity'),
      width: language === 'en' ? 158 : 104,
      sortable: true,
      cell: (row) => <First row={row} {...parts} />,
    },
    {
      id: 'rule',
      header: t('ui.finding'),
      width: '1fr',
      sortable: true,
      cell: (row) => <Sentence row={row} {...parts} />,
    },
    {
      id: 'area',
      header: t('ui.area-mu'),
      width: 92,
      numeric: true,
      sortable: true,
      cell: (row) => {
        if (row.kind === 'group') return <b>{areaText(row.group.areaM2)}</b>;
        return row.kind === 'finding' ? areaText(row.finding.areaM2) : '—';
      },
    },
    {
      id: 'township',
      header: t('findings.township'),
      width: language === 'en' ? 110 : 84,
      sortable: true,
      cell: (row) => (row.kind === 'finding' ? (facts.township(row.finding)?.name ?? '—') : ''),
    },
    {
      id: 'status',
      header: t('findings.status'),
      width: language === 'en' ? 130 : 112,
      cell: (row) => (row.kind === 'finding' ? <Status finding={row.finding} {...parts} /> : ''),
    },
  ];
}

/** A fault of attributes covers nothing. */
const areaText = (m2: number): string => (m2 === 0 ? '—' : areaNumber(m2, 'mu'));

function First({ row, texts: { t } }: ColumnParts & { readonly row: FindingRow }) {
  switch (row.kind) {
    case 'finding':
      return <Severity kind={row.finding.severity} word={t(`severity.${row.finding.severity}`)} />;
    case 'unchecked':
      return <Severity kind="unchecked" word={t('result.not-checked')} />;
    case 'group': {
      const Chevron = row.closed ? ChevronRight : ChevronDown;
      return (
        <span className="group-head" aria-expanded={!row.closed}>
          <Chevron className="i" />
          <SeverityShape kind={row.group.worst} />
          <b>{row.group.findings.length}</b>
        </span>
      );
    }
    default:
      return <span className="mut">{row.kind === 'gone' ? t('findings.gone') : ''}</span>;
  }
}

function Sentence({ row, texts, facts, grouping, townships }: ColumnParts & { readonly row: FindingRow }) {
  const { t } = texts;
  switch (row.kind) {
    case 'finding': {
      const sentence = facts.sentence(row.finding);
      const set = facts.standing(row.finding).state === 'exception';
      return (
        <span className={set ? 'mut' : ''} title={sentence}>
          {sentence}
        </span>
      );
    }
    case 'group':
      return (
        <>
          <b>{groupLabel(texts, grouping, row.group.key, townships)}</b>
          {row.group.exceptions === 0 ? null : (
            <span className="mut group-note">
              {t('findings.exceptions-not-counted', { n: row.group.exceptions })}
            </span>
          )}
        </>
      );
    case 'unlisted':
      return (
        <span className="mut">
          {ruleTitle(texts, row.unlisted.rule)} · {t('findings.overflow', { n: row.unlisted.count })}
        </span>
      );
    case 'unchecked':
      return (
        <span className="mut">
          {ruleTitle(texts, row.rule.rule)} · {missingText(texts, row.rule)}
        </span>
      );
    default: {
      const line = goneLine(texts, row.gone);
      return (
        <span className="mut" title={line}>
          {line}
        </span>
      );
    }
  }
}

/** Where a finding stands, with who has it and why it was reopened. */
function Status({ finding, texts, facts }: ColumnParts & { readonly finding: Finding }) {
  const { t } = texts;
  const { state, exception, assignee } = facts.standing(finding);
  const why =
    exception === null
      ? ''
      : [reasonText(texts, exception), exception.note, reopenedText(texts, exception)]
          .filter((part) => part !== '')
          .join(' · ');
  const word = t(`findings.status.${state}`);
  if (state === 'open') return <span className="mut">{word}</span>;
  return (
    <span className={`state ${state}`} title={why === '' ? undefined : why}>
      {state === 'assigned' && assignee !== null ? `${word} ${assignee}` : word}
    </span>
  );
}
