import { useText } from '../../../i18n/use-text.ts';
import { useKeptTracks } from '../../../state/kept-tracks.ts';
import { KeptTrackRow } from './kept-track-row.tsx';
import './position.css';

/** Tracks on this computer but the one that runs: to be gone on with, put into the blueprint, written out, forgotten. */
export function KeptTracks() {
  const { t } = useText();
  const tracks = useKeptTracks((state) => state.tracks);
  return (
    <section className="sec" aria-label={t('position.kept')}>
      <h4>{t('position.kept')}</h4>
      <p className="cap">{t(tracks.length === 0 ? 'position.kept.none' : 'position.kept.why')}</p>
      <ul className="pos-tracks">
        {tracks.map((track) => (
          <KeptTrackRow key={track.id} track={track} />
        ))}
      </ul>
    </section>
  );
}
