import { useMemo } from 'react';
import { areaNumber } from '../../../shared/i18n/format.ts';
import type { Finding, NotChecked } from '../../../shared/rules/rule.ts';
import { SEVERITIES } from '../../../shared/rules/rule.ts';
import { notCheckedText } from '../../../shared/rules/sentence.ts';
import { findingSentence, ruleData } from '../../i18n/rules.ts';
import { useText } from '../../i18n/use-text.ts';
import { focusFinding } from '../../state/finding-focus.ts';
import { countBySeverity, type FindingFilter } from '../../state/arrange-findings.ts';
import { useFindingList } from '../../state/finding-list.ts';
import { useFindings } from '../../state/findings.ts';
import { useFindingsMap } from '../../state/findings-map.ts';
import { useLayers } from '../../state/layers.ts';
import { Chip } from '../../ui/chip.tsx';
import { Progress } from '../../ui/progress.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Severity, SeverityShape } from '../../ui/severity.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VirtualTable, type Column } from '../../ui/virtual-table.tsx';
import { NothingFound } from './nothing-found.tsx';
import { findingRows, type FindingRow } from './finding-rows.ts';

/** Names of layers, for rules that miss them. */
export function useMissingText(): (rule: NotChecked) => string {
  const { language, name } = useText();
  const layers = useLayers((state) => state.layers);
  return (rule) =>
    notCheckedText(
      language,
      rule.missing.map((id) => {
        const layer = layers?.find(({ schema }) => schema.id === id);
        return layer ? name(layer.schema.name) : id;
      }),
    );
}

/** What the check found: counts by severity, the list, and what could not be checked. */
export function FindingsPanel() {
  const { t, language, name } = useText();
  const { findings, notChecked, check } = useFindings();
  const list = useFindingList();
  const focused = useFindingsMap((state) => state.focused);
  const hover = useFindingsMap((state) => state.hover);
  const missing = useMissingText();
  const rows = useMemo(
    () => findingRows(findings ?? [], notChecked, list, language, missing),
    // `missing` follows the language and the layers' names.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [findings, notChecked, list, language],
  );
  const columns: readonly Column<FindingRow>[] = [
    {
      id: 'severity',
      header: t('ui.severity'),
      width: language === 'en' ? 158 : 104,
      sortable: true,
      cell: (row) =>
        row.kind === 'finding' ? (
          <Severity kind={row.finding.severity} word={t(`severity.${row.finding.severity}`)} />
        ) : (
          <Severity kind="unchecked" word={t('result.not-checked')} />
        ),
    },
    {
      id: 'sentence',
      header: t('ui.finding'),
      width: '1fr',
      cell: (row) =>
        row.kind === 'finding' ? (
          <span title={findingSentence(language, row.finding)}>{findingSentence(language, row.finding)}</span>
        ) : (
          <span className="mut">
            {titleOf(row.rule, name)} · {missing(row.rule)}
          </span>
        ),
    },
    {
      id: 'area',
      header: t('ui.area-mu'),
      width: 92,
      numeric: true,
      sortable: true,
      cell: (row) => (row.kind === 'finding' ? areaNumber(row.finding.areaM2, 'mu') : '—'),
    },
    {
      id: 'pieces',
      header: t('ui.pieces'),
      width: 60,
      numeric: true,
      cell: (row) => (row.kind === 'finding' ? row.finding.pieces.length : ''),
    },
    {
      id: 'notes',
      header: t('ui.note'),
      width: 84,
      cell: (row) => (row.kind === 'finding' ? <Noted finding={row.finding} /> : ''),
    },
  ];
  if (findings === null) return <Skeleton rows={5} label={t('ui.loading')} />;
  // Nothing found is a statement of its own; what was not checked is named in it and listed on its own.
  const clean = findings.length === 0 && list.filter === 'all' && list.search === '';
  const open = (index: number, zoom: boolean): void => {
    const row = rows[index];
    if (row?.kind === 'finding') focusFinding(row.finding, { zoom });
  };
  return (
    <>
      <FilterBar />
      {check?.running ? <Progress label={t('ui.job.check')} share={check.share} /> : null}
      {rows.length > 0 && !(clean && rows.length === notChecked.length) ? (
        <VirtualTable
          label={t('ui.tab.findings')}
          columns={columns}
          count={rows.length}
          row={(index) => rows[index]}
          rowKey={(row) => row.key}
          isSelected={(row) => row.key === focused}
          current={rows.findIndex(({ key }) => key === focused)}
          sort={list.sort}
          onSort={(column) =>
            list.change({
              sort: {
                column: column === 'area' ? 'area' : 'severity',
                descending: list.sort.column === column ? !list.sort.descending : true,
              },
            })
          }
          onPick={(index) => open(index, true)}
          onOpen={(index) => open(index, true)}
          onHover={(row) => hover(row?.kind === 'finding' ? row.finding.key : null)}
        />
      ) : (
        <NothingFound />
      )}
    </>
  );
}

const titleOf = (rule: NotChecked, name: ReturnType<typeof useText>['name']): string => {
  const data = ruleData(rule.rule);
  return data ? name(data.title) : rule.rule;
};

/** Where a finding stands: the last thing that was noted on it. */
function Noted({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const last = [...(finding.memory ?? [])].sort((a, b) => (a.time < b.time ? 1 : -1))[0];
  if (last === undefined) return <span className="mut">{t('ui.open-state')}</span>;
  return <span title={last.note}>{t(`ui.note-status.${last.status}`)}</span>;
}

function FilterBar() {
  const { t } = useText();
  const { findings, notChecked } = useFindings();
  const list = useFindingList();
  const counts = countBySeverity(findings ?? []);
  const filters: readonly { readonly id: FindingFilter; readonly count: number }[] = [
    { id: 'all', count: findings?.length ?? 0 },
    ...SEVERITIES.map((severity) => ({ id: severity, count: counts[severity] })),
    { id: 'unchecked', count: notChecked.length },
  ];
  return (
    <div className="bar-row" role="group" aria-label={t('ui.filter-findings')}>
      {filters.map(({ id, count }) => (
        <Chip key={id} selected={list.filter === id} onChange={() => list.change({ filter: id })}>
          {id === 'all' ? null : <SeverityShape kind={id} />}
          {id === 'all' ? t('ui.all') : t(id === 'unchecked' ? 'result.not-checked' : `severity.${id}`)}
          <b>{count}</b>
        </Chip>
      ))}
      <span className="grow" />
      <SearchField
        id="panel-search"
        label={t('ui.filter')}
        value={list.search}
        onChange={(search) => list.change({ search })}
        clearLabel={t('ui.clear')}
        width={150}
      />
    </div>
  );
}
