import { useState } from 'react';
import type { KeptTrack } from '../../../../shared/gnss/service-types.ts';
import { whenLayerWritable } from '../../../commands/conditions.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useLayer } from '../../../state/layers.ts';
import { usePositionWork } from '../../../state/position-work.ts';
import { saveTrack, TRACK_LAYER } from '../../../state/save-track.ts';
import { segmentsIn } from '../../../state/saved-tracks.ts';
import { useSession } from '../../../state/session.ts';
import { useSettings } from '../../../state/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the layer of tracks must have: who recorded it; and the day, where the receiver told none for a part. */
export function SaveTrackForm({ track, onDone }: { readonly track: KeptTrack; readonly onDone: () => void }) {
  const { t } = useText();
  const [observer, setObserver] = useState(() => useSettings.getState().settings.author);
  const [day, setDay] = useState('');
  const [working, setWorking] = useState(false);
  // Read again when the layer is locked or unlocked.
  useLayer(TRACK_LAYER);
  const writable = whenLayerWritable(TRACK_LAYER);
  const dated = track.summary.undated === 0;
  const reason =
    writable !== true
      ? t(writable.key, writable.params)
      : observer.trim() === ''
        ? t('position.kept.need-observer')
        : !dated && !DAY.test(day.trim())
          ? t('position.kept.need-day')
          : working
            ? t('position.kept.saving')
            : undefined;
  const path = useSession((state) => state.blueprint?.path ?? '');
  const has = usePositionWork((state) => segmentsIn(state.saved[track.id], path));
  const all = has >= track.summary.segments;
  const save = async (): Promise<void> => {
    setWorking(true);
    const done = await saveTrack(track.id, track.name, {
      observer: observer.trim(),
      day: dated ? null : day.trim(),
    });
    setWorking(false);
    if (done) onDone();
  };
  return (
    <div className="pos-block" role="group" aria-label={t('position.kept.save')}>
      <TextField label={t('position.kept.observer')} value={observer} onChange={setObserver} />
      {dated ? null : (
        <TextField
          label={t('position.kept.day')}
          placeholder="2026-01-31"
          value={day}
          onChange={setDay}
          hint={t('position.kept.day-why')}
        />
      )}
      <p className="cap">{t('position.kept.plain-line')}</p>
      {has === 0 ? null : (
        <p className="help out">
          {t(all ? 'position.kept.has-all' : 'position.kept.has-some', { n: has, next: has + 1 })}
        </p>
      )}
      <div className="row">
        <Button kind="primary" onPress={() => void save()} {...(reason === undefined ? {} : { reason })}>
          {t('position.kept.save-now')}
        </Button>
        <Button kind="bare" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  );
}
