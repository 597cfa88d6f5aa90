import { codeList } from '../../../shared/model/code-list.ts';
import { withConstruction } from '../../../shared/rules/ruleset-edit.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { RulesetDraft } from './use-ruleset-draft.ts';

/** Which of the first-level classes count as construction land. */
export function ConstructionTab({ draft }: { readonly draft: RulesetDraft }) {
  const { t, name } = useText();
  const classes = (codeList('land_use_class') ?? []).filter(({ code }) => code.length === 2);
  const { constructionPrefixes: chosen } = draft.ruleset;
  const standard = DEFAULT_RULESET.constructionPrefixes;
  const further = chosen.filter((prefix) => !classes.some(({ code }) => code === prefix));
  const set = (prefixes: readonly string[]): void =>
    draft.change((ruleset) => withConstruction(ruleset, prefixes));
  const differs = chosen.join() !== standard.join();
  return (
    <div className="ruleset-page">
      <p>{t('ui.ruleset.construction-text')}</p>
      <div className="chips" role="group" aria-label={t('ruleset.construction')}>
        {classes.map(({ code, label, color }) => (
          <Chip
            key={code}
            selected={chosen.includes(code)}
            onChange={(on) => set(on ? [...chosen, code] : chosen.filter((one) => one !== code))}
          >
            <span className="swatch" style={{ background: color ?? 'none' }} />
            {code} {name(label)}
          </Chip>
        ))}
      </div>
      {further.length === 0 ? null : (
        <p className="cap">{t('ui.ruleset.construction-further', { codes: further.join(', ') })}</p>
      )}
      {chosen.length === 0 ? (
        <p className="help bad" role="alert">
          {t('ui.ruleset.construction-empty')}
        </p>
      ) : null}
      <p className="cap row">
        {t('ui.ruleset.construction-standard', { codes: standard.join(', ') })}
        {differs ? (
          <Button kind="link" onPress={() => set(standard)}>
            {t('ui.ruleset.to-standard')}
          </Button>
        ) : null}
      </p>
    </div>
  );
}
