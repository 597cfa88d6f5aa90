import { SearchX } from 'lucide-react';
import { GridList, GridListHeader, GridListItem, GridListSection } from 'react-aria-components';
import type { RuleData } from '../../../shared/rules/rule.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import { Switch } from '../../ui/switch.tsx';
import type { RuleGroup } from './rule-list-model.ts';

/** Rules by group with their severity and switch; arrow keys move, Tab enters a row. */
export function RuleList({
  groups,
  search,
  onSearch,
  current,
  onPick,
  changed,
  onSwitch,
  whyNot,
}: {
  readonly groups: readonly RuleGroup[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly current: string | null;
  readonly onPick: (rule: string) => void;
  readonly changed: ReadonlySet<string>;
  readonly onSwitch: (rule: RuleData, on: boolean) => void;
  /** Why a rule cannot be switched on now. */
  readonly whyNot: (rule: RuleData) => string | undefined;
}) {
  const { t, name } = useText();
  return (
    <div className="rules-left">
      <div className="rules-search">
        <SearchField
          label={t('ui.ruleset.search')}
          clearLabel={t('ui.clear')}
          value={search}
          onChange={onSearch}
          id="rules-search"
        />
      </div>
      {groups.length === 0 ? (
        <Empty
          icon={<SearchX />}
          title={t('ui.no-hit', { search })}
          actions={<Button onPress={() => onSearch('')}>{t('ui.show-all')}</Button>}
        >
          {t('ui.ruleset.search-hint')}
        </Empty>
      ) : (
        <GridList
          aria-label={t('ui.ruleset.rules')}
          className="rules-list"
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          escapeKeyBehavior="none"
          selectedKeys={current === null ? [] : [current]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : keys;
            if (key !== undefined) onPick(String(key));
          }}
        >
          {groups.map((group) => (
            <GridListSection key={group.id} id={`group ${group.id}`} className="rules-group">
              <GridListHeader className="rules-group-head">
                <b>{t(`ui.ruleset.group.${group.id}`)}</b>
                <span className="cap">{t('ui.ruleset.on-of', { on: group.on, of: group.of })}</span>
              </GridListHeader>
              {group.rules.map((rule) => (
                <GridListItem
                  key={rule.id}
                  id={rule.id}
                  textValue={name(rule.title)}
                  className={`rules-row${rule.on ? '' : ' off'}`}
                >
                  <SeverityShape kind={rule.severity} />
                  <span className="grow el" title={name(rule.title)}>
                    {name(rule.title)}
                  </span>
                  {changed.has(rule.id) ? (
                    <span className="dot" role="img" aria-label={t('ruleset.changed')} />
                  ) : null}
                  <RowSwitch rule={rule} why={whyNot(rule)} onSwitch={onSwitch} />
                </GridListItem>
              ))}
            </GridListSection>
          ))}
        </GridList>
      )}
    </div>
  );
}

function RowSwitch({
  rule,
  why,
  onSwitch,
}: {
  readonly rule: RuleData;
  readonly why: string | undefined;
  readonly onSwitch: (rule: RuleData, on: boolean) => void;
}) {
  const { t, name } = useText();
  return (
    <span className="switch-place" title={why}>
      <Switch
        label={t('ui.ruleset.switch', { name: name(rule.title) })}
        selected={rule.on}
        disabled={why !== undefined && !rule.on}
        onChange={(on) => onSwitch(rule, on)}
      />
    </span>
  );
}
