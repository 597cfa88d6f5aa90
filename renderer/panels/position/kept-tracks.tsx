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
  const list = async (): Promise<void> => {
    const found = await askPosition((client) => client.tracks({}));
    if (found !== null) setTracks(found.toSorted(byTime));
  };
  useEffect(() => {
    if (started) void list();
  }, [started, running]);
  return (
    <section className="sec" aria-label={t('position.kept')}>
      <h4>{t('position.kept')}</h4>
      <p className="cap">{t(tracks.length === 0 ? 'position.kept.none' : 'position.kept.why')}</p>
      <ul className="pos-tracks">
        {tracks.map((track) => (
          <KeptTrackRow key={track.id} track={track} onChanged={() => void list()} />
        ))}
      </ul>
    </section>
  );
}
