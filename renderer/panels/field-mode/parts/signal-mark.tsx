import { CircleDashed, LocateOff, Satellite, SatelliteDish, TimerOff } from 'lucide-react';
import { useText } from '../../../i18n/use-text.ts';
import { signalNow, usePosition } from '../../../state/position.ts';
import { accuracyText } from '../words.ts';

/**
 * What the receiver has: every state with a mark and words of its own. Only a fresh measured position is green; an
 * estimated accuracy says that it is one.
 */
export function SignalMark() {
  const { t } = useText();
  const service = usePosition((state) => state.service);
  const signal = usePosition(signalNow);
  const gone = usePosition((state) => state.gone);
  const last = service?.last ?? null;
  if (gone)
    return (
      <Mark kind="lost" icon={<LocateOff className="i" />} words={t('field.signal.gone')} state="gone" />
    );
  if (service === null || service.source === null)
    return <Mark kind="off" icon={<LocateOff className="i" />} words={t('field.signal.off')} state="off" />;
  if (signal === 'none')
    return (
      <Mark kind="off" icon={<CircleDashed className="i" />} words={t('field.signal.none')} state="none" />
    );
  if (signal === 'searching')
    return (
      <Mark
        kind="search"
        icon={<SatelliteDish className="i" />}
        words={t('field.signal.searching')}
        state="searching"
      />
    );
  if (signal === 'lost')
    return (
      <Mark kind="lost" icon={<LocateOff className="i" />} words={t('field.signal.lost')} state="lost" />
    );
  if (signal === 'stale')
    return (
      <Mark kind="stale" icon={<TimerOff className="i" />} words={t('field.signal.stale')} state="stale" />
    );
  if (last === null || last.use !== 'counts')
    return (
      <Mark
        kind="stale"
        icon={<Satellite className="i" />}
        words={t(last?.use === 'jump' ? 'field.signal.jump' : 'field.signal.not-measured')}
        state="doubtful"
      />
    );
  const { satellitesUsed, accuracy } = last.fix;
  return (
    <Mark
      kind="fix"
      icon={<Satellite className="i" />}
      words={[
        ...(satellitesUsed === null ? [] : [t('field.satellites', { n: satellitesUsed })]),
        accuracyText(t, accuracy.horizontalM, accuracy.source),
      ].join(' · ')}
      state="fix"
    />
  );
}

const Mark = ({
  kind,
  icon,
  words,
  state,
}: {
  readonly kind: string;
  readonly icon: React.ReactNode;
  readonly words: string;
  readonly state: string;
}) => (
  <span className={`fsignal ${kind}`} role="status" data-signal={state}>
    {icon}
    {words}
  </span>
);
