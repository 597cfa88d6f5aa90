import type { RowFigures } from '../../../../shared/bridge/rows-contract.ts';
import { areaNumber, M2_PER } from '../../../../shared/i18n/format.ts';
import { codeEntry } from '../../../../shared/model/code-list.ts';
import type { Field } from '../../../../shared/model/layer.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';

/** More groups than these are told as a rest. */
const SHOWN = 8;

/** Figures of what is selected, or of what the filter means: areas, classes, how many are of which size. */
export function StatisticsPane({
  figures,
  group,
}: {
  readonly figures: RowFigures | null;
  readonly group: Field | null;
}) {
  const { t } = useText();
  if (figures === null) return <Skeleton rows={6} label={t('ui.loading')} />;
  const { area } = figures;
  if (area === null) return <p className="cap pane-note">{t('table.no-area')}</p>;
  const ha = (m2: number): string => areaNumber(m2, 'ha');
  return (
    <>
      <section className="sec">
        <h4>
          {t('table.area')}
          <span className="r">{t('unit.ha')}</span>
        </h4>
        <dl className="stat-grid">
          <dt>{t('table.sum')}</dt>
          <dd>
            <b>{ha(area.sum)}</b>
          </dd>
          <dt>{t('table.mean')}</dt>
          <dd>{ha(area.mean)}</dd>
          <dt>{t('table.max')}</dt>
          <dd>{ha(area.max)}</dd>
          <dt>{t('table.min')}</dt>
          <dd>{ha(area.min)}</dd>
          <dt>{t('table.sum-mu')}</dt>
          <dd>{areaNumber(area.sum, 'mu')}</dd>
          <dt>{t('table.median')}</dt>
          <dd>{ha(area.median)}</dd>
        </dl>
      </section>
      {group === null || figures.groups.length === 0 ? null : <Groups figures={figures} field={group} />}
      <Sizes bins={area.bins} width={area.width} />
    </>
  );
}

function Groups({ figures, field }: { readonly figures: RowFigures; readonly field: Field }) {
  const { t, language } = useText();
  const shown = figures.groups.slice(0, SHOWN);
  const rest = figures.groups.slice(SHOWN);
  const most = Math.max(...figures.groups.map(({ areaM2 }) => areaM2), 1e-9);
  const bar = (key: string, label: string, areaM2: number, color: string | null) => (
    <div key={key} className="group-row">
      <span className="el" title={label}>
        {label}
      </span>
      <span className="track">
        <i style={{ width: `${(100 * areaM2) / most}%`, ...(color === null ? {} : { background: color }) }} />
      </span>
      <span className="n">{areaNumber(areaM2, 'ha')}</span>
    </div>
  );
  return (
    <section className="sec">
      <h4>
        {t('table.by', { name: field.label[language] })}
        <span className="r">{t('unit.ha')}</span>
      </h4>
      {shown.map(({ value, areaM2 }) => {
        const entry = value === null ? undefined : codeEntry(field.domain ?? '', String(value));
        const label = entry?.label[language] ?? (value === null ? t('table.no-value') : String(value));
        return bar(String(value), label, areaM2, entry?.color ?? null);
      })}
      {rest.length === 0
        ? null
        : bar(
            'rest',
            t('table.other-n', { n: rest.length }),
            rest.reduce((sum, { areaM2 }) => sum + areaM2, 0),
            null,
          )}
    </section>
  );
}

/** How many are of which size: bars over an axis in hectares. */
function Sizes({ bins, width }: { readonly bins: readonly number[]; readonly width: number }) {
  const { t } = useText();
  const most = Math.max(...bins, 1);
  const figure = (bin: number): string => String(Number(((bin * width) / M2_PER.ha).toPrecision(3)));
  const step = Math.max(1, Math.ceil(bins.length / 4));
  return (
    <section className="sec">
      <h4>
        {t('table.sizes-ha')}
        <span className="r">{t('table.count-unit')}</span>
      </h4>
      <div
        className="bins"
        role="img"
        aria-label={bins
          .map((count, i) => t('table.bin', { from: figure(i), to: figure(i + 1), n: count }))
          .join('; ')}
      >
        {bins.map((count, i) => (
          <i
            // The bins have no other name than their place.
            // oxlint-disable-next-line react/no-array-index-key
            key={i}
            title={t('table.bin', { from: figure(i), to: figure(i + 1), n: count })}
            style={{ height: `${(100 * count) / most}%` }}
          />
        ))}
      </div>
      <div className="bin-axis cap">
        {bins.map((_count, i) => (
          // oxlint-disable-next-line react/no-array-index-key
          <span key={i}>{i % step === 0 ? figure(i) : ''}</span>
        ))}
      </div>
    </section>
  );
}

/** The same in one line, where there is no room beside the rows. */
export function StatisticsLine({ figures }: { readonly figures: RowFigures | null }) {
  const { t } = useText();
  const area = figures?.area;
  if (!area) return null;
  const part = (key: string, text: string) => (
    <span>
      {t(key)} <b>{text}</b>
    </span>
  );
  return (
    <div className="figure-line" data-testid="table-figures">
      {part('table.count', String(figures?.count ?? 0))}
      {part('table.sum-ha', areaNumber(area.sum, 'ha'))}
      {part('table.sum-mu', areaNumber(area.sum, 'mu'))}
      {part('table.mean', areaNumber(area.mean, 'ha'))}
      {part('table.median', areaNumber(area.median, 'ha'))}
      {part('table.max', areaNumber(area.max, 'ha'))}
      {part('table.min', areaNumber(area.min, 'ha'))}
    </div>
  );
}
