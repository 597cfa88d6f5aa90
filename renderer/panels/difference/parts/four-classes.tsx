import type {
  DifferenceTable,
  FourAreas,
  TownshipRow,
} from '../../../../shared/analysis/difference/types.ts';
import { areaNumber } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useDifference } from '../../../state/difference.ts';

const CLASSES = ['both', 'onlyA', 'onlyB', 'neither'] as const;

const sum = (areas: FourAreas): number =>
  areas.both + areas.onlyA + areas.onlyB + areas.neither + areas.unclassed;

/** Areas of the four classes in hectares: the county as a bar, townships as rows that filter the patches. */
export function FourClasses({ table }: { readonly table: DifferenceTable }) {
  const { t, language } = useText();
  const { township, change } = useDifference();
  const total = sum(table.total);
  const words = sideNames(table.id, t);
  const heads = [...CLASSES, ...(table.total.unclassed > 0 ? (['unclassed'] as const) : [])];
  const row = (
    key: string,
    label: string,
    areas: FourAreas,
    patches: TownshipRow['patches'],
    code: string | null,
  ) => (
    <tr key={key} aria-selected={township === code && code !== null}>
      <th scope="row">
        <button type="button" onClick={() => change({ township: township === code ? null : code })}>
          {label}
        </button>
      </th>
      {heads.map((name) => (
        <td key={name} className="n selectable">
          {areaNumber(areas[name], 'ha')}
        </td>
      ))}
      <td className="n">{patches.onlyA + patches.onlyB}</td>
    </tr>
  );
  return (
    <section className="four-classes scroll">
      <div className="four-bar" role="img" aria-label={t('difference.bar')}>
        {CLASSES.map((name) => (
          <i
            key={name}
            className={`four-${name}`}
            style={{ flexGrow: total === 0 ? 0 : table.total[name] / total }}
          />
        ))}
      </div>
      <table className="four-table" lang={language}>
        <caption className="cap">{t('difference.unit', { version: table.rulesetVersion })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('difference.township')}</th>
            {heads.map((name) => (
              <th key={name} scope="col" className="n">
                <i className={`swatch four-${name}`} />
                {t(`difference.class.${name}`, words)}
              </th>
            ))}
            <th scope="col" className="n">
              {t('difference.patches')}
            </th>
          </tr>
        </thead>
        <tbody>
          {row('total', t('difference.county'), table.total, table.patchCount, null)}
          {table.townships.map((one) =>
            row(
              one.code ?? '-',
              one.name ?? one.code ?? t('difference.no-township'),
              one.areas,
              one.patches,
              one.code,
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

/** What the two sides are called in a comparison. */
export const sideNames = (
  id: DifferenceTable['id'],
  t: (key: string) => string,
): { readonly a: string; readonly b: string } => ({
  a: t(`difference.side.${id}.a`),
  b: t(`difference.side.${id}.b`),
});
