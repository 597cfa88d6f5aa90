import type { ClassComparison } from '../../../../shared/analysis/versions/types.ts';
import { areaNumber } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { constructionText, coversOther, isSeen, signedHa } from '../comparison-model.ts';
import { useColumns } from '../use-columns.ts';

/** 建设与非建设: what of either stayed and what became the other, in hectares. */
export function Matrix({ comparison }: { readonly comparison: ClassComparison }) {
  const { t } = useText();
  const { left, right } = useColumns();
  const { matrix, construction } = comparison;
  const ha = (m2: number): string => areaNumber(m2, 'ha');
  const more = coversOther(matrix);
  const scale = constructionText(construction, (from, to) => t('compare.class-range', { from, to }));
  const moved = (m2: number, kind: 'gained' | 'lost') => (
    <td className={isSeen(m2) ? `n selectable ${kind}` : 'n selectable'}>
      {isSeen(m2) ? signedHa(kind === 'lost' ? -m2 : m2) : ha(m2)}
    </td>
  );
  return (
    <section className="sec" data-testid="built-matrix">
      <h4>
        {t('compare.matrix')}
        <span className="r">
          {t('unit.ha')} · {t('compare.construction', { classes: scale })}
        </span>
      </h4>
      <table className="built-matrix">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('compare.built', { name: right })}</th>
            <th scope="col">{t('compare.other', { name: right })}</th>
            {more ? <th scope="col">{t('compare.gone')}</th> : null}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('compare.built', { name: left })}</th>
            <td className="n selectable">{ha(matrix.both)}</td>
            {moved(matrix.lost, 'lost')}
            {more ? moved(matrix.builtGone, 'lost') : null}
          </tr>
          <tr>
            <th scope="row">{t('compare.other', { name: left })}</th>
            {moved(matrix.gained, 'gained')}
            <td className="n selectable">{ha(matrix.neither)}</td>
            {more ? moved(matrix.otherGone, 'lost') : null}
          </tr>
          {more ? (
            <tr>
              <th scope="row">{t('compare.came')}</th>
              {moved(matrix.builtCame, 'gained')}
              {moved(matrix.otherCame, 'gained')}
              <td />
            </tr>
          ) : null}
        </tbody>
      </table>
    </section>
  );
}
