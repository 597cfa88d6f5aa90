import { LocateFixed, MapPin } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { changeDraft, type Draft } from '../../../state/field-draft.ts';
import { askTap, useStanding } from '../../../state/field-hand.ts';
import { positionText } from '../words.ts';
import { BigButton } from './big-button.tsx';

/** Where the observer stands, how that is known and how well; by the receiver, or by a tap on the map. */
export function PositionRow({
  draftKey,
  draft,
  from,
}: {
  readonly draftKey: string;
  readonly draft: Draft;
  readonly from: Draft;
}) {
  const { t } = useText();
  const standing = useStanding();
  const said =
    draft.position !== null
      ? positionText(t, draft.position)
      : standing !== null
        ? t('field.position.live', { what: positionText(t, standing) })
        : t('field.position.none');
  return (
    <section className="fq" aria-label={t('field.stand')}>
      <h4>{t('field.stand')}</h4>
      <p className={draft.position === null && standing === null ? 'said warn' : 'said'}>{said}</p>
      <div className="fpair">
        <BigButton
          icon={LocateFixed}
          onPress={() => {
            if (standing !== null) changeDraft(draftKey, from, { position: standing });
          }}
          {...(standing === null ? { reason: t('field.no-fix') } : {})}
        >
          {t('field.by-position')}
        </BigButton>
        <BigButton icon={MapPin} onPress={() => askTap(draftKey, from, 'position')}>
          {t('field.by-tap')}
        </BigButton>
      </div>
    </section>
  );
}
