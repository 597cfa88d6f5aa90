import type { MergeSurvey } from '../../../../shared/bridge/exchange-contract.ts';
import { formatTime } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayers } from '../../../state/layers.ts';
import { SeverityShape } from '../../../ui/severity.tsx';
import { fieldName, tableName } from '../merge-words.ts';

const COUNTS = ['added', 'changed', 'deleted', 'same', 'disputed', 'refused'] as const;

/** What the changes are, what they would do layer by layer, and what cannot be taken. */
export function Overview({ survey }: { readonly survey: MergeSurvey }) {
  const said = useText();
  const { t } = said;
  const layers = useLayers((state) => state.layers);
  const schemaOf = (table: string) => layers?.find(({ schema }) => schema.id === table)?.schema;
  const figure = (n: number): string => (n === 0 ? '·' : n.toLocaleString('en'));
  return (
    <div className="merge-two">
      <section className="merge-about scroll" aria-label={t('merge.about')}>
        <Warnings survey={survey} />
        <Facts survey={survey} />
      </section>
      <section className="merge-one scroll" aria-label={t('merge.layers')}>
        <table className="tbl">
          <thead>
            <tr>
              <th>{t('merge.layer')}</th>
              {COUNTS.map((count) => (
                <th key={count} className="n">
                  {t(`merge.count.${count}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {survey.layers.map((layer) => (
              <tr key={layer.table}>
                <td>{tableName(said, layer.table, schemaOf(layer.table))}</td>
                {COUNTS.map((count) => (
                  <td key={count} className={count === 'same' ? 'n mut' : 'n'}>
                    {figure(layer[count])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {survey.layers.length === 0 ? <p className="cap merge-empty">{t('merge.no-changes')}</p> : null}
        {survey.refused.length === 0 ? null : (
          <>
            <h3 className="form-head">{t('merge.refused', { n: survey.leftOut })}</h3>
            <ul className="merge-refused selectable">
              {survey.refused.map(({ ref, why, field }) => (
                <li key={`${ref.table} ${ref.uid}`}>
                  <span className="el">
                    {tableName(said, ref.table, schemaOf(ref.table))} {ref.uid.slice(-6)}
                  </span>
                  <span className="mut">
                    {t(`exchange.refused.${why}`, {
                      field: field === null ? '' : fieldName(said, field, schemaOf(ref.table)),
                    })}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  );
}

/** What should make a person stop and look. */
function Warnings({ survey }: { readonly survey: MergeSurvey }) {
  const { t } = useText();
  const { before, otherBlueprint, otherCounty, meta } = survey;
  const said = [
    ...(before === 'done' ? [t('error.exchange.taken-before')] : []),
    ...(before === 'older' ? [t('error.exchange.older')] : []),
    ...(otherCounty ? [t('merge.other-county', { name: meta.county.name })] : []),
    ...(otherBlueprint ? [t('merge.other-blueprint')] : []),
  ];
  if (said.length === 0) return null;
  return (
    <ul className="merge-warnings" aria-label={t('merge.warnings')}>
      {said.map((one) => (
        <li key={one}>
          <SeverityShape kind="warning" />
          <span>{one}</span>
        </li>
      ))}
    </ul>
  );
}

function Facts({ survey: { meta } }: { readonly survey: MergeSurvey }) {
  const { t } = useText();
  const facts: readonly (readonly [string, string])[] = [
    [t('merge.fact.name'), meta.name],
    [t('merge.fact.author'), meta.author === '' ? '—' : meta.author],
    [t('merge.fact.time'), formatTime(meta.time)],
    [t('merge.fact.county'), meta.county.name],
    [t('merge.fact.field'), meta.field === null ? t('merge.no-field') : meta.field.name],
    [t('merge.fact.records'), t('merge.records', { records: meta.records, blobs: meta.blobs })],
  ];
  return (
    <dl className="merge-facts selectable">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
