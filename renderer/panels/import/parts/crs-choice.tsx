import { useState } from 'react';
import type { SourceLayer } from '../../../../shared/bridge/query-contract.ts';
import { CRS_CATALOGUE, STORED_EPSG } from '../../../../shared/crs/catalogue.ts';
import { OLD_CRS_CATALOGUE, oldCrsByEpsg } from '../../../../shared/crs/old-datum.ts';
import { crsText } from '../../../i18n/crs-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { RadioList } from '../../../ui/radio-list.tsx';
import type { ShiftDraft } from '../shift-model.ts';
import { ShiftForm } from './shift-form.tsx';

const OTHER = 'other';

/**
 * The coordinate system. What the source says is shown; where it says nothing the user is asked, each candidate
 * with the number of sampled features that would fall inside the county. None is chosen beforehand.
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
  const [other, setOther] = useState(false);
  const label = (code: number): string => crsText(code, language);
  const old = epsg !== null && oldCrsByEpsg(epsg) !== undefined;
  const form = old ? <ShiftForm draft={shift} onChange={onShift} /> : null;
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
  if (source.oldEpsg !== null) {
    return (
      <section>
        <h3 className="form-head">
          {t('ui.import.crs')}
          <span className="tag warn">{t('import.old-tag')}</span>
        </h3>
        <p className="dense">
          <b>{label(source.oldEpsg)}</b> <span className="mut">EPSG:{source.oldEpsg}</span>
        </p>
        {form}
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
            choices={[...CRS_CATALOGUE, ...OLD_CRS_CATALOGUE].map((crs) => ({
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
      {form}
      {epsg === null ? <p className="help">{t('ui.import.need-crs')}</p> : null}
    </section>
  );
}
