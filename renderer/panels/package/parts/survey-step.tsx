import { formatArea } from '../../../../shared/i18n/format.ts';
import { DEFECT_CLASSES } from '../../../../shared/inspection/types.ts';
import { scoreText } from '../../../../shared/inspection/words.ts';
import { SEVERITIES } from '../../../../shared/rules/rule.ts';
import { useText } from '../../../i18n/use-text.ts';
import { layerOf } from '../../../state/layers.ts';
import { DEFECT_SHAPE } from '../../../ui/defect-shape.ts';
import { Severity } from '../../../ui/severity.tsx';
import type { MakeModel } from '../use-make.ts';
import { Gate } from './gate.tsx';

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
            {t('package.inspection')}
            <span className="cap">
              {t('package.inspection-score', { score: scoreText(language, survey.inspection.score) })}
            </span>
          </h3>
          <div className="tbl-box">
            <table className="tbl">
              <thead>
                <tr>
                  {DEFECT_CLASSES.map((of) => (
                    <th key={of} className="n">
                      <Severity kind={DEFECT_SHAPE[of]} word={t(`inspection.class.${of}`)} />
                    </th>
                  ))}
                  <th className="n">{t('inspection.head.excepted')}</th>
                  <th className="n">{t('inspection.unchecked')}</th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  {DEFECT_CLASSES.map((of) => (
                    <td key={of} className="n">
                      {survey.inspection.defects[of]}
                    </td>
                  ))}
                  <td className="n">{survey.inspection.excepted}</td>
                  <td className="n">{survey.inspection.unchecked}</td>
                </tr>
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
