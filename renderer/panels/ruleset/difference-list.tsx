import { TriangleAlert } from 'lucide-react';
import type { RulesetDifference } from '../../../shared/rules/ruleset-diff.ts';
import { differenceRows } from '../../../shared/rules/ruleset-words.ts';
import { useText } from '../../i18n/use-text.ts';

/** What a ruleset changes, one line a change; bottom-line rules that are lowered come with a warning above. */
export function DifferenceList({ difference }: { readonly difference: RulesetDifference }) {
  const { t, name, language } = useText();
  const rows = differenceRows(language, difference);
  const { lowered } = difference;
  return (
    <>
      {lowered.length === 0 ? null : (
        <p className="rule-warning" role="alert">
          <TriangleAlert className="i" />
          {t('ui.ruleset.lowered-list', {
            rules: lowered.map(({ title }) => name(title)).join(t('rules.list-separator')),
          })}
        </p>
      )}
      <div className="tbl-box">
        <table className="tbl ruleset-changes">
          <thead>
            <tr>
              <th scope="col">{t('ui.ruleset.change-of')}</th>
              <th scope="col">{t('ui.ruleset.before')}</th>
              <th scope="col">{t('ui.ruleset.after')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <td className="selectable" title={row.what}>
                  {row.what}
                </td>
                <td>{row.before}</td>
                <td className={row.lowered ? 'lowered' : ''}>{row.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
