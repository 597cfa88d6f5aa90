import { useText } from '../../i18n/use-text.ts';
import { usePositionWork } from '../../state/position-work.ts';
import { AveragingBlock } from '../parts/position/averaging-block.tsx';
import { ReceiverSource } from '../parts/position/receiver-source.tsx';
import { TargetBlock } from '../parts/position/target-block.tsx';

/** Which receiver is read, and what to do with where it says one is. */
export function ReceiverTab() {
  const { t } = useText();
  const setTarget = usePositionWork((state) => state.setTarget);
  return (
    <div className="scroll grow">
      <ReceiverSource />
      <section className="sec">
        <h4>{t('position.target')}</h4>
        <TargetBlock />
      </section>
      <section className="sec">
        <h4>{t('position.average')}</h4>
        <AveragingBlock
          owner="panel"
          useLabel={t('position.average.as-target')}
          onUse={({ lon, lat }) => setTarget({ at: [lon, lat], name: t('position.average.mean') })}
        />
      </section>
    </div>
  );
}
