import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Finding } from '../../../shared/rules/rule.ts';
import { CommandMenu } from '../../commands/command-menu.tsx';
import { useText } from '../../i18n/use-text.ts';
import { FINDING_SORTS } from '../../state/arrange-findings.ts';
import { focusFinding, lookAt } from '../../state/finding-focus.ts';
import { useFindingList, useFindingListing } from '../../state/finding-list.ts';
import { useFindingPicks } from '../../state/finding-picks.ts';
import type { Township } from '../../../shared/check/finding-townships.ts';
import { useFindings } from '../../state/findings.ts';
import { useFindingsMap } from '../../state/findings-map.ts';
import { useSession } from '../../state/session.ts';
import { loadTownships, useTownships } from '../../state/townships.ts';
import type { MenuPoint } from '../../ui/context-menu.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VirtualTable, type PickModifiers } from '../../ui/virtual-table.tsx';
import { FilterBar } from './filter-bar.tsx';
import { findingColumns } from './finding-columns.tsx';
import { goneLine, missingText, ruleTitle } from '../../i18n/finding-labels.ts';
import { findingRows, groupId, type FindingRow } from './finding-rows.ts';
import { NothingFound } from './nothing-found.tsx';
import { PickedBar } from './picked-bar.tsx';
import './findings.css';

/** Townships by code, read when the panel opens and again after the layer has changed. */
function useTownshipNames(): ReadonlyMap<string, Township> {
  const rev = useSession((state) => state.readRev);
  const features = useTownships((state) => state.townships);
  // Read again with each revision: whether theirs is among what changed, the reader sees.
  // oxlint-disable-next-line react/exhaustive-effect-dependencies
  useEffect(() => void loadTownships(), [rev]);
  return useMemo(
    () =>
      new Map(
        (features ?? []).map(({ uid, fields }) => {
          const code = String(fields['code'] ?? uid);
          return [code, { code, name: String(fields['name'] ?? code) }];
        }),
      ),
    [features],
  );
}

/** What the check found: filters, the list under its groups, what could not be checked, what is gone. */
export function FindingsPanel() {
  const texts = useText();
  const { t } = texts;
  const { findings, notChecked, gone, overflow, check } = useFindings();
  const list = useFindingList();
  const listing = useFindingListing();
  const townships = useTownshipNames();
  const focused = useFindingsMap((state) => state.focused);
  const hover = useFindingsMap((state) => state.hover);
  const { picked, only } = useFindingPicks();
  const [standing, setStanding] = useState<string | null>(null);
  const [menu, setMenu] = useState<MenuPoint | null>(null);
  /** Whether the hand is on the keys: then the list moves along and the map stays until Enter. */
  const byKey = useRef(false);
  const { group, filter, search, status, rule, township, collapsed } = list;
  const rows = useMemo(
    () =>
      findingRows({
        groups: listing.groups,
        list: { group, filter, search, status, rule, township },
        collapsed,
        notChecked,
        gone,
        unlisted: Object.entries(overflow).map(([id, count]) => ({ rule: id, count })),
        uncheckedText: (one) => `${ruleTitle(texts, one.rule)} ${missingText(texts, one)}`,
        goneText: (one) => goneLine(texts, one),
      }),
    [listing, group, filter, search, status, rule, township, collapsed, notChecked, gone, overflow, texts],
  );
  const columns = useMemo(
    () => findingColumns({ texts, facts: listing.facts, grouping: group, townships }),
    [texts, listing.facts, group, townships],
  );
  const [led, setLed] = useState<string | null>(null);
  if (focused !== led) {
    // A finding that is put in front elsewhere (map, N) is where the keys stand from then on.
    setLed(focused);
    if (focused !== null) setStanding(focused);
  }
  useEffect(() => {
    if (focused !== null && !useFindingPicks.getState().picked.has(focused)) only(focused);
  }, [focused, only]);
  const current = useMemo(() => rows.findIndex(({ key }) => key === standing), [rows, standing]);

  if (findings === null) return <Skeleton rows={5} label={t('ui.loading')} />;
  // Nothing found is a statement of its own; what was not checked is named in it and listed on its own.
  const clean = findings.length === 0 && filter === 'all' && search === '';
  const pickedFindings = (): readonly Finding[] => listing.shown.filter(({ key }) => picked.has(key));
  const fold = (row: FindingRow, closed?: boolean): void => {
    if (row.kind === 'group') list.collapse([groupId(group, row.group.key)], closed ?? !row.closed);
  };
  const pick = (index: number, { toggle, range }: PickModifiers): void => {
    const row = rows[index];
    if (row === undefined) return;
    setStanding(row.key);
    if (row.kind === 'group' && !byKey.current) fold(row);
    if (row.kind === 'gone' && row.gone.box !== null) lookAt(row.gone.box);
    if (row.kind !== 'finding') return;
    const picks = useFindingPicks.getState();
    if (toggle) picks.toggle(row.key);
    else if (range)
      picks.range(
        row.key,
        listing.shown.map(({ key }) => key),
      );
    else picks.only(row.key);
    focusFinding(row.finding, { zoom: !byKey.current && !toggle && !range });
  };
  const open = (index: number): void => {
    const row = rows[index];
    if (row?.kind === 'finding') focusFinding(row.finding, { zoom: true });
    else if (row !== undefined && byKey.current) fold(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey) return;
    const row = rows[current];
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === 'a') {
      useFindingPicks.getState().all(listing.shown.map(({ key }) => key));
    } else if (ctrl || event.shiftKey) {
      return;
    } else if (row?.kind === 'group' && event.key === 'ArrowLeft') {
      fold(row, true);
    } else if (row?.kind === 'group' && event.key === 'ArrowRight') {
      fold(row, false);
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <div
      className="findings"
      onKeyDownCapture={() => (byKey.current = true)}
      onPointerDownCapture={() => (byKey.current = false)}
    >
      <FilterBar listing={listing} townships={townships} />
      {check?.running ? <Progress label={t('ui.job.check')} share={check.share} /> : null}
      {rows.length > 0 && !(clean && rows.length === notChecked.length) ? (
        <div className="findings" onKeyDown={onKeyDown} role="presentation" data-key-scope="findings">
          <VirtualTable
            label={t('ui.tab.findings')}
            columns={columns}
            count={rows.length}
            row={(index) => rows[index]}
            rowKey={(row) => row.key}
            isSelected={(row) => picked.has(row.key) || row.key === focused}
            current={current}
            sort={list.sort}
            onSort={(id) => {
              const column = FINDING_SORTS.find((one) => one === id) ?? 'severity';
              const same = list.sort.column === column;
              const first = column === 'severity' || column === 'area';
              list.change({ sort: { column, descending: same ? !list.sort.descending : first } });
            }}
            onPick={pick}
            onOpen={open}
            onMenu={(index, at) => {
              const row = rows[index];
              if (row?.kind !== 'finding') return;
              // What is picked stays picked; another finding takes its place, and the map stays where it is.
              if (!picked.has(row.key)) {
                setStanding(row.key);
                useFindingPicks.getState().only(row.key);
                focusFinding(row.finding, { zoom: false });
              }
              setMenu(at);
            }}
            onHover={(row) => hover(row?.kind === 'finding' ? row.finding.key : null)}
          />
        </div>
      ) : (
        <NothingFound />
      )}
      <PickedBar findings={pickedFindings()} />
      {menu === null ? null : (
        <CommandMenu
          label={t('catalogue.finding-menu')}
          kinds={['finding']}
          at={menu}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
