import type { SourceLayer } from '../../../../shared/bridge/query-contract.ts';
import { STORED_EPSG } from '../../../../shared/crs/catalogue.ts';
import { oldCrsByEpsg } from '../../../../shared/crs/old-datum.ts';
import { crsText } from '../../../i18n/crs-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { CrsQuestion } from '../../parts/crs/crs-question.tsx';
import type { ShiftDraft } from '../shift-model.ts';
import { ShiftForm } from './shift-form.tsx';

/**
 * The coordinate system. What the source says is shown; where it says nothing the user is asked, and a system on an old
 * datum takes the user's own parameters.
 */
export function CrsChoice({
  source,
  epsg,
  shift,
  onChange,
  onShift,
}: {
  readonly source: SourceLayer;
  readonly epsg: number | null;
  readonly shift: ShiftDraft;
  readonly onChange: (epsg: number | null) => void;
  readonly onShift: (shift: ShiftDraft) => void;
}) {
  const { t, language } = useText();
  const said = source.epsg ?? source.oldEpsg;
  const old = epsg !== null && oldCrsByEpsg(epsg) !== undefined;
  const form = old ? <ShiftForm draft={shift} onChange={onShift} /> : null;
  if (said === null) {
    return (
      <section>
        <h3 className="form-head">
          {t('ui.import.crs')}
          <span className="tag warn">{t('ui.import.crs-unknown')}</span>
        </h3>
        <CrsQuestion candidates={source.candidates} epsg={epsg} old onChange={onChange} />
        {form}
      </section>
    );
  }
  return (
    <section>
      <h3 className="form-head">
        {t('ui.import.crs')}
        <span className={source.epsg === null ? 'tag warn' : 'tag ok'}>
          {t(source.epsg === null ? 'import.old-tag' : 'ui.import.crs-known')}
        </span>
      </h3>
      <p className="dense">
        <b>{crsText(said, language)}</b> <span className="mut">EPSG:{said}</span>
      </p>
      {source.epsg === null ? (
        form
      ) : (
        <p className="cap">
          {source.epsg === STORED_EPSG
            ? t('ui.import.crs-same')
            : t('ui.import.crs-to', { epsg: source.epsg })}
        </p>
      )}
    </section>
  );
}
