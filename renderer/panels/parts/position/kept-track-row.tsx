import { useState } from 'react';
import type { KeptTrack } from '../../../../shared/gnss/service-types.ts';
import { formatTime } from '../../../../shared/i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { askPosition, usePosition } from '../../../state/position.ts';
import { usePositionWork } from '../../../state/position-work.ts';
import { exportTrack, forgetTrack } from '../../../state/save-track.ts';
import { isSaved, segmentsSaved } from '../../../state/saved-tracks.ts';
import { Button } from '../../../ui/button.tsx';
import { SaveTrackForm } from './save-track-form.tsx';
import { lengthText } from './words.ts';

type Asking = 'save' | 'forget' | null;

/** One track of this computer. */
export function KeptTrackRow({ track }: { readonly track: KeptTrack }) {
  const { t } = useText();
  const { id, name, summary, ended } = track;
  const [asking, setAsking] = useState<Asking>(null);
  const savedIn = usePositionWork((state) => state.saved[id]);
  const counts = { n: segmentsSaved(savedIn), of: summary.segments };
  const saved = isSaved(savedIn, summary) ? 'saved' : counts.n > 0 ? 'partly' : 'unsaved';
  const busy = usePosition((state) => {
    const phase = state.service?.track?.summary.phase ?? 'stopped';
    return phase !== 'stopped';
  });
  const empty = summary.points === 0;
  return (
    <li aria-label={name}>
      <div className="row">
        <b className="grow el">{name}</b>
        {ended ? null : <span className="tag warn">{t('position.kept.unfinished')}</span>}
        {saved === 'saved' ? <span className="tag ok">{t('position.kept.saved')}</span> : null}
        {saved === 'partly' ? <span className="tag warn">{t('position.kept.partly', counts)}</span> : null}
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
              onPress={() => void askPosition((client) => client.recoverTrack({ id }))}
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
      {asking === 'save' ? <SaveTrackForm track={track} onDone={() => setAsking(null)} /> : null}
      {asking === 'forget' ? (
        <div className="pos-block form-ask" role="alertdialog" aria-label={t('position.kept.forget')}>
          <span>{t(`position.kept.forget-${saved}`, { name, ...counts })}</span>
          <div className="row">
            <Button kind="danger" onPress={() => void forgetTrack(id)}>
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
