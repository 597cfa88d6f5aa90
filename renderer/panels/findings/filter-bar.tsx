import { ChevronDown, Download, FoldVertical, ListFilter, UnfoldVertical } from 'lucide-react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { FINDING_STATES, type FindingState } from '../../../shared/check/memory-status.ts';
import { SEVERITIES } from '../../../shared/rules/rule.ts';
import { useText } from '../../i18n/use-text.ts';
import {
  countBy,
  countBySeverity,
  FINDING_GROUPS,
  type FindingFilter,
} from '../../state/arrange-findings.ts';
import { clearFilters, isFiltered, useFindingList, type FindingListing } from '../../state/finding-list.ts';
import type { Township } from '../../../shared/check/finding-townships.ts';
import { useFindings } from '../../state/findings.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import { exportFindings, FINDINGS_FORMATS } from './export-findings.ts';
import { ruleTitle } from '../../i18n/finding-labels.ts';
import { groupId } from './finding-rows.ts';

interface BarParts {
  readonly listing: FindingListing;
  readonly townships: ReadonlyMap<string, Township>;
}

/** Counts by severity, filters, grouping, text and export, over the list. */
export function FilterBar(parts: BarParts) {
  const { t } = useText();
  const { findings, notChecked, gone } = useFindings();
  const list = useFindingList();
  const all = findings ?? [];
  const counts = countBySeverity(all);
  const filters: readonly { readonly id: FindingFilter; readonly count: number }[] = [
    { id: 'all', count: all.length },
    ...SEVERITIES.map((severity) => ({ id: severity, count: counts[severity] })),
    ...(notChecked.length > 0 || list.filter === 'unchecked'
      ? [{ id: 'unchecked' as const, count: notChecked.length }]
      : []),
    ...(gone.length > 0 || list.filter === 'gone' ? [{ id: 'gone' as const, count: gone.length }] : []),
  ];
  const word = (id: FindingFilter): string => {
    if (id === 'all') return t('ui.all');
    if (id === 'gone') return t('findings.gone');
    return t(id === 'unchecked' ? 'result.not-checked' : `severity.${id}`);
  };
  return (
    <div className="bar-row" role="group" aria-label={t('ui.filter-findings')}>
      {filters.map(({ id, count }) => (
        <Chip key={id} selected={list.filter === id} onChange={() => list.change({ filter: id })}>
          {id === 'all' || id === 'gone' ? null : <SeverityShape kind={id} />}
          {word(id)}
          <b>{count}</b>
        </Chip>
      ))}
      <span className="list-tools">
        {isFiltered(list) && list.filter !== 'unchecked' && list.filter !== 'gone' ? (
          <span className="count" role="status">
            {t('findings.shown-of', { n: parts.listing.shown.length, all: all.length })}
          </span>
        ) : null}
        <Grouping {...parts} />
        <Filters {...parts} />
        <SearchField
          id="panel-search"
          label={t('findings.search')}
          value={list.search}
          onChange={(search) => list.change({ search })}
          clearLabel={t('ui.clear')}
          width={120}
        />
        <Menu
          label={t('findings.export')}
          trigger={
            <AriaButton className="ib" aria-label={t('findings.export')}>
              <Download className="i" />
            </AriaButton>
          }
          entries={FINDINGS_FORMATS.map((format) => ({
            id: format,
            label: t(`findings.export-${format}`),
            disabled: parts.listing.shown.length === 0,
            run: () => void exportFindings(format),
          }))}
        />
      </span>
    </div>
  );
}

/** By what the list is grouped, and all groups closed or opened. */
function Grouping({ listing }: BarParts) {
  const { t } = useText();
  const list = useFindingList();
  const ids = listing.groups.map(({ key }) => groupId(list.group, key));
  const closed = ids.length > 0 && ids.every((id) => list.collapsed.has(id));
  return (
    <>
      <Menu
        label={t('findings.group')}
        trigger={
          <AriaButton className="btn bare small" aria-label={t('findings.group')}>
            {t(list.group === 'none' ? 'findings.group' : `findings.group.${list.group}`)}
            <ChevronDown className="i" />
          </AriaButton>
        }
        entries={FINDING_GROUPS.map((group) => ({
          id: group,
          label: t(`findings.group.${group}`),
          run: () => list.change({ group }),
        }))}
      />
      {list.group === 'none' ? null : (
        <IconButton
          label={t(closed ? 'findings.expand-all' : 'findings.collapse-all')}
          onPress={() => list.collapse(ids, !closed)}
        >
          {closed ? <UnfoldVertical className="i" /> : <FoldVertical className="i" />}
        </IconButton>
      )}
    </>
  );
}

const ANY = '*';

/** Status, rule and township, each with how many findings it has in the whole list. */
function Filters({ listing: { facts }, townships }: BarParts) {
  const texts = useText();
  const { t } = texts;
  const list = useFindingList();
  const all = useFindings((state) => state.findings) ?? [];
  const set = [list.status, list.rule, list.township].filter((one) => one !== null).length;
  const choices = (
    counts: ReadonlyMap<string, number>,
    order: readonly string[],
    label: (id: string) => string,
    any: string,
  ) => [
    { id: ANY, label: t(any), note: String(all.length) },
    ...order.map((id) => ({ id, label: label(id), note: String(counts.get(id) ?? 0) })),
  ];
  const chosen = (id: string): string | null => (id === ANY ? null : id);
  return (
    <DialogTrigger>
      <AriaButton className={set > 0 ? 'btn bare small on' : 'btn bare small'}>
        <ListFilter className="i" />
        {t('ui.filter')}
        {set > 0 ? <b>{set}</b> : null}
      </AriaButton>
      <Popover className="pop" offset={4} placement="bottom end">
        <Dialog className="filter-pop" aria-label={t('ui.filter')}>
          {() => {
            const states = countBy(all, (finding) => facts.standing(finding).state);
            const rules = countBy(all, ({ rule }) => rule);
            const places = countBy(all, (finding) => facts.township(finding)?.code ?? '');
            const ruleOrder = [...rules.keys()].sort((a, b) => facts.ruleRank(a) - facts.ruleRank(b));
            const placeOrder = [...places.keys()].sort((a, b) =>
              a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1,
            );
            return (
              <>
                <Select
                  label={t('findings.status')}
                  choices={choices(
                    states,
                    FINDING_STATES,
                    (id) => t(`findings.status.${id}`),
                    'findings.all-statuses',
                  )}
                  value={list.status ?? ANY}
                  onChange={(id) => list.change({ status: chosen(id) as FindingState | null })}
                />
                <Select
                  label={t('findings.rule')}
                  choices={choices(rules, ruleOrder, (id) => ruleTitle(texts, id), 'findings.all-rules')}
                  value={list.rule ?? ANY}
                  onChange={(id) => list.change({ rule: chosen(id) })}
                />
                <Select
                  label={t('findings.township')}
                  choices={choices(
                    places,
                    placeOrder.map((code) => (code === '' ? NOWHERE : code)),
                    (id) => townships.get(id)?.name ?? t('findings.no-township'),
                    'findings.all-townships',
                  ).map((choice) =>
                    choice.id === NOWHERE ? { ...choice, note: String(places.get('') ?? 0) } : choice,
                  )}
                  value={list.township === null ? ANY : list.township === '' ? NOWHERE : list.township}
                  onChange={(id) => list.change({ township: id === ANY ? null : id === NOWHERE ? '' : id })}
                />
                <Button onPress={clearFilters}>{t('findings.clear-filters')}</Button>
              </>
            );
          }}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** Stands for the empty code in a list whose entries need a name. */
const NOWHERE = '-';
