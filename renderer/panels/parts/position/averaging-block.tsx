import { useEffect } from 'react';
import type { PositionRecord } from '../../../../shared/gnss/position-record.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useZone } from '../../../state/coordinates.ts';
import { finishAveraging, forgetAverage, startAveraging, useAveraging } from '../../../state/averaging.ts';
import { usePosition, whyNoPosition } from '../../../state/position.ts';
import { usePositionWork } from '../../../state/position-work.ts';
import { Button } from '../../../ui/button.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { NumberField } from './number-field.tsx';
import { lengthText, placeText } from './words.ts';
import './position.css';

const LIMITS = [1, 3600] as const;

/**
 * Collects positions for some seconds, shows how far they lie apart, and hands over their mean.
 *
 * @param owner a name of the place it stands at: one average is taken at a time
 * @param reason why the mean cannot be used there now
 */
export function AveragingBlock({
  owner,
  useLabel,
  onUse,
  reason,
}: {
  readonly owner: string;
  readonly useLabel: string;
  readonly onUse: (record: PositionRecord) => void;
  readonly reason?: string;
}) {
  const { t } = useText();
  const zone = useZone();
  const all = useAveraging();
  const seconds = usePositionWork((state) => state.averageS);
  const why = usePosition(whyNoPosition);
  const mine = all.owner === owner ? all : null;
  const result = mine?.result ?? null;
  useEffect(
    () => () => {
      if (useAveraging.getState().owner === owner) forgetAverage();
    },
    [owner],
  );
  if (mine?.running) {
    return (
      <div className="pos-block" role="group" aria-label={t('position.average')}>
        <div className="row">
          <span className="grow" role="status">
            {t('position.average.collecting', {
              n: mine.fixes.length,
              s: Math.round(mine.elapsedMs / 1000),
              of: mine.seconds,
            })}
          </span>
          <Button onPress={() => finishAveraging()}>{t('position.average.enough')}</Button>
        </div>
        <Progress label={t('position.average')} share={Math.min(1, mine.elapsedMs / (1000 * mine.seconds))} />
      </div>
    );
  }
  return (
    <div className="pos-block" role="group" aria-label={t('position.average')}>
      <div className="pos-inline">
        <NumberField
          label={t('position.average.for')}
          unit={t('position.unit.s')}
          value={seconds}
          limits={LIMITS}
          onChange={(averageS) => usePositionWork.getState().keep({ averageS })}
        />
        <Button onPress={() => startAveraging(owner, seconds)} {...(why === null ? {} : { reason: t(why) })}>
          {t(result === null ? 'position.average.start' : 'position.average.again')}
        </Button>
      </div>
      {mine?.broken ? (
        <p className="help out">{t('position.average.broken', { why: t(mine.broken) })}</p>
      ) : null}
      {result === null ? null : (
        <>
          <dl className="pos-facts">
            <dt>{t('position.average.mean')}</dt>
            <dd className="path selectable">{placeText([result.record.lon, result.record.lat], zone)}</dd>
            <dt>{t('position.average.count')}</dt>
            <dd>
              {t('position.average.of', { n: result.count, out: result.outliers + result.otherQuality })}
            </dd>
            <dt>{t('position.average.spread')}</dt>
            <dd>
              {result.spreadM === null
                ? t('position.average.one')
                : t('position.average.spread-of', {
                    spread: lengthText(result.spreadM, t),
                    most: lengthText(result.furthestM, t),
                  })}
            </dd>
          </dl>
          <div className="row">
            <Button
              kind="primary"
              onPress={() => {
                onUse(result.record);
                forgetAverage();
              }}
              {...(reason === undefined ? {} : { reason })}
            >
              {useLabel}
            </Button>
            <Button kind="bare" onPress={forgetAverage}>
              {t('ui.cancel')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
