import { formatTime } from '../../../shared/i18n/format.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { schemaOf } from '../../state/layers.ts';
import { findingSentence, ruleData } from '../../i18n/rules.ts';
import { today } from '../../i18n/today.ts';
import { useText } from '../../i18n/use-text.ts';
import { focusFinding } from '../../state/finding-focus.ts';
import { findingFacts } from '../../state/finding-list.ts';
import { useFindings } from '../../state/findings.ts';
import { sameRef } from '../../state/selection.ts';
import { Severity, SeverityShape } from '../../ui/severity.tsx';
import { AreaLine } from './parts/area-section.tsx';
import { FindingActions } from './parts/finding-actions.tsx';
import { FindingBasis } from './parts/finding-basis.tsx';
import { FindingFixes } from './parts/finding-fixes.tsx';
import { FindingMemory } from './parts/finding-memory.tsx';
import { FindingSides } from './parts/finding-sides.tsx';
import { NoteBox } from './parts/note-box.tsx';
import { PieceTable } from './parts/piece-table.tsx';

/** One finding: sentence, areas, the two sides, pieces, fixes, basis, others of the same place, what was said. */
export function FindingView({ finding }: { readonly finding: Finding }) {
  const { t, name, language } = useText();
  const rule = ruleData(finding.rule);
  const { state, exceptedPieces, assignee } = findingFacts().standing(finding);
  return (
    <>
      <div className="scroll grow">
        <section className="sec">
          <div className="row">
            <Severity kind={finding.severity} word={t(`severity.${finding.severity}`)} chip />
            <span className="cap el grow">{rule ? name(rule.title) : finding.rule}</span>
            {state === 'open' ? null : (
              <span className={`cap state ${state}`}>
                {t(`findings.status.${state}`)}
                {state === 'assigned' ? ` ${assignee ?? ''}` : ''}
              </span>
            )}
          </div>
          <p className="lead selectable">{findingSentence(language, finding, schemaOf)}</p>
          {exceptedPieces === 0 || state === 'exception' ? null : (
            <p className="cap">
              {t('findings.pieces-excepted', { n: exceptedPieces, all: finding.pieces.length })}
            </p>
          )}
        </section>
        {finding.areaM2 === 0 ? null : (
          <section className="sec">
            <div className="areas">
              <AreaLine label={t('ui.gross-area')} m2={finding.areaM2} />
              {finding.netAreaM2 === undefined ? null : (
                <AreaLine label={t('ui.net-area')} m2={finding.netAreaM2} />
              )}
            </div>
          </section>
        )}
        <FindingSides finding={finding} />
        <PieceTable finding={finding} />
        <FindingFixes finding={finding} />
        <FindingMemory finding={finding} />
        <FindingBasis finding={finding} />
        <Same finding={finding} />
        <NoteBox finding={finding} />
        <p className="statement">{t('statement.report', { date: today() })}</p>
        <CheckedAt />
      </div>
      <FindingActions finding={finding} />
    </>
  );
}

function CheckedAt() {
  const { t } = useText();
  const finished = useFindings((state) => state.check?.finishedAt ?? null);
  return finished === null ? null : (
    <p className="statement">{t('ui.checked-at', { time: formatTime(finished) })}</p>
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
              <span className="grow">{findingSentence(language, other, schemaOf)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
