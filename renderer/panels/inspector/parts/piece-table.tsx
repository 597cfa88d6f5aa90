import { areaNumber } from '../../../../shared/i18n/format.ts';
import type { Finding } from '../../../../shared/rules/rule.ts';
import { titleOfFeature } from '../../../i18n/feature-title.ts';
import { useText } from '../../../i18n/use-text.ts';
import { focusFinding } from '../../../state/finding-focus.ts';
import { numberedPieces } from '../../../state/piece-order.ts';
import { useFindingsMap } from '../../../state/findings-map.ts';
import { useLayer } from '../../../state/layers.ts';
import { useFeatures } from '../use-feature.ts';

/** As many pieces as are listed; the finding's area counts all of them. */
const LISTED = 200;

/** The pieces of a finding, one per counterpart feature, largest first; one picked is shown on the map. */
export function PieceTable({ finding }: { readonly finding: Finding }) {
  const { t, language } = useText();
  const focused = useFindingsMap((state) => state.focusedPiece);
  const schema = useLayer(finding.counterpartLayer)?.schema;
  const pieces = numberedPieces(finding).slice(0, LISTED);
  const { features } = useFeatures(pieces.flatMap(({ other }) => (other ? [other] : [])));
  const byUid = new Map((features ?? []).map((feature) => [feature.uid, feature]));
  const net = finding.pieces.some(({ netAreaM2 }) => netAreaM2 !== undefined);
  return (
    <table className="tbl pieces" aria-label={t('ui.pieces')}>
      <thead>
        <tr>
          <th className="no">{t('ui.piece')}</th>
          <th>{t('ui.counterpart')}</th>
          <th className="n">{t('unit.mu')}</th>
          {net ? <th className="n">{t('ui.net-short')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {pieces.map((piece, index) => {
          const feature = piece.other ? byUid.get(piece.other.uid) : undefined;
          const show = (): void => focusFinding(finding, { zoom: true, piece: piece.key });
          return (
            <tr
              key={piece.key}
              tabIndex={0}
              aria-selected={piece.key === focused}
              className={piece.key === focused ? 'pick sel' : 'pick'}
              onClick={show}
              onKeyDown={(event) => event.key === 'Enter' && show()}
            >
              <td>{index + 1}</td>
              <td>
                {feature
                  ? titleOfFeature(feature, schema, language)
                  : piece.other
                    ? '…'
                    : t('ui.piece-outside')}
              </td>
              <td className="n">{areaNumber(piece.areaM2, 'mu')}</td>
              {net ? (
                <td className="n">
                  {piece.netAreaM2 === undefined ? '—' : areaNumber(piece.netAreaM2, 'mu')}
                </td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
