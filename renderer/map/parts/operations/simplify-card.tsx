import { useState } from 'react';
import { useText } from '../../../i18n/use-text.ts';
import { useSelection } from '../../../state/selection.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { NumberOption } from '../options/number-option.tsx';
import { OperationCard } from './operation-card.tsx';
import { PREVIEWED } from './limits.ts';

/** Fewer vertices, borders in common as one line. */
export function SimplifyCard() {
  const { t } = useText();
  const refs = useSelection((state) => state.refs);
  const [toleranceM, setTolerance] = useState(1);
  const [shared, setShared] = useState(true);
  return (
    <OperationCard
      title={t('map.operation.simplify', { n: refs.length })}
      command="simplify-features"
      params={refs.length > 0 ? { refs, toleranceM, shared } : null}
      previews={refs.length <= PREVIEWED}
      note={t('map.operation.simplify.note')}
    >
      <NumberOption
        label={t('map.operation.tolerance')}
        unit={t('unit.m')}
        value={toleranceM}
        onCommit={(value) => {
          if (value === null || value <= 0 || value > 10_000) return false;
          setTolerance(value);
          return true;
        }}
      />
      <Checkbox selected={shared} onChange={setShared}>
        {t('map.option.shareBorders')}
      </Checkbox>
    </OperationCard>
  );
}
