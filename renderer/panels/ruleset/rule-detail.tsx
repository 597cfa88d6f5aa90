import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Language } from '../../../shared/i18n/languages.ts';
import { SEVERITIES, type RuleData, type Severity } from '../../../shared/rules/rule.ts';
import { withRule } from '../../../shared/rules/ruleset-edit.ts';
import { useText } from '../../i18n/use-text.ts';
import { Select } from '../../ui/select.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import { Switch } from '../../ui/switch.tsx';
import { filterLines } from './filter-lines.ts';
import { needsSetting, templateParts } from './rule-list-model.ts';
import { ThresholdField } from './threshold-field.tsx';
import { standardRule } from './threshold-model.ts';
import type { RulesetDraft } from './use-ruleset-draft.ts';

const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** One rule: switch and severity, what it says, what it rests on, thresholds, conditions. */
export function RuleDetail({
  draft,
  rule,
  why,
}: {
  readonly draft: RulesetDraft;
  readonly rule: RuleData;
  /** Why it cannot be switched on now. */
  readonly why: string | undefined;
}) {
  const { t, name, language } = useText();
  const lowered = draft.difference.lowered.some((one) => one.rule === rule.id);
  const standard = standardRule(rule.id);
  return (
    <div className="rule-detail" role="region" aria-label={name(rule.title)}>
      <div className="rule-title">
        <h3>{name(rule.title)}</h3>
        <span className="cap path selectable">{rule.id}</span>
      </div>
      <div className="rule-head">
        <Switch
          selected={rule.on}
          disabled={why !== undefined && !rule.on}
          onChange={(on) => draft.change((ruleset) => withRule(ruleset, rule.id, { on }))}
        >
          {t(rule.on ? 'ui.ruleset.is-on' : 'ui.ruleset.is-off')}
        </Switch>
        <div className="severity-choice">
          <Select
            label={t('ui.severity')}
            hideLabel
            value={rule.severity}
            choices={SEVERITIES.map((id) => ({
              id,
              label: t(`severity.${id}`),
              icon: <SeverityShape kind={id} />,
              ...(standard?.severity === id ? { note: t('ui.ruleset.standard') } : {}),
            }))}
            onChange={(id) =>
              draft.change((ruleset) => withRule(ruleset, rule.id, { severity: id as Severity }))
            }
          />
        </div>
        {rule.kind === 'table' ? <span className="tag">{t('ui.ruleset.table')}</span> : null}
      </div>
      {why === undefined || rule.on ? null : <p className="cap">{why}</p>}
      {lowered ? (
        <p className="rule-warning" role="alert">
          <TriangleAlert className="i" />
          {t('ui.ruleset.lowered-warning')}
        </p>
      ) : null}
      <Part title={t('ui.ruleset.says')}>
        {rule.messages.map((message) => (
          <div key={message.key} className="templates">
            {LANGUAGES.map((one) => (
              <p key={one} lang={one} className={one === language ? 'selectable' : 'selectable mut'}>
                {templateParts(message[one]).map(({ text, hole }, i) =>
                  // Parts of one template never move.
                  // oxlint-disable-next-line react/no-array-index-key
                  hole ? <code key={i}>{text.slice(1, -1)}</code> : <span key={i}>{text}</span>,
                )}
              </p>
            ))}
          </div>
        ))}
      </Part>
      <Part title={t('ui.basis')}>
        <div className="basis">
          <span className="selectable">{rule.citation.text}</span>
          <span className={`tag ${rule.citation.verified === 'yes' ? 'ok' : 'warn'}`}>
            {t(`verified.${rule.citation.verified}`)}
          </span>
        </div>
      </Part>
      <Thresholds draft={draft} rule={rule} />
      <Conditions rule={rule} />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="rule-part">
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function Thresholds({ draft, rule }: { readonly draft: RulesetDraft; readonly rule: RuleData }) {
  const { t } = useText();
  const unset = isUnset(draft, rule);
  return (
    <Part title={t('ui.ruleset.thresholds')}>
      {rule.thresholds.length === 0 ? <p className="cap">{t('ui.ruleset.no-thresholds')}</p> : null}
      {needsSetting(rule) ? <p className="cap">{t('ui.ruleset.local-setting')}</p> : null}
      <div className="thresholds">
        {rule.thresholds.map((threshold) => (
          <ThresholdField
            key={`${rule.id} ${threshold.name}`}
            draft={draft}
            rule={rule}
            threshold={threshold}
            unset={unset}
          />
        ))}
      </div>
    </Part>
  );
}

function Conditions({ rule }: { readonly rule: RuleData }) {
  const { t, language } = useText();
  const lines = filterLines(language, rule);
  return (
    <Part title={t('ui.ruleset.conditions')}>
      {lines.length === 0 ? <p className="cap">{t('ui.ruleset.no-conditions')}</p> : null}
      <dl className="conditions">
        {lines.map((line) => (
          <div key={line.key}>
            <dt>{line.name}</dt>
            <dd className="selectable">{line.value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

/** A local setting that nobody has filled in: the rule was off, as it ships, and its values are proposals. */
export function isUnset(draft: RulesetDraft, rule: RuleData): boolean {
  if (!needsSetting(rule) || rule.on || draft.filled.has(rule.id)) return false;
  const standard = standardRule(rule.id);
  return rule.thresholds.every(
    ({ name, default: value }) => standard?.thresholds.find((one) => one.name === name)?.default === value,
  );
}
