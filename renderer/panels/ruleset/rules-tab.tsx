import { useState } from 'react';
import type { RuleData } from '../../../shared/rules/rule.ts';
import { withRule } from '../../../shared/rules/ruleset-edit.ts';
import { useText } from '../../i18n/use-text.ts';
import { isUnset, RuleDetail } from './rule-detail.tsx';
import { RuleList } from './rule-list.tsx';
import { ruleGroups, shownRule } from './rule-list-model.ts';
import type { RulesetDraft } from './use-ruleset-draft.ts';

/** The list of rules, and the one that is picked. */
export function RulesTab({
  draft,
  current,
  onPick,
}: {
  readonly draft: RulesetDraft;
  readonly current: string | null;
  readonly onPick: (rule: string) => void;
}) {
  const { t } = useText();
  const [search, setSearch] = useState('');
  const { ruleset, difference } = draft;
  const groups = ruleGroups(ruleset.rules, search);
  const shown = shownRule(groups, current);
  const rule = ruleset.rules.find(({ id }) => id === shown);
  const wrongRules = [...draft.wrong.keys()].map((key) => key.split(' ')[0] ?? '');
  const whyNot = (one: RuleData): string | undefined =>
    isUnset(draft, one) ? t('ui.ruleset.fill-first') : undefined;
  return (
    <div className="rules-tab">
      <RuleList
        groups={groups}
        search={search}
        onSearch={setSearch}
        current={shown}
        onPick={onPick}
        changed={new Set([...difference.rules.map((one) => one.rule), ...wrongRules])}
        onSwitch={(one, on) => draft.change((before) => withRule(before, one.id, { on }))}
        whyNot={whyNot}
      />
      <div className="rules-right">
        {rule === undefined ? null : (
          <RuleDetail key={rule.id} draft={draft} rule={rule} why={whyNot(rule)} />
        )}
      </div>
    </div>
  );
}
