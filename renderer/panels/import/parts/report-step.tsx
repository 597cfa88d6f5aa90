import { formatArea } from '../../../../shared/i18n/format.ts';
import { polygonAreaM2 } from '../../../../shared/geometry/area.ts';
import { STORED_EPSG } from '../../../../shared/crs/catalogue.ts';
import { fieldLabel, valueText } from '../../../i18n/field-text.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import type { ImportModel } from '../use-import.ts';
import { NoteList } from './note-list.tsx';
import { Outlines } from './outlines.tsx';
import { ReportLayers } from './report-layers.tsx';

/** What would be imported: counts, notes by feature, the first rows as they will be. */
export function ReportStep({ model }: { readonly model: ImportModel }) {
  const { t, name, language } = useText();
  const { report: whole, replaced, current } = model.state;
  const report = whole?.layers.find(({ sourceLayer }) => sourceLayer === current) ?? whole?.layers[0];
  const layer = useLayers((all) => all.layers?.find(({ schema }) => schema.id === report?.layer));
  if (whole === null || report === undefined || layer === undefined) return null;
  const { schema } = layer;
  const one = whole.layers.length === 1;
  const figures = [
    ['read', report.read],
    ['staged', report.staged],
    ['repaired', report.repaired],
    ['refused', report.refused],
    ['outside', report.outsideCounty],
  ] as const;
  const first = report.sample[0];
  const fields = schema.fields
    .filter(
      (field) =>
        !field.system &&
        field.computed === undefined &&
        first &&
        report.sample.some(({ fields: row }) => row[field.name] != null),
    )
    .slice(0, 6);
  const detail = (
    <div className="form-two">
      <div className="form-col">
        <h3 className="form-head">
          {one ? t('ui.import.report') : report.sourceLayer}
          <span className="cap">{t('ui.import.report-to', { name: name(schema.name) })}</span>
        </h3>
        {whole.empty.length === 0 ? null : (
          <p className="cap">{t('import.left-empty', { names: whole.empty.join('、') })}</p>
        )}
        {one ? (
          <div className="report-figures">
            {figures.map(([key, count]) => (
              <div key={key} className={count > 0 && (key === 'refused' || key === 'outside') ? 'warn' : ''}>
                <span className="cap">{t(`ui.import.figure.${key}`)}</span>
                <b>{count}</b>
              </div>
            ))}
            {report.areaM2 > 0 ? (
              <div>
                <span className="cap">{t('ui.ellipsoid-area')}</span>
                <b>{formatArea(language, report.areaM2, 'ha')}</b>
              </div>
            ) : null}
          </div>
        ) : null}
        {replaced.includes(schema.id) && layer.count > 0 ? (
          <p className="form-ask">{t('ui.import.replace-note', { n: layer.count })}</p>
        ) : null}
        {report.notes.length === 0 ? <p className="cap">{t('ui.import.no-notes')}</p> : null}
        <NoteList notes={report.notes} schema={schema} />
        <h3 className="form-head">
          {t('ui.import.first-rows', { n: report.sample.length })}
          <span className="cap">{t('ui.import.as-mapped')}</span>
        </h3>
        <div className="tbl-box">
          <table className="tbl">
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field.name}>{fieldLabel(schema, field.name, language)}</th>
                ))}
                <th className="n">{t('ui.ellipsoid-area')}</th>
              </tr>
            </thead>
            <tbody>
              {report.sample.map((row, index) => (
                <tr key={index}>
                  {fields.map((field) => (
                    <td key={field.name}>
                      {valueText(schema, field.name, row.fields[field.name] ?? null, language)}
                    </td>
                  ))}
                  <td className="n">
                    {row.geometry.kind === 'polygon'
                      ? formatArea(language, polygonAreaM2(row.geometry), 'ha')
                      : '—'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <div className="form-col">
        <Outlines
          shapes={report.sample.map(({ geometry }) => geometry)}
          count={report.staged}
          epsg={STORED_EPSG}
        />
      </div>
    </div>
  );
  if (one) return detail;
  return (
    <>
      <ReportLayers
        report={whole}
        shown={report}
        replaced={replaced}
        onShow={({ sourceLayer }) => model.change({ current: sourceLayer })}
      />
      {detail}
    </>
  );
}
