import type { ExportReport } from '../../../../shared/bridge/export-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { SeverityShape } from '../../../ui/severity.tsx';

/** What the format could not hold as it is: names that were cut, values that lost something. */
export function Report({ report }: { readonly report: ExportReport }) {
  const { t } = useText();
  return (
    <div className="export-report">
      <p className="dense">{t('ui.exported', { n: report.features, file: report.files.join(', ') })}</p>
      {report.notes.length === 0 ? null : (
        <section>
          <h3 className="form-head">{t('export.lost')}</h3>
          <ul className="notes">
            {report.notes.map((note, i) => (
              <li key={i}>
                <SeverityShape kind="warning" />
                <span>{t(`export.note.${note.code}`, { layer: note.layer, ...note.params })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {report.renamed.length === 0 ? null : (
        <section>
          <h3 className="form-head">
            {t('export.renamed')}
            <span className="cap">{t('export.renamed-why')}</span>
          </h3>
          <table className="tbl">
            <thead>
              <tr>
                <th>{t('export.layer')}</th>
                <th>{t('export.renamed-from')}</th>
                <th>{t('export.renamed-to')}</th>
              </tr>
            </thead>
            <tbody>
              {report.renamed.map(({ layer, from, to }) => (
                <tr key={`${layer} ${from}`}>
                  <td>{layer}</td>
                  <td>{from}</td>
                  <td className="code">{to}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}
