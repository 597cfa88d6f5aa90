import type { PackageReport } from '../../../../shared/bridge/package-contract.ts';
import { formatArea } from '../../../../shared/i18n/format.ts';
import { hundredthsNumber } from '../../../../shared/package/hundredths.ts';
import { groupedFingerprint } from '../../../../shared/package/signature.ts';
import { tableLeftParams } from '../../../../shared/package/tables-left.ts';
import { useText } from '../../../i18n/use-text.ts';
import { layerOf } from '../../../state/layers.ts';
import { SeverityShape } from '../../../ui/severity.tsx';

const bytesText = (bytes: number): string =>
  bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** What was written, with the figures that it was verified by. */
export function MadeStep({ report }: { readonly report: PackageReport }) {
  const { t, language, name } = useText();
  const facts: readonly (readonly [string, string, boolean])[] = [
    [t('package.made-file'), report.file, true],
    [t('package.made-files'), `${report.files} · ${bytesText(report.bytes)}`, false],
    [t('package.made-verified'), t('package.made-compared', { n: report.compared }), false],
    [
      t('package.signature'),
      report.fingerprint === null ? t('package.unsigned') : groupedFingerprint(report.fingerprint),
      report.fingerprint !== null,
    ],
    [t('package.made-hash'), report.manifestHash, true],
  ];
  return (
    <div className="package-made">
      <dl className="package-facts selectable">
        {facts.map(([label, value, isCode]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className={isCode ? 'path' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
      {report.notes.length + report.tablesLeft.length === 0 ? null : (
        <ul className="notes">
          {report.tablesLeft.map((one) => (
            <li key={one.table}>
              <SeverityShape kind="unchecked" />
              <span>
                {t(
                  'package.readme.table-left',
                  tableLeftParams(language, one, (id) => layerOf(id)?.schema),
                )}
              </span>
            </li>
          ))}
          {report.notes.map((note) => (
            <li key={`${note.code} ${note.layer} ${JSON.stringify(note.params)}`}>
              <SeverityShape kind="warning" />
              <span>{t(`export.note.${note.code}`, { layer: note.layer, ...note.params })}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="tbl-box package-scroll">
        <table className="tbl selectable">
          <thead>
            <tr>
              <th>{t('package.report.layer')}</th>
              <th className="n">{t('package.report.count')}</th>
              <th className="n">{t('package.check.vertices')}</th>
              <th className="n">{t('package.report.stored')}</th>
              <th className="n">{t('package.report.shape')}</th>
            </tr>
          </thead>
          <tbody>
            {report.layers.map(({ layer, count, vertices, sums, areaM2 }) => {
              const state = layerOf(layer);
              const stored = sums['area_m2'];
              const ha = (m2: string): string => formatArea(language, hundredthsNumber(m2), 'ha');
              return (
                <tr key={layer}>
                  <td>{state === undefined ? layer : name(state.schema.name)}</td>
                  <td className="n">{count.toLocaleString('en')}</td>
                  <td className="n">{vertices.toLocaleString('en')}</td>
                  <td className="n">{stored === undefined ? '' : ha(stored)}</td>
                  <td className="n">{hundredthsNumber(areaM2) > 0 ? ha(areaM2) : ''}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
