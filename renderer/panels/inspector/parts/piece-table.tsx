import { CircleSlash2 } from 'lucide-react';
import { whyReopened } from '../../../../shared/check/memory-status.ts';
import { areaNumber } from '../../../../shared/i18n/format.ts';
import type { Finding, FindingPiece } from '../../../../shared/rules/rule.ts';
import { titleOfFeature } from '../../../i18n/feature-title.ts';
import { today } from '../../../i18n/today.ts';
import { useText } from '../../../i18n/use-text.ts';
import { focusFinding } from '../../../state/finding-focus.ts';
import { askAbout } from '../../../state/finding-words.ts';
import { useFindingsMap } from '../../../state/findings-map.ts';
import { useLayer } from '../../../state/layers.ts';
import { numberedPieces } from '../../../state/piece-order.ts';
import { useSession } from '../../../state/session.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useFeatures } from '../use-feature.ts';

/** As many pieces as are listed; the finding's area counts all of them. */
const LISTED = 200;

/** The pieces of a finding, one per counterpart feature, largest first; one picked is shown on the map. */
export function PieceTable({ finding }: { readonly finding: Finding }) {
  const { t } = useText();
  const all = numberedPieces(finding);
  const pieces = all.slice(0, LISTED);
  const net = pieces.some(({ netAreaM2 }) => netAreaM2 !== undefined);
  const covered = pieces.some(({ areaM2 }) => areaM2 > 0);
  if (pieces.length === 0) return null;
  return (
    <>
      <table className="tbl pieces" aria-label={t('ui.pieces')}>
        <thead>
          <tr>
            <th className="no">{t('ui.piece')}</th>
            <th>{t('ui.counterpart')}</th>
            {covered ? <th className="n">{t('unit.mu')}</th> : null}
            {net ? <th className="n">{t('ui.net-short')}</th> : null}
            {net || !covered ? null : <th className="n">{t('unit.ha')}</th>}
            <th className="act" aria-label={t('findings.actions')} />
          </tr>
        </thead>
        <tbody>
          <Rows finding={finding} pieces={pieces} net={net} covered={covered} />
        </tbody>
      </table>
      {all.length > LISTED ? (
        <p className="cap more">{t('findings.more-pieces', { n: all.length - LISTED })}</p>
      ) : null}
    </>
  );
}

function Rows({
  finding,
  pieces,
  net,
  covered,
}: {
  readonly finding: Finding;
  readonly pieces: readonly FindingPiece[];
  readonly net: boolean;
  readonly covered: boolean;
}) {
  const { t, language } = useText();
  const focused = useFindingsMap((state) => state.focusedPiece);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const schema = useLayer(finding.counterpartLayer)?.schema;
  const { features } = useFeatures(pieces.flatMap(({ other }) => (other && other.uid !== '' ? [other] : [])));
  const byUid = new Map((features ?? []).map((feature) => [feature.uid, feature]));
  return pieces.map((piece, index) => {
    const feature = piece.other ? byUid.get(piece.other.uid) : undefined;
    const show = (): void => focusFinding(finding, { zoom: true, piece: piece.key });
    const figures = (['mu', 'ha', 'm2'] as const).map((unit) => areaNumber(piece.areaM2, unit));
    const title = t('findings.area-figures', { mu: figures[0]!, ha: figures[1]!, m2: figures[2]! });
    return (
      <tr
        key={piece.key}
        tabIndex={0}
        aria-selected={piece.key === focused}
        className={piece.key === focused ? 'pick sel' : 'pick'}
        title={covered ? title : undefined}
        onClick={show}
        onKeyDown={(event) => event.key === 'Enter' && event.target === event.currentTarget && show()}
      >
        <td>{index + 1}</td>
        <td className={isExcepted(finding, piece) ? 'mut' : ''}>
          {feature
            ? titleOfFeature(feature, schema, language)
            : piece.other && piece.other.uid !== ''
              ? '…'
              : t('ui.piece-outside')}
        </td>
        {covered ? <td className="n">{figures[0]}</td> : null}
        {net ? (
          <td className="n">{piece.netAreaM2 === undefined ? '—' : areaNumber(piece.netAreaM2, 'mu')}</td>
        ) : null}
        {net || !covered ? null : <td className="n">{figures[1]}</td>}
        <td className="act" onClick={(event) => event.stopPropagation()}>
          {readOnly || piece.other === null ? null : isExcepted(finding, piece) ? (
            <span className="tag">{t('findings.status.exception')}</span>
          ) : (
            <IconButton
              label={t('findings.except-piece')}
              onPress={() => askAbout('finding-exception', [{ finding, piece: piece.key }])}
            >
              <CircleSlash2 className="i" />
            </IconButton>
          )}
        </td>
      </tr>
    );
  });
}

/** Whether the last exception of this piece holds. */
function isExcepted(finding: Finding, piece: FindingPiece): boolean {
  const last = finding.memory?.findLast((note) => note.status === 'exception' && note.piece === piece.key);
  return last !== undefined && whyReopened(last, today()) === null;
}
