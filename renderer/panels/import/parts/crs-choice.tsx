import type { SourceLayer } from '../../../../shared/bridge/query-contract.ts';
import { crsByEpsg, STORED_EPSG } from '../../../../shared/crs/catalogue.ts';
import { zoneText } from '../../../i18n/zone-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { CrsQuestion } from '../../parts/crs/crs-question.tsx';

/** The coordinate system. What the source says is shown; where it says nothing the user is asked. */
export function CrsChoice({
  source,
  epsg,
  onChange,
}: {
  readonly source: SourceLayer;
  readonly epsg: number | null;
  readonly onChange: (epsg: number | null) => void;
}) {
  const { t, language } = useText();
  if (source.epsg !== null) {
    const crs = crsByEpsg(source.epsg);
    return (
      <section>
        <h3 className="import-head">
          {t('ui.import.crs')}
          <span className="tag ok">{t('ui.import.crs-known')}</span>
        </h3>
        <p className="dense">
          <b>{crs ? zoneText(crs, language) : `EPSG:${source.epsg}`}</b>{' '}
          <span className="mut">EPSG:{source.epsg}</span>
        </p>
        <p className="cap">
          {source.epsg === STORED_EPSG
            ? t('ui.import.crs-same')
            : t('ui.import.crs-to', { epsg: source.epsg })}
        </p>
      </section>
    );
  }
  return (
    <section>
      <h3 className="import-head">
        {t('ui.import.crs')}
        <span className="tag warn">{t('ui.import.crs-unknown')}</span>
      </h3>
      <CrsQuestion candidates={source.candidates} epsg={epsg} onChange={onChange} />
    </section>
  );
}
