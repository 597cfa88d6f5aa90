import { useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useSelection } from '../../../state/selection.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { PREVIEWED } from './limits.ts';
import { OperationCard } from './operation-card.tsx';

const ROUNDS = ['1', '2', '3', '4', '5'] as const;

/** Corners cut off again and again, borders in common as one line. */
export function SmoothCard() {
  const { t } = useText();
  const refs = useSelection((state) => state.refs);
  const [rounds, setRounds] = useState<(typeof ROUNDS)[number]>('2');
  const [shared, setShared] = useState(true);
  return (
    <OperationCard
      title={t('map.operation.smooth', { n: refs.length })}
      command="smooth-features"
      params={refs.length > 0 ? { refs, iterations: Number(rounds), shared } : null}
      previews={refs.length <= PREVIEWED}
      note={t('map.operation.smooth.note')}
    >
      <div className="row">
        <span>{t('map.operation.rounds')}</span>
        <Segmented
          label={t('map.operation.rounds')}
          value={rounds}
          choices={ROUNDS.map((id) => ({ id, content: id }))}
          onChange={setRounds}
        />
      </div>
      <Checkbox selected={shared} onChange={setShared}>
        {t('map.option.shareBorders')}
      </Checkbox>
    </OperationCard>
  );
}
