import { ArrowUp, LocateFixed, MousePointerClick, X } from 'lucide-react';
import { formatBearing } from '../../../../shared/crs/angle.ts';
import { toward } from '../../../../shared/gnss/offset-point.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useZone } from '../../../state/coordinates.ts';
import { positionNow, usePosition, whyNoPosition } from '../../../state/position.ts';
import { usePositionWork } from '../../../state/position-work.ts';
import { useSelection } from '../../../state/selection.ts';
import { aimAtMiddle, aimAtSelected } from '../../../state/aim.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { NorthChoice, useNorth } from './north-choice.tsx';
import { lengthText, placeText } from './words.ts';
import './position.css';

/** How far it is to the target and in which direction, from a position that may be used and from no other. */
export function TargetBlock() {
  const { t } = useText();
  const zone = useZone();
  const target = usePositionWork((state) => state.target);
  const setTarget = usePositionWork((state) => state.setTarget);
  const one = useSelection((state) => state.refs.length === 1);
  const north = useNorth();
  const now = usePosition(positionNow);
  const why = usePosition(whyNoPosition);
  const way =
    now === null || target === null
      ? null
      : toward([now.fix.lon, now.fix.lat], target.at, north ?? { kind: 'true' });
  return (
    <div className="pos-block" role="group" aria-label={t('position.target')}>
      <div className="row">
        <b className="grow el">
          {target === null ? t('position.target.none') : (target.name ?? t('position.target.place'))}
        </b>
        {target === null ? null : (
          <IconButton label={t('position.target.clear')} onPress={() => setTarget(null)}>
            <X className="i" />
          </IconButton>
        )}
      </div>
      {target === null ? (
        <p className="cap">{t('position.target.how')}</p>
      ) : (
        <span className="cap path selectable">{placeText(target.at, zone)}</span>
      )}
      {target === null ? null : (
        <>
          <div className="pos-way" role="status">
            <ArrowUp
              className="i"
              style={{ transform: `rotate(${way?.trueDeg ?? 0}deg)`, opacity: way === null ? 0.25 : 1 }}
            />
            <span className="big">{way === null ? '—' : lengthText(way.distanceM, t)}</span>
            <span className="big">
              {way === null || north === null ? '—' : formatBearing(way.bearingDeg)}
            </span>
          </div>
          {why === null ? null : <p className="help out">{t(why)}</p>}
          {north === null ? <p className="help out">{t('position.need-declination')}</p> : null}
          <NorthChoice />
        </>
      )}
      <div className="row wrap">
        <Button onPress={aimAtMiddle}>
          <LocateFixed className="i" />
          {t('position.target.middle')}
        </Button>
        <Button onPress={() => void aimAtSelected()} {...(one ? {} : { reason: t('ui.reason.select-one') })}>
          <MousePointerClick className="i" />
          {t('position.target.selected')}
        </Button>
      </div>
    </div>
  );
}
