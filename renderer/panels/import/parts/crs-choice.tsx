import { useState } from 'react';
import type { SourceLayer } from '../../../../shared/bridge/query-contract.ts';
import { CRS_CATALOGUE, crsByEpsg, STORED_EPSG } from '../../../../shared/crs/catalogue.ts';
import { zoneText } from '../../../i18n/zone-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { RadioList } from '../../../ui/radio-list.tsx';

const OTHER = 'other';

/**
 * The coordinate system. What the source says is shown; where it says nothing the user is asked, each candidate
 * with the number of sampled features that would fall inside the county. None is chosen beforehand.
 */
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
  const [other, setOther] = useState(false);
  const label = (code: number): string => {
    const crs = crsByEpsg(code);
    return crs ? zoneText(crs, language) : `EPSG:${code}`;
  };
  if (source.epsg !== null) {
    return (
      <section>
        <h3 className="form-head">
          {t('ui.import.crs')}
          <span className="tag ok">{t('ui.import.crs-known')}</span>
        </h3>
        <p className="dense">
          <b>{label(source.epsg)}</b> <span className="mut">EPSG:{source.epsg}</span>
        </p>
        <p className="cap">
          {source.epsg === STORED_EPSG
            ? t('ui.import.crs-same')
            : t('ui.import.crs-to', { epsg: source.epsg })}
        </p>
      </section>
    );
  }
  const candidates = source.candidates;
  const chosen = other ? OTHER : epsg === null ? null : String(epsg);
  return (
    <section>
      <h3 className="form-head">
        {t('ui.import.crs')}
        <span className="tag warn">{t('ui.import.crs-unknown')}</span>
      </h3>
      <RadioList
        label={t('ui.import.crs')}
        value={chosen}
        onChange={(id) => {
          setOther(id === OTHER);
          onChange(id === OTHER ? null : Number(id));
        }}
        choices={[
          ...candidates.map(({ epsg: code, inside, sampled }) => ({
            id: String(code),
            content: (
              <>
                <span className="grow">
                  <b>{label(code)}</b> <span className="mut">EPSG:{code}</span>
                </span>
                <span className={inside > 0 && inside === sampled ? 'tag ok' : 'tag'}>
                  {t('ui.import.inside', { n: inside, m: sampled })}
                </span>
              </>
            ),
          })),
          { id: OTHER, content: t('ui.import.other-crs') },
        ]}
      />
      {other ? (
        <div className="form-other">
          <Combobox
            label={t('ui.import.other-crs')}
            hideLabel
            choices={CRS_CATALOGUE.map((crs) => ({
              id: String(crs.epsg),
              label: zoneText(crs, language),
              code: `EPSG:${crs.epsg}`,
            }))}
            value={epsg === null ? null : String(epsg)}
            openLabel={t('ui.open-list', { name: t('ui.import.crs') })}
            emptyLabel={t('ui.no-match')}
            placeholder={t('ui.choose')}
            onChange={(id) => onChange(id === null ? null : Number(id))}
          />
        </div>
      ) : null}
      {epsg === null ? <p className="help">{t('ui.import.need-crs')}</p> : null}
    </section>
  );
}
