import type { ClassComparison } from '../../../../shared/analysis/versions/types.ts';
import { areaNumber } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { classLabel, inOrder, isSeen, signedHa } from '../comparison-model.ts';
import { useColumns } from '../use-columns.ts';

/** Land by first-level class in both states, and what it grew or shrank by, in hectares. */
export function ClassTable({ comparison }: { readonly comparison: ClassComparison }) {
  const { t, language } = useText();
  const { left, right } = useColumns();
  const rows = inOrder(comparison.classes);
  const total = (side: 'beforeM2' | 'afterM2'): number => rows.reduce((sum, row) => sum + row[side], 0);
  const [before, after] = [total('beforeM2'), total('afterM2')];
  return (
    <section className="sec flush">
      <h4>
        {t('compare.by-class')}
        <span className="r">{t('unit.ha')}</span>
      </h4>
      <table className="class-table" data-testid="class-table">
        <thead>
          <tr>
            <th scope="col">{t('compare.class')}</th>
            <th scope="col" className="n">
              {left}
            </th>
            <th scope="col" className="n">
              {right}
            </th>
            <th scope="col" className="n">
              {t('compare.change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { name, color } = classLabel(row.class, language, t('compare.unclassed'));
            const change = row.afterM2 - row.beforeM2;
            return (
              <tr key={row.class}>
                <th scope="row">
                  <i className="swatch" style={{ background: color }} />
                  <span className="el" title={row.class === '' ? name : `${row.class} ${name}`}>
                    {name}
                  </span>
                </th>
                <td className="n selectable">{areaNumber(row.beforeM2, 'ha')}</td>
                <td className="n selectable">{areaNumber(row.afterM2, 'ha')}</td>
                <td className={isSeen(change) ? 'n selectable moved' : 'n selectable mut'}>
                  {signedHa(change)}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('compare.total')}</th>
            <td className="n">{areaNumber(before, 'ha')}</td>
            <td className="n">{areaNumber(after, 'ha')}</td>
            <td className="n">{signedHa(after - before)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
