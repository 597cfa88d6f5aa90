import { CirclePause, CirclePlay, CircleStop, Route } from 'lucide-react';
import { useState } from 'react';
import type { RunningTrack } from '../../../../shared/gnss/service-types.ts';
import { formatTime } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { today } from '../../../i18n/today.ts';
import { askPosition, usePosition, whyNoPosition } from '../../../state/position.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { durationText, lengthText } from './words.ts';
import './position.css';

/** Recording of the track: begun with a name, paused, gone on with, ended; and what it comes to so far. */
export function TrackControls() {
  const { t } = useText();
  const service = usePosition((state) => state.service);
  const why = usePosition(whyNoPosition);
  const track = service?.track ?? null;
  const [name, setName] = useState<string | null>(null);
  const said = name ?? t('position.track.default-name', { day: today() });
  if (track !== null && track.summary.phase !== 'stopped') return <Running track={track} />;
  const start = (): void => {
    void askPosition((client) => client.startTrack({ name: said.trim() }));
    setName(null);
  };
  const reason =
    service === null
      ? t(why ?? 'position.why.off')
      : said.trim() === ''
        ? t('position.track.need-name')
        : undefined;
  return (
    <div className="pos-block" role="group" aria-label={t('position.track')}>
      <div className="pos-inline">
        <TextField label={t('position.track.name')} value={said} onChange={setName} />
        <Button kind="primary" onPress={start} {...(reason === undefined ? {} : { reason })}>
          <Route className="i" />
          {t('position.track.start')}
        </Button>
      </div>
    </div>
  );
}

function Running({ track }: { readonly track: RunningTrack }) {
  const { t, failure } = useText();
  const { name, summary, savedMs, trouble } = track;
  const paused = summary.phase === 'paused';
  const why = usePosition(whyNoPosition);
  const time =
    summary.firstMs === null || summary.lastMs === null
      ? '—'
      : durationText(summary.lastMs - summary.firstMs);
  return (
    <div className="pos-block" role="group" aria-label={t('position.track')}>
      <div className="row">
        <Route className="i" />
        <b className="grow el">{name}</b>
        <span className={paused ? 'tag warn' : 'tag ok'} role="status">
          {t(`position.track.phase.${summary.phase}`)}
        </span>
      </div>
      <dl className="pos-facts cols">
        <dt>{t('position.track.length')}</dt>
        <dd>{lengthText(summary.distanceM, t)}</dd>
        <dt>{t('position.track.time')}</dt>
        <dd>{time}</dd>
        <dt>{t('position.track.points')}</dt>
        <dd>{summary.points}</dd>
        <dt>{t('position.track.segments')}</dt>
        <dd>{summary.segments}</dd>
        <dt>{t('position.track.on-disk')}</dt>
        <dd>{savedMs === null ? '—' : formatTime(new Date(savedMs).toISOString()).slice(11)}</dd>
      </dl>
      {trouble === null ? null : (
        <p className="help bad" role="alert">
          {failure(trouble)}
        </p>
      )}
      {why === null || paused ? null : (
        <p className="help out">{t('position.track.waits', { why: t(why) })}</p>
      )}
      <div className="row">
        {paused ? (
          <Button kind="primary" onPress={() => void askPosition((client) => client.resumeTrack({}))}>
            <CirclePlay className="i" />
            {t('position.track.resume')}
          </Button>
        ) : (
          <Button onPress={() => void askPosition((client) => client.pauseTrack({}))}>
            <CirclePause className="i" />
            {t('position.track.pause')}
          </Button>
        )}
        <Button onPress={() => void askPosition((client) => client.stopTrack({}))}>
          <CircleStop className="i" />
          {t('position.track.stop')}
        </Button>
      </div>
    </div>
  );
}
