import { Crosshair } from 'lucide-react';
import { formatPosition } from '../../../shared/crs/coordinate-text.ts';
import { formatTime } from '../../../shared/i18n/format.ts';
import { frameNote } from '../../../shared/gnss/position-record.ts';
import { useText } from '../../i18n/use-text.ts';
import { useZone } from '../../state/coordinates.ts';
import { positionNow, usePosition, whyNoPosition } from '../../state/position.ts';
import { usePositionWork } from '../../state/position-work.ts';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { SignalBadge } from '../parts/position/signal-badge.tsx';
import { accuracyText } from '../parts/position/words.ts';
import { centreOnPosition } from '../../state/centre-position.ts';

/** The position that is there, with what it rests on; without one, why. */
export function SignalSection() {
  const { t } = useText();
  const zone = useZone();
  const service = usePosition((state) => state.service);
  const follow = usePositionWork((state) => state.follow);
  const setFollow = usePositionWork((state) => state.setFollow);
  const now = usePosition(positionNow);
  const why = usePosition(whyNoPosition);
  const off = service === null || service.status.state === 'off';
  const fix = now?.fix ?? null;
  const settings = service?.settings;
  const note = settings === undefined ? null : frameNote(settings.frame);
  const height = fix?.heightGeoidM ?? null;
  return (
    <section className="sec" aria-label={t('position.now')}>
      <h4>
        <SignalBadge />
      </h4>
      {fix === null || settings === undefined ? (
        why === null || off ? null : (
          <p className="cap">{t(why)}</p>
        )
      ) : (
        <dl className="pos-facts">
          {zone === null ? null : (
            <>
              <dt>{t('position.plane')}</dt>
              <dd className="path selectable">{formatPosition('zone', [fix.lon, fix.lat], zone)}</dd>
            </>
          )}
          <dt>{t('position.lonlat')}</dt>
          <dd className="path selectable">{formatPosition('degrees', [fix.lon, fix.lat], zone)}</dd>
          <dt>{t('position.height')}</dt>
          <dd>
            {height === null
              ? '—'
              : t('position.metres', { n: (height - settings.antennaHeightM).toFixed(2) })}
          </dd>
          <dt>{t('position.accuracy')}</dt>
          <dd>
            <span className={fix.accuracy.source === 'receiver' ? '' : 'guess'}>
              {accuracyText(fix.accuracy, t) ?? '—'}
            </span>{' '}
            <span className="cap">{t(`position.accuracy.${fix.accuracy.source}`)}</span>
          </dd>
          <dt>{t('position.time')}</dt>
          <dd>
            {fix.timeMs === null ? t('position.no-date') : formatTime(new Date(fix.timeMs).toISOString())}
          </dd>
        </dl>
      )}
      {settings === undefined || off ? null : (
        <p className="cap">{t(note === null ? 'position.note.cgcs2000' : `position.note.${note}`)}</p>
      )}
      <div className="row pos-acts">
        <Button onPress={centreOnPosition} {...(why === null ? {} : { reason: t(why) })}>
          <Crosshair className="i" />
          {t('position.centre')}
        </Button>
        <Switch selected={follow} onChange={setFollow}>
          {t('position.follow')}
        </Switch>
      </div>
    </section>
  );
}
