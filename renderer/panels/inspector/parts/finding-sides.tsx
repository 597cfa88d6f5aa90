import { Lock } from 'lucide-react';
import type { Finding } from '../../../../shared/rules/rule.ts';
import type { RecordRef } from '../../../../shared/model/record.ts';
import { titleOfFeature } from '../../../i18n/feature-title.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import { useSelection } from '../../../state/selection.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { useFeatures } from '../use-feature.ts';

/** The feature that is judged and what it meets, with who may change which; a click selects. */
export function FindingSides({ finding }: { readonly finding: Finding }) {
  const { t, name, language } = useText();
  const subject = useLayer(finding.subject.table)?.schema;
  const other = useLayer(finding.counterpartLayer)?.schema;
  const { features } = useFeatures(finding.subject.uid === '' ? [] : [finding.subject]);
  const feature = features?.[0];
  const counterparts = finding.pieces.flatMap((piece): RecordRef[] => (piece.other ? [piece.other] : []));
  const swatch = <LayerSwatch layer={finding.subject.table} geometry={subject?.geometry ?? null} />;
  const plan = (
    <span className="cap">
      {subject ? `${name(subject.name)} · ${t(`plan.${subject.plan}`)}` : finding.subject.table}
    </span>
  );
  const theirs =
    other === undefined ? null : (
      <>
        <LayerSwatch layer={other.id} geometry={other.geometry} />
        <b className="grow el">{name(other.name)}</b>
        <span className="cap row">
          {other.readOnly ? <Lock className="i" /> : null}
          {other.readOnly ? t('ui.read-only') : t(`plan.${other.plan}`)}
        </span>
      </>
    );
  return (
    <section className="sec sides">
      {finding.subject.uid === '' ? (
        <div className="row">
          {swatch}
          <b className="grow el">{subject ? name(subject.name) : finding.subject.table}</b>
          {plan}
        </div>
      ) : (
        <button type="button" className="row" onClick={() => useSelection.getState().set([finding.subject])}>
          {swatch}
          <b className="grow el">{feature ? titleOfFeature(feature, subject, language) : '…'}</b>
          {plan}
        </button>
      )}
      {theirs === null ? null : counterparts.length === 0 ? (
        <div className="row">{theirs}</div>
      ) : (
        <button type="button" className="row" onClick={() => useSelection.getState().set(counterparts)}>
          {theirs}
        </button>
      )}
      {other?.readOnly ? <p className="cap">{t('ui.control-line-note')}</p> : null}
    </section>
  );
}
