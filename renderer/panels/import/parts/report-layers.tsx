import type { ImportReport, LayerReport } from '../../../../shared/bridge/query-contract.ts';
import { formatArea } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { Button } from '../../../ui/button.tsx';

const COUNTS = ['read', 'staged', 'repaired', 'refused', 'outside'] as const;
const counts = (one: LayerReport): Readonly<Record<(typeof COUNTS)[number], number>> => ({
  ...one,
  outside: one.outsideCounty,
});
/** Figures that want a look where they are not zero. */
const WARNED: readonly string[] = ['refused', 'outside'];

/** A line for each layer, and all together; one of them is looked at below. */
export function ReportLayers({
  report,
  shown,
  replaced,
  onShow,
}: {
  readonly report: ImportReport;
  readonly shown: LayerReport;
  /** Layers whose own features go. */
  readonly replaced: readonly string[];
  readonly onShow: (one: LayerReport) => void;
}) {
  const { t, name, language } = useText();
  const layers = useLayers((all) => all.layers) ?? [];
  const all = report.layers.map(counts);
  const areaM2 = report.layers.reduce((sum, one) => sum + one.areaM2, 0);
  const area = (m2: number): string => (m2 > 0 ? formatArea(language, m2, 'ha') : '—');
  return (
    <section>
      <h3 className="form-head">
        {t('ui.import.report')}
        <span className="cap">{t('import.report-layers', { n: report.layers.length })}</span>
      </h3>
      <div className="tbl-box">
        <table className="tbl import-report">
          <thead>
            <tr>
              <th>{t('ui.import.source-layer')}</th>
              <th>{t('ui.import.target-layer')}</th>
              {COUNTS.map((id) => (
                <th key={id} className={`n ${id}`}>
                  {t(`ui.import.figure.${id}`)}
                </th>
              ))}
              <th className="n area">{t('ui.ellipsoid-area')}</th>
              <th className="n">{t('import.notes')}</th>
            </tr>
          </thead>
          <tbody>
            {report.layers.map((one, row) => {
              const held = layers.find(({ schema }) => schema.id === one.layer);
              const gone = replaced.includes(one.layer) ? (held?.count ?? 0) : 0;
              return (
                <tr
                  key={`${one.sourceLayer} ${one.layer}`}
                  className={one === shown ? 'sel' : ''}
                  aria-current={one === shown}
                >
                  <td>
                    <Button kind="link" onPress={() => onShow(one)}>
                      {one.sourceLayer}
                    </Button>
                  </td>
                  <td>
                    {held === undefined ? one.layer : name(held.schema.name)}
                    {gone > 0 ? (
                      <span className="tag warn gone">{t('ui.import.replace', { n: gone })}</span>
                    ) : null}
                  </td>
                  {COUNTS.map((id) => (
                    <td key={id} className={WARNED.includes(id) && all[row]![id] > 0 ? 'n warn' : 'n'}>
                      {all[row]![id]}
                    </td>
                  ))}
                  <td className="n">{area(one.areaM2)}</td>
                  <td className="n">{one.notes.length}</td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={2}>{t('import.total', { n: report.layers.length })}</td>
              {COUNTS.map((id) => (
                <td key={id} className="n">
                  {all.reduce((sum, one) => sum + one[id], 0)}
                </td>
              ))}
              <td className="n">{area(areaM2)}</td>
              <td className="n">{report.layers.reduce((sum, { notes }) => sum + notes.length, 0)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
