import { Satellite, SatelliteDish } from 'lucide-react';
import { useText, type Texts } from '../../../i18n/use-text.ts';
import { positionNow, signalNow, usePosition, type PositionsState } from '../../../state/position.ts';
import { accuracyText } from './words.ts';
import './position.css';

export interface SignalWords {
  /** `ok` there is a position that may be used; `warn` there was one; `off` no receiver; `wait` none yet. */
  readonly kind: 'ok' | 'warn' | 'off' | 'wait';
  readonly state: string;
  readonly satellites: string | null;
  readonly accuracy: string | null;
  /** The accuracy is the receiver's own word, or a guess. */
  readonly stated: boolean;
}

/** The signal in words: what kind of position there is, satellites, accuracy. */
export function signalWords(
  heard: Pick<PositionsState, 'service' | 'countedAt' | 'gone'>,
  t: Texts['t'],
): SignalWords {
  const { service, gone } = heard;
  const nothing = { satellites: null, accuracy: null, stated: false };
  if (service === null && gone) return { kind: 'warn', state: t('position.signal.gone'), ...nothing };
  if (service === null || service.status.state === 'off') {
    return { kind: 'off', state: t('position.signal.off'), ...nothing };
  }
  const { last, satellites } = service;
  const signal = signalNow(heard);
  const inView = satellites.length;
  const seen = inView === 0 ? null : t('position.satellites-in-view', { n: inView });
  if (signal !== 'fix' || last === null) {
    const kind = signal === 'stale' || signal === 'lost' ? 'warn' : 'wait';
    const state =
      signal === 'none' ? t(`position.source.${service.status.state}`) : t(`position.signal.${signal}`);
    return { kind, state, ...nothing, satellites: kind === 'wait' ? seen : null };
  }
  if (positionNow(heard) === null) {
    return { kind: 'warn', state: t(`position.use.${last.use}`), ...nothing };
  }
  const { fix } = last;
  const used = fix.satellitesUsed;
  return {
    kind: 'ok',
    state: t(`position.quality.${fix.quality}`),
    satellites: used === null ? seen : t('position.satellites', { n: used }),
    accuracy: accuracyText(fix.accuracy, t),
    stated: fix.accuracy.source === 'receiver',
  };
}

/** The signal in one line: state, satellites, accuracy; an accuracy that is only estimated is dashed. */
export function SignalBadge({
  short,
}: {
  /** Without the satellites, where there is little room. */ readonly short?: boolean;
}) {
  const { t } = useText();
  const heard = usePosition();
  const { kind, state, satellites, accuracy, stated } = signalWords(heard, t);
  const Icon = kind === 'off' ? SatelliteDish : Satellite;
  return (
    <span className={`signal ${kind}`} data-signal={heard.service === null ? 'off' : signalNow(heard)}>
      <Icon className="i" />
      <span className="state">{state}</span>
      {satellites === null || short ? null : <span className="more">{satellites}</span>}
      {accuracy === null ? null : (
        <span
          className={stated ? 'more' : 'more guess'}
          title={t(stated ? 'position.accuracy.receiver' : 'position.accuracy.estimated')}
        >
          {accuracy}
        </span>
      )}
    </span>
  );
}
