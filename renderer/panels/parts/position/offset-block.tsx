import { useState } from 'react';
import { parseLength, parseBearing } from '../../../../shared/crs/step-text.ts';
import { offsetPoint } from '../../../../shared/gnss/offset-point.ts';
import { useText } from '../../../i18n/use-text.ts';
import { usePosition, whyNoPosition } from '../../../state/position.ts';
import { recordNow } from '../../../state/vertex-by-position.ts';
import { useTool } from '../../../state/tool.ts';
import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { NorthChoice, useNorth } from './north-choice.tsx';

type From = 'position' | 'vertex';

/** A vertex at a distance and bearing from the position or the last vertex: what cannot be stood on. */
export function OffsetBlock() {
  const { t, failure } = useText();
  const [from, setFrom] = useState<From>('position');
  const [typed, setTyped] = useState({ distance: '', bearing: '' });
  const north = useNorth();
  const noPosition = usePosition(whyNoPosition);
  const last = useTool((state) => state.sketch.current?.points.at(-1));
  const why = from === 'position' ? noPosition : last === undefined ? 'position.offset.no-vertex' : null;
  const distance = typed.distance.trim() === '' ? null : parseLength(typed.distance);
  const bearing = typed.bearing.trim() === '' ? null : parseBearing(typed.bearing);
  const reason =
    why !== null
      ? t(why)
      : distance === null || bearing === null
        ? t('position.offset.need-both')
        : !distance.ok
          ? failure(distance.error)
          : !bearing.ok
            ? failure(bearing.error)
            : north === null
              ? t('position.need-declination')
              : undefined;
  const add = (): void => {
    if (reason !== undefined || !distance?.ok || !bearing?.ok || north === null) return;
    const record = from === 'position' ? recordNow() : null;
    const start = from === 'position' ? (record === null ? null : ([record.lon, record.lat] as const)) : last;
    if (start === null || start === undefined) return;
    const point = offsetPoint(start, distance.value, bearing.value, north);
    if (!point.ok) return;
    useTool.getState().askAdd(point.value);
    setTyped({ distance: '', bearing: '' });
  };
  return (
    <div className="pos-block" role="group" aria-label={t('position.offset')}>
      <Segmented<From>
        label={t('position.offset.from')}
        value={from}
        choices={[
          { id: 'position', content: t('position.offset.from-position') },
          { id: 'vertex', content: t('position.offset.from-vertex') },
        ]}
        onChange={setFrom}
      />
      <div className="pos-inline">
        <TextField
          label={t('position.offset.distance')}
          unit={t('unit.m')}
          value={typed.distance}
          onChange={(text) => setTyped({ ...typed, distance: text })}
          {...(distance?.ok === false ? { error: failure(distance.error) } : {})}
        />
        <TextField
          label={t('position.offset.bearing')}
          placeholder="123°30′"
          value={typed.bearing}
          onChange={(text) => setTyped({ ...typed, bearing: text })}
          {...(bearing?.ok === false ? { error: failure(bearing.error) } : {})}
        />
        <Button onPress={add} {...(reason === undefined ? {} : { reason })}>
          {t('position.offset.add')}
        </Button>
      </div>
      <NorthChoice />
      {why === null ? null : <p className="help out">{t(why)}</p>}
    </div>
  );
}
