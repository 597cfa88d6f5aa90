import { Button } from 'react-aria-components';
import { runCommand, commandById } from '../../commands/catalogue.ts';
import { useText } from '../../i18n/use-text.ts';
import { usePosition } from '../../state/position.ts';
import { SignalBadge } from '../parts/position/signal-badge.tsx';

/** Where one is known by: the signal, and a track that runs; opens the panel. */
export function SignalItem() {
  const { t } = useText();
  const track = usePosition((state) => state.service?.track ?? null);
  const phase = track?.summary.phase ?? 'stopped';
  return (
    <Button
      className="readout"
      aria-label={t('position.panel')}
      onPress={() => runCommand(commandById('position.panel'))}
    >
      <SignalBadge />
      {phase === 'recording' || phase === 'paused' ? <span>{t(`position.track.phase.${phase}`)}</span> : null}
    </Button>
  );
}
