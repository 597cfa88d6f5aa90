import type { PackageSurvey } from '../../../../shared/bridge/package-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { DEFECT_SHAPE } from '../../../ui/defect-shape.ts';
import { SeverityShape } from '../../../ui/severity.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { MakeModel } from '../use-make.ts';

/** What stands against making a package, by the check and by the inspection, and why it is made all the same. */
export function Gate({ model }: { readonly model: MakeModel }) {
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
  const { openTotal, notChecked, inspection } = survey;
  return (
    <>
      <section className="package-gate">
        <h3 className="form-head">{t('package.gate')}</h3>
        <div className="package-gates">
          {openTotal + notChecked.length > 0 ? <Conflicts survey={survey} /> : null}
          {inspection.blockingTotal > 0 ? <Defects survey={survey} /> : null}
        </div>
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

/** Bottom-line conflicts that are open and rules that were not checked. */
function Conflicts({ survey }: { readonly survey: PackageSurvey }) {
  const { t } = useText();
  const { open, openTotal, notChecked } = survey;
  const head = t('package.gate-counts', { open: openTotal, unchecked: notChecked.length });
  return (
    <section className="package-gate-list">
      <h4>{head}</h4>
      <ul className="notes package-scroll" tabIndex={0} aria-label={head}>
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
  );
}

/** Checks of the inspection with defects of a class that blocks: how many, and the first. */
function Defects({ survey }: { readonly survey: PackageSurvey }) {
  const { t } = useText();
  const { blocking, blockingTotal } = survey.inspection;
  const head = t('package.gate-blocked', { n: blockingTotal });
  return (
    <section className="package-gate-list">
      <h4>{head}</h4>
      <ul className="notes package-scroll" tabIndex={0} aria-label={head}>
        {blocking.map(({ check, title, class: of, count, defects }) => (
          <li key={check}>
            <SeverityShape kind={DEFECT_SHAPE[of]} />
            <div className="package-defects selectable">
              <p>
                <b>{title}</b>
                <span className={`num sev ${DEFECT_SHAPE[of]}`}>
                  {t('package.gate-blocking', { class: t(`inspection.class.${of}`), n: count })}
                </span>
              </p>
              {defects.map((sentence) => (
                <p key={sentence} className="mut">
                  {sentence}
                </p>
              ))}
              {count > defects.length ? (
                <p className="mut">{t('package.gate-defects-more', { n: count - defects.length })}</p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
