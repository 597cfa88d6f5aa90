import { useState } from 'react';
import type { KeptTrack } from '../../../shared/gnss/service-types.ts';
import { whenLayerWritable } from '../../commands/conditions.ts';
import { formatTime } from '../../../shared/i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayer } from '../../state/layers.ts';
import { askPosition, usePosition } from '../../state/position.ts';
import { usePositionWork } from '../../state/position-work.ts';
import { exportTrack, forgetTrack, saveTrack, TRACK_LAYER } from '../../state/save-track.ts';
import { useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { lengthText } from '../parts/position/words.ts';

type Asking = 'save' | 'forget' | null;

/** One track of this computer. */
export function KeptTrackRow({
  track,
  onChanged,
}: {
  readonly track: KeptTrack;
  readonly onChanged: () => void;
}) {
  const { t } = useText();
  const { id, name, summary, ended } = track;
  const [asking, setAsking] = useState<Asking>(null);
  const saved = usePositionWork((state) => state.saved[id]);
  const busy = usePosition((state) => {
    const phase = state.service?.track?.summary.phase ?? 'stopped';
    return phase !== 'stopped';
  });
  const empty = summary.points === 0;
  const forget = async (): Promise<void> => {
    await forgetTrack(id);
    onChanged();
  };
  return (
    <li aria-label={name}>
      <div className="row">
        <b className="grow el">{name}</b>
        {ended ? null : <span className="tag warn">{t('position.kept.unfinished')}</span>}
        {saved === undefined ? null : <span className="tag ok">{t('position.kept.saved')}</span>}
      </div>
      <span className="cap">
        {summary.firstMs === null
          ? ''
          : `${formatTime(new Date(summary.firstMs).toISOString()).slice(0, 16)} · `}
        {t('position.kept.sum', {
          length: lengthText(summary.distanceM, t),
          points: summary.points,
          segments: summary.segments,
        })}
      </span>
      {asking === null ? (
        <div className="row wrap">
          {ended ? null : (
            <Button
              onPress={() => void askPosition((client) => client.recoverTrack({ id })).then(onChanged)}
              {...(busy ? { reason: t('error.position.track-running') } : {})}
            >
              {t('position.kept.recover')}
            </Button>
          )}
          <Button
            onPress={() => setAsking('save')}
            {...(empty ? { reason: t('error.position.track-empty') } : {})}
          >
            {t('position.kept.save')}
          </Button>
          <Button
            onPress={() => void exportTrack(id, name)}
            {...(empty ? { reason: t('error.position.track-empty') } : {})}
          >
            {t('position.kept.export')}
          </Button>
          <Button kind="bare" onPress={() => setAsking('forget')}>
            {t('position.kept.forget')}
          </Button>
        </div>
      ) : null}
      {asking === 'save' ? <SaveForm track={track} onDone={() => setAsking(null)} /> : null}
      {asking === 'forget' ? (
        <div className="pos-block form-ask" role="alertdialog" aria-label={t('position.kept.forget')}>
          <span>
            {t(saved === undefined ? 'position.kept.forget-unsaved' : 'position.kept.forget-saved', { name })}
          </span>
          <div className="row">
            <Button kind="danger" onPress={() => void forget()}>
              {t('ui.delete')}
            </Button>
            <Button kind="bare" autoFocus onPress={() => setAsking(null)}>
              {t('ui.cancel')}
            </Button>
          </div>
        </div>
      ) : null}
    </li>
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the layer of tracks must have: who recorded it; and the day, where the receiver told none. */
function SaveForm({ track, onDone }: { readonly track: KeptTrack; readonly onDone: () => void }) {
  const { t } = useText();
  const [observer, setObserver] = useState(() => useSettings.getState().settings.author);
  const [day, setDay] = useState('');
  const [working, setWorking] = useState(false);
  // Read again when the layer is locked or unlocked.
  useLayer(TRACK_LAYER);
  const writable = whenLayerWritable(TRACK_LAYER);
  const dated = track.summary.firstMs !== null;
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
