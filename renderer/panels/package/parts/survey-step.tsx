import { formatArea } from '../../../../shared/i18n/format.ts';
import { SEVERITIES } from '../../../../shared/rules/rule.ts';
import { useText } from '../../../i18n/use-text.ts';
import { layerOf } from '../../../state/layers.ts';
import { Severity, SeverityShape } from '../../../ui/severity.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { MakeModel } from '../use-make.ts';

/** What a package would hold, and what stands against making it. */
export function SurveyStep({ model }: { readonly model: MakeModel }) {
  const { t, language, name } = useText();
  const { survey } = model.state;
  if (survey === null) return null;
  return (
    <div className="form-two package-two">
      <div className="form-col">
        <Gate model={model} />
      </div>
      <div className="form-col">
        <section>
          <h3 className="form-head">{t('package.findings')}</h3>
          <div className="tbl-box">
            <table className="tbl">
              <thead>
                <tr>
                  <th>{t('package.report.severity')}</th>
                  <th className="n">{t('package.report.found')}</th>
                  <th className="n">{t('package.report.exceptions')}</th>
                  <th className="n">{t('package.report.open')}</th>
                </tr>
              </thead>
              <tbody>
                {SEVERITIES.map((severity) => (
                  <tr key={severity}>
                    <td>
                      <Severity kind={severity} word={t(`severity.${severity}`)} />
                    </td>
                    <td className="n">{survey.counts[severity]}</td>
                    <td className="n">{survey.exceptions[severity]}</td>
                    <td className="n">{survey.counts[severity] - survey.exceptions[severity]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <section>
          <h3 className="form-head">
            {t('package.report.layers')}
            <span className="cap path">{survey.name}</span>
          </h3>
          <div className="tbl-box">
            <table className="tbl">
              <thead>
                <tr>
                  <th>{t('package.report.layer')}</th>
                  <th className="n">{t('package.report.count')}</th>
                  <th className="n">{t('package.report.stored')}</th>
                </tr>
              </thead>
              <tbody>
                {survey.layers.map(({ layer, count, areaM2 }) => {
                  const state = layerOf(layer);
                  return (
                    <tr key={layer}>
                      <td>{state === undefined ? layer : name(state.schema.name)}</td>
                      <td className="n">{count.toLocaleString('en')}</td>
                      <td className="n">{areaM2 > 0 ? formatArea(language, areaM2, 'ha') : ''}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </div>
  );
}

/** Bottom-line conflicts that are open and rules that were not checked, and why it is made all the same. */
function Gate({ model }: { readonly model: MakeModel }) {
  const { t } = useText();
  const { survey, choices } = model.state;
  if (survey === null) return null;
  if (!model.gated) {
    return (
      <section>
        <h3 className="form-head">{t('package.gate')}</h3>
        <p className="dense">{t('package.gate-clear')}</p>
      </section>
    );
  }
  const { open, openTotal, notChecked } = survey;
  return (
    <>
      <section className="package-gate">
        <h3 className="form-head">
          {t('package.gate')}
          <span className="cap">
            {t('package.gate-counts', { open: openTotal, unchecked: notChecked.length })}
          </span>
        </h3>
        <ul className="notes package-scroll" tabIndex={0} aria-label={t('package.gate')}>
          {open.map(({ key, sentence }) => (
            <li key={key}>
              <SeverityShape kind="blocking" />
              <span className="selectable">{sentence}</span>
            </li>
          ))}
          {openTotal > open.length ? (
            <li className="mut">{t('package.gate-more', { n: openTotal - open.length })}</li>
          ) : null}
          {notChecked.map((sentence) => (
            <li key={sentence}>
              <SeverityShape kind="unchecked" />
              <span className="selectable">{sentence}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="package-override">
        <p className="form-ask">{t('package.override-why')}</p>
        <TextField
          label={t('package.override')}
          required
          mark={t('ui.required')}
          multiline
          value={choices.reason}
          onChange={(reason) => model.change({ reason })}
        />
        <TextField
          label={t('package.by')}
          required
          mark={t('ui.required')}
          value={choices.by}
          onChange={(by) => model.change({ by })}
        />
      </section>
    </>
  );
}
