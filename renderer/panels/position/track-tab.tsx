import { useText } from '../../i18n/use-text.ts';
import { TrackControls } from '../parts/position/track-controls.tsx';
import { KeptTracks } from '../parts/position/kept-tracks.tsx';

/** The track that runs, and those that this computer keeps. */
export function TrackTab() {
  const { t } = useText();
  return (
    <div className="scroll grow">
      <section className="sec">
        <h4>{t('position.track')}</h4>
        <TrackControls />
      </section>
      <KeptTracks />
    </div>
  );
}
