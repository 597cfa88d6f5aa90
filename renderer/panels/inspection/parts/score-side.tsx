import { formatTime } from '../../../../shared/i18n/format.ts';
import { isTold } from '../../../../shared/inspection/score.ts';
import { pointsText, scoreText, layerText } from '../../../../shared/inspection/words.ts';
import { SCORED_CLASSES, type InspectionReport } from '../../../../shared/inspection/types.ts';
import { inspectionWords } from '../../../i18n/inspection-words.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useInspection } from '../../../state/inspection.ts';
import { DEFECT_SHAPE } from '../../../ui/defect-shape.ts';
import { SeverityShape } from '../../../ui/severity.tsx';

/** The score, what each class takes of it, and the layers; a press on a layer lists its defects. */
export function ScoreSide({ report }: { readonly report: InspectionReport }) {
  const { t, name } = useText();
  const { model, ruleset, made } = report;
  return (
    <section className="inspection-side scroll" aria-label={t('inspection.score')}>
      <Score report={report} />
      <Layers report={report} />
      <p className="cap">
        {t('inspection.caption', {
          ruleset: ruleset.version,
          model: `${name(model.title)} ${model.version}`,
          time: formatTime(made),
        })}
      </p>
      <p className="cap">
        {t('inspection.score-note', { base: model.score.base, per: model.score.perRecords })}{' '}
        {[model.score.citation, model.weights.citation]
          .map(({ text, verified }) => t('inspection.basis', { text, verified: t(`verified.${verified}`) }))
          .join(' ')}
      </p>
      <p className="cap">{t('statement.report', { date: formatTime(made).slice(0, 10) })}</p>
    </section>
  );
}

function Score({ report }: { readonly report: InspectionReport }) {
  const { t, language } = useText();
  const { total, model, unchecked } = report;
  return (
    <div className="inspection-score">
      <div className="inspection-number">
        <b className="selectable">{scoreText(language, total.score)}</b>
        <span>{t('inspection.score')}</span>
      </div>
      <table className="inspection-classes">
        <thead>
          <tr>
            <th scope="col">{t('inspection.head.class')}</th>
            <th scope="col" className="n">
              {t('inspection.head.count')}
            </th>
            <th scope="col" className="n">
              {t('inspection.head.points')}
            </th>
          </tr>
        </thead>
        <tbody>
          {SCORED_CLASSES.map((of) => (
            <tr key={of}>
              <th scope="row">
                <span className={`sev ${DEFECT_SHAPE[of]}`}>
                  <SeverityShape kind={DEFECT_SHAPE[of]} />
                  {t(`inspection.class.${of}`)}
                </span>
              </th>
              <td className="n selectable">{total.counts[of]}</td>
              <td className="n selectable" title={t('inspection.weight', { n: model.weights[of] })}>
                {pointsText(total.points[of])}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <span className="sev unchecked">
                <SeverityShape kind="unchecked" />
                {t('inspection.unchecked')}
              </span>
            </th>
            <td className="n selectable">{unchecked.length}</td>
            <td className="n">—</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Layers({ report }: { readonly report: InspectionReport }) {
  const { t, language } = useText();
  const { layer, change } = useInspection();
  const words = inspectionWords(language);
  return (
    <table className="inspection-layers">
      <thead>
        <tr>
          <th scope="col">{t('inspection.head.layer')}</th>
          <th scope="col" className="n">
            {t('inspection.head.records')}
          </th>
          {SCORED_CLASSES.map((of) => (
            <th key={of} scope="col" className="n">
              {of}
            </th>
          ))}
          <th scope="col" className="n">
            {t('inspection.score')}
          </th>
        </tr>
      </thead>
      <tbody>
        {report.layers.filter(isTold).map((one) => (
          <tr key={one.layer ?? ''} aria-selected={layer === one.layer}>
            <th scope="row">
              <button
                type="button"
                aria-pressed={layer === one.layer}
                title={layerText(words, one.layer)}
                onClick={() => change({ layer: layer === one.layer ? undefined : one.layer })}
              >
                {layerText(words, one.layer)}
              </button>
            </th>
            <td className="n">{one.records}</td>
            {SCORED_CLASSES.map((of) => (
              <td key={of} className={one.counts[of] === 0 ? 'n mut' : 'n'}>
                {one.counts[of]}
              </td>
            ))}
            <td className="n">{scoreText(language, one.score)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
