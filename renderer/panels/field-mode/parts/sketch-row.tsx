import { Eraser, Spline } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { changeDraft, linesOf, type Draft } from '../../../state/field-draft.ts';
import { beginSketch } from '../../../state/field-hand.ts';
import { BigButton } from './big-button.tsx';

/** Lines drawn on the map for a task. */
export function SketchRow({
  draftKey,
  draft,
  from,
}: {
  readonly draftKey: string;
  readonly draft: Draft;
  readonly from: Draft;
}) {
  const { t } = useText();
  const count = linesOf(draft).length;
  return (
    <section className="fq">
      <h4>{t('field.rail.sketch')}</h4>
      <p className="said">{count === 0 ? t('field.no-sketch') : t('field.sketch-lines', { n: count })}</p>
      <div className="fpair">
        <BigButton icon={Spline} onPress={() => beginSketch(draftKey, from)}>
          {t('field.draw-sketch')}
        </BigButton>
        {count === 0 ? null : (
          <BigButton icon={Eraser} onPress={() => changeDraft(draftKey, from, { strokes: [], open: [] })}>
            {t('field.clear-sketch')}
          </BigButton>
        )}
      </div>
    </section>
  );
}
