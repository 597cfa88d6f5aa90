import { useEffect } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { startPosition } from '../../state/position.ts';
import { KeptTracks } from '../parts/position/kept-tracks.tsx';
import { ReceiverSource } from '../parts/position/receiver-source.tsx';
import { TrackControls } from '../parts/position/track-controls.tsx';
import { SignalMark } from './parts/signal-mark.tsx';

/** The receiver, the track of the day, and those that wait to be put into the file. Opening it starts the service. */
export function TrackPage() {
  const { t } = useText();
  useEffect(() => void startPosition(), []);
  return (
    <>
      <div className="field-head">
        <h3>{t('field.rail.track')}</h3>
      </div>
      <div className="field-body pos-large">
        <section className="fq facts">
          <SignalMark />
        </section>
        <section className="sec">
          <h4>{t('position.track')}</h4>
          <TrackControls />
        </section>
        <ReceiverSource />
        <KeptTracks />
      </div>
    </>
  );
}
