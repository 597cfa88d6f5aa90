import { Pause, Play, Square } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { askPosition, startPosition, usePosition } from '../../state/position.ts';
import { useSession } from '../../state/session.ts';
import { BigButton } from './parts/big-button.tsx';
import { SignalMark } from './parts/signal-mark.tsx';
import { clockText, durationText } from './use-clock.ts';
import { distanceText } from './words.ts';

/** The track of the day: what the service of positions says of it, and the steps it takes. */
export function TrackPage() {
  const { t } = useText();
  const service = usePosition((state) => state.service);
  const track = service?.track ?? null;
  const phase = track?.summary.phase ?? 'idle';
  const name = useSession((state) => state.blueprint?.field?.name ?? state.blueprint?.name ?? '');
  const start = (): void => {
    const called = t('field.track-name', { name, time: clockText(Date.now()) }).slice(0, 120);
    void askPosition((client) => client.startTrack({ name: called }));
  };
  return (
    <>
      <div className="field-head">
        <h3>{t('field.rail.track')}</h3>
      </div>
      <div className="field-body">
        <section className="fq facts">
          <SignalMark />
        </section>
        {service === null ? (
          <section className="fq">
            <p className="said">{t('field.receiver-off')}</p>
            <BigButton primary onPress={() => void startPosition()}>
              {t('field.receiver-start')}
            </BigButton>
          </section>
        ) : (
          <>
            {service.source === null ? <p className="said fq">{t('field.receiver-none')}</p> : null}
            <section className="fq">
              <h4>{t(`field.track.${phase}`)}</h4>
              <dl className="ffacts">
                <dt>{t('field.track-length')}</dt>
                <dd>{distanceText(t, track?.summary.distanceM ?? 0)}</dd>
                <dt>{t('field.track-time')}</dt>
                <dd>{durationText(track?.summary.movingMs ?? 0)}</dd>
                <dt>{t('field.track-points')}</dt>
                <dd>{track?.summary.points ?? 0}</dd>
              </dl>
              <div className="fpair">
                {phase === 'recording' ? (
                  <BigButton icon={Pause} onPress={() => void askPosition((client) => client.pauseTrack({}))}>
                    {t('field.track-pause')}
                  </BigButton>
                ) : phase === 'paused' ? (
                  <BigButton
                    icon={Play}
                    primary
                    onPress={() => void askPosition((client) => client.resumeTrack({}))}
                  >
                    {t('field.track-resume')}
                  </BigButton>
                ) : (
                  <BigButton icon={Play} primary onPress={start}>
                    {t('field.track-start')}
                  </BigButton>
                )}
                {phase === 'stopped' || phase === 'idle' ? null : (
                  <BigButton icon={Square} onPress={() => void askPosition((client) => client.stopTrack({}))}>
                    {t('field.track-stop')}
                  </BigButton>
                )}
              </div>
            </section>
          </>
        )}
      </div>
    </>
  );
}
