import { useState } from 'react';
import type { Candidate } from '../../../../shared/crs/candidates.ts';
import { CRS_CATALOGUE } from '../../../../shared/crs/catalogue.ts';
import { OLD_CRS_CATALOGUE } from '../../../../shared/crs/old-datum.ts';
import { crsText } from '../../../i18n/crs-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { RadioList } from '../../../ui/radio-list.tsx';
import './crs-question.css';

const OTHER = 'other';

/**
 * Asks for a coordinate system that a source does not state: each candidate with the number of samples that would fall
 * inside the county, and all others. None is chosen beforehand.
 */
export function CrsQuestion({
  candidates,
  epsg,
  old = false,
  onChange,
}: {
  readonly candidates: readonly Candidate[];
  readonly epsg: number | null;
  /** Whether systems on old datums, which need parameters of the user, may be chosen. */
  readonly old?: boolean;
  readonly onChange: (epsg: number | null) => void;
}) {
  const { t, language } = useText();
  const county = useLayers((all) =>
    all.layers?.some(({ schema, count }) => schema.role === 'county' && count > 0),
  );
  const [other, setOther] = useState(false);
  const label = (code: number): string => crsText(code, language);
  return (
    <>
      <RadioList
        label={t('ui.import.crs')}
        value={other ? OTHER : epsg === null ? null : String(epsg)}
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
                {county ? (
                  <span className={inside > 0 && inside === sampled ? 'tag ok' : 'tag'}>
                    {t('ui.import.inside', { n: inside, m: sampled })}
                  </span>
                ) : null}
              </>
            ),
          })),
          { id: OTHER, content: t('ui.import.other-crs') },
        ]}
      />
      {other ? (
        <div className="crs-other">
          <Combobox
            label={t('ui.import.other-crs')}
            hideLabel
            choices={[...CRS_CATALOGUE, ...(old ? OLD_CRS_CATALOGUE : [])].map((crs) => ({
              id: String(crs.epsg),
              label: label(crs.epsg),
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
    </>
  );
}
