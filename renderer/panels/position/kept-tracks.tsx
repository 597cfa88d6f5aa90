import { useEffect, useState } from 'react';
import type { KeptTrack } from '../../../shared/gnss/service-types.ts';
import { useText } from '../../i18n/use-text.ts';
import { askPosition, usePosition } from '../../state/position.ts';
import { KeptTrackRow } from './kept-track-row.tsx';

/** The newest first; those without a time, whose day nobody knows, at the end. */
const byTime = (a: KeptTrack, b: KeptTrack): number => (b.summary.lastMs ?? 0) - (a.summary.lastMs ?? 0);

/** Tracks on this computer but the one that runs: to be gone on with, put into the blueprint, written out, forgotten. */
export function KeptTracks() {
  const { t } = useText();
  const [tracks, setTracks] = useState<readonly KeptTrack[]>([]);
  const started = usePosition((state) => state.service !== null);
  // One that is ended, taken up or forgotten changes the list.
  const running = usePosition((state) => {
    const track = state.service?.track ?? null;
    return track === null ? '' : `${track.id} ${track.summary.phase === 'stopped'}`;
  });
  const list = (live: () => boolean): void =>
    void askPosition((client) => client.tracks({})).then((found) => {
      if (found !== null && live()) setTracks(found.toSorted(byTime));
    });
  useEffect(() => {
    let live = true;
    if (started) list(() => live);
    return () => {
      live = false;
    };
  }, [started, running]);
  return (
    <section className="sec" aria-label={t('position.kept')}>
      <h4>{t('position.kept')}</h4>
      <p className="cap">{t(tracks.length === 0 ? 'position.kept.none' : 'position.kept.why')}</p>
      <ul className="pos-tracks">
        {tracks.map((track) => (
          <KeptTrackRow key={track.id} track={track} onChanged={() => list(() => true)} />
        ))}
      </ul>
    </section>
  );
}
