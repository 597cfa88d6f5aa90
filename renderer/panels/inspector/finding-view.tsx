import { Focus, Lock } from 'lucide-react';
import { formatTime } from '../../../shared/i18n/format.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { titleOfFeature } from '../../i18n/feature-title.ts';
import { findingSentence, ruleData } from '../../i18n/rules.ts';
import { today } from '../../i18n/today.ts';
import { useText } from '../../i18n/use-text.ts';
import { focusFinding } from '../../state/finding-focus.ts';
import { useFindings } from '../../state/findings.ts';
import { useLayer } from '../../state/layers.ts';
import { sameRef, useSelection } from '../../state/selection.ts';
import { LayerSwatch } from '../../symbols/layer-swatch.tsx';
import { Button } from '../../ui/button.tsx';
import { Severity, SeverityShape } from '../../ui/severity.tsx';
import { AreaLine } from './parts/area-section.tsx';
import { NoteBox } from './parts/note-box.tsx';
import { PieceTable } from './parts/piece-table.tsx';
import { useFeatures } from './use-feature.ts';

/** One finding: sentence, areas, the two sides, pieces, basis, others of the same place, notes. */
export function FindingView({ finding }: { readonly finding: Finding }) {
  const { t, name, language } = useText();
  const rule = ruleData(finding.rule);
  return (
    <>
      <div className="scroll grow">
        <section className="sec">
          <div className="row">
            <Severity kind={finding.severity} word={t(`severity.${finding.severity}`)} chip />
            <span className="cap el">{rule ? name(rule.title) : finding.rule}</span>
          </div>
          <p className="lead selectable">{findingSentence(language, finding)}</p>
        </section>
        <section className="sec">
          <div className="areas">
            <AreaLine label={t('ui.gross-area')} m2={finding.areaM2} />
            {finding.netAreaM2 === undefined ? null : (
              <AreaLine label={t('ui.net-area')} m2={finding.netAreaM2} />
            )}
          </div>
        </section>
        <Sides finding={finding} />
        <PieceTable finding={finding} />
        <section className="sec">
          <h4>
            {t('ui.basis')}
            <span className="r">{t('ui.ruleset', { version: finding.rulesetVersion })}</span>
          </h4>
          {rule === undefined ? null : (
            <div className="basis">
              <span className="selectable">{rule.citation.text}</span>
              <span className={`tag ${rule.citation.verified === 'yes' ? 'ok' : 'warn'}`}>
                {t(`verified.${rule.citation.verified}`)}
              </span>
            </div>
          )}
        </section>
        <Same finding={finding} />
        <NoteBox finding={finding} />
        <p className="statement">{t('statement.report', { date: today() })}</p>
      </div>
      <div className="foot">
        <Button kind="primary" onPress={() => focusFinding(finding, { zoom: true })}>
          <Focus className="i" />
          {t('ui.locate')}
        </Button>
        <span className="grow" />
        <CheckedAt />
      </div>
    </>
  );
}

function CheckedAt() {
  const { t } = useText();
  const finished = useFindings((state) => state.check?.finishedAt ?? null);
  return finished === null ? null : (
    <span className="cap">{t('ui.checked-at', { time: formatTime(finished) })}</span>
  );
}

/** The feature that is judged and the layer it meets, with who may change which. */
function Sides({ finding }: { readonly finding: Finding }) {
  const { t, name, language } = useText();
  const subject = useLayer(finding.subject.table)?.schema;
  const other = useLayer(finding.counterpartLayer)?.schema;
  const { features } = useFeatures([finding.subject]);
  const feature = features?.[0];
  return (
    <section className="sec sides">
      <button type="button" className="row" onClick={() => useSelection.getState().set([finding.subject])}>
        <LayerSwatch layer={finding.subject.table} geometry={subject?.geometry ?? null} />
        <b className="grow el">{feature ? titleOfFeature(feature, subject, language) : '…'}</b>
        <span className="cap">
          {subject ? `${name(subject.name)} · ${t(`plan.${subject.plan}`)}` : finding.subject.table}
        </span>
      </button>
      {other === undefined ? null : (
        <div className="row">
          <LayerSwatch layer={other.id} geometry={other.geometry} />
          <b className="grow el">{name(other.name)}</b>
          <span className="cap row">
            {other.readOnly ? <Lock className="i" /> : null}
            {other.readOnly ? t('ui.read-only') : t(`plan.${other.plan}`)}
          </span>
        </div>
      )}
      {other?.readOnly ? <p className="cap">{t('ui.control-line-note')}</p> : null}
    </section>
  );
}

/** Other findings of the same feature. */
function Same({ finding }: { readonly finding: Finding }) {
  const { t, language } = useText();
  const all = useFindings((state) => state.findings);
  const others = (all ?? []).filter(
    ({ key, subject }) => key !== finding.key && sameRef(subject, finding.subject),
  );
  if (others.length === 0) return null;
  return (
    <section className="sec">
      <h4>
        {t('ui.same-feature')}
        <span className="r">{others.length}</span>
      </h4>
      <ul className="stack">
        {others.map((other) => (
          <li key={other.key}>
            <button type="button" onClick={() => focusFinding(other, { zoom: true })}>
              <SeverityShape kind={other.severity} />
              <span className="grow">{findingSentence(language, other)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
