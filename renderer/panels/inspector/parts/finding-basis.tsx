import { TEXTS } from '../../../../shared/i18n/text.ts';
import type { Finding } from '../../../../shared/rules/rule.ts';
import { ruleData } from '../../../i18n/rules.ts';
import { useText } from '../../../i18n/use-text.ts';

/** What a finding rests on: citation with its verified mark, thresholds with what they rest on, ruleset version. */
export function FindingBasis({ finding }: { readonly finding: Finding }) {
  const { t, language } = useText();
  const rule = ruleData(finding.rule);
  const named = (name: string): string => {
    const key = `ruleset.threshold.${name}`;
    return Object.hasOwn(TEXTS[language], key) ? t(key) : name;
  };
  return (
    <section className="sec">
      <h4>
        {t('ui.basis')}
        <span className="r">{t('ui.ruleset', { version: finding.rulesetVersion })}</span>
      </h4>
      {rule === undefined ? null : (
        <>
          <div className="basis">
            <span className="selectable">{rule.citation.text}</span>
            <span className={`tag ${rule.citation.verified === 'yes' ? 'ok' : 'warn'}`}>
              {t(`verified.${rule.citation.verified}`)}
            </span>
          </div>
          {rule.thresholds.length === 0 ? null : (
            <details className="limits">
              <summary>
                {t('findings.thresholds')} <span className="mut">{rule.thresholds.length}</span>
              </summary>
              <dl>
                {rule.thresholds.map(({ name, default: value, unit, rank }) => (
                  <div key={name}>
                    <dt>{named(name)}</dt>
                    <dd className="selectable">
                      {value}
                      {unit === '' ? '' : ` ${unit}`}
                    </dd>
                    <dd className="mut">{t(`ui.ruleset.rank.${rank}`)}</dd>
                  </div>
                ))}
              </dl>
            </details>
          )}
        </>
      )}
    </section>
  );
}
