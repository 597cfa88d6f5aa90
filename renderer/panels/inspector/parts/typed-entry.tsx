import { ClipboardPaste } from 'lucide-react';
import { useState } from 'react';
import { parsePoint } from '../../../../shared/crs/coordinate-text.ts';
import type { ParsedTable } from '../../../../shared/crs/point-table.ts';
import { toZoneXY } from '../../../../shared/crs/zone-xy.ts';
import { ringAreaM2 } from '../../../../shared/geometry/area.ts';
import { reduceSketch, type LonLat } from '../../../../shared/map/sketch.ts';
import { FollowField } from '../../../forms/follow-field.tsx';
import { PastePoints } from '../../../forms/paste-points.tsx';
import { useText } from '../../../i18n/use-text.ts';
import { useCoordinateContext, useCoordinates } from '../../../state/coordinates.ts';
import { useTool } from '../../../state/tool.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { useTypedPoint, type EntryField } from './use-typed-point.ts';

const areaOf = (points: readonly LonLat[]): number =>
  Math.abs(ringAreaM2(points.flatMap(([lon, lat]) => [lon, lat])));

/** Adds points in one step of the state: a thousand of them are drawn and measured once. */
function addAll(points: readonly LonLat[]): void {
  useTool.setState((state) => ({
    sketch: points.reduce((sketch, point) => reduceSketch(sketch, { type: 'add', point }), state.sketch),
  }));
}

/** The next point by its coordinates, by length and bearing from the last, or many by a pasted table. */
export function TypedEntry() {
  const { t, failure, area } = useText();
  const context = useCoordinateContext();
  const entry = useCoordinates((state) => state.entry);
  const plane = entry === 'zone' && context.zone !== null;
  const point = useTypedPoint(context, plane);
  const [pasted, setPasted] = useState<string | null>(null);
  const already = useTool((state) => state.sketch.current?.points);

  /** A table opens its preview; one position fills both fields. */
  const paste = (text: string): boolean => {
    if (text.trim().split(/[\r\n]+/).length > 1) {
      setPasted(text);
      return true;
    }
    const one = parsePoint(text, context);
    if (!one.ok) return false;
    const xy = plane && context.zone ? toZoneXY(one.value.at[0], one.value.at[1], context.zone) : null;
    point.fill(
      xy === null
        ? [one.value.at[0].toFixed(9), one.value.at[1].toFixed(9)]
        : [xy.x.toFixed(4), xy.y.toFixed(4)],
    );
    return true;
  };

  if (pasted !== null) {
    return (
      <PastePoints
        context={context}
        initial={pasted}
        use={({ rings }) => t('coords.add-n', { n: rings[0]?.points.length ?? 0 })}
        refuse={({ rings }) => (rings.length > 1 ? t('coords.one-ring') : undefined)}
        summary={({ rings }: ParsedTable) => (
          <p>
            {t('coords.paste-area', {
              area: area(areaOf([...(already ?? []), ...(rings[0]?.points ?? [])]), 'mu'),
            })}
          </p>
        )}
        onUse={({ rings }) => {
          addAll(rings[0]?.points ?? []);
          setPasted(null);
        }}
        onCancel={() => setPasted(null)}
      />
    );
  }

  const field = (id: EntryField, prefix: string, label: string, unit?: string) => (
    <FollowField
      label={label}
      prefix={prefix}
      {...(unit === undefined ? {} : { unit })}
      following={point.following[id]}
      typed={point.typed[id]}
      invalid={point.wrong[id]}
      input={point.inputs[id]}
      onTyped={(text) => point.set(id, text)}
      onEnter={() => point.enter(id)}
      {...(id === 'first' || id === 'second' ? { onPasteText: paste } : {})}
    />
  );
  const hint = point.failure
    ? failure(point.failure)
    : point.inside === false
      ? t('coords.outside')
      : t('coords.entry-hint');
  return (
    <div className="typed-entry" role="group" aria-label={t('coords.entry')}>
      {point.hasLast ? (
        <div className="row">
          {field('length', t('coords.length-short'), t('coords.length'), t('unit.m'))}
          {field('bearing', t('coords.bearing-short'), t('coords.bearing'))}
        </div>
      ) : null}
      <div className="row">
        {plane ? field('first', 'X', t('coords.x')) : field('first', t('coords.lon-short'), t('coords.lon'))}
        {plane
          ? field('second', 'Y', t('coords.y'))
          : field('second', t('coords.lat-short'), t('coords.lat'))}
        <Button
          onPress={() => point.add()}
          {...(point.at === null ? { reason: t('coords.reason.type-both') } : {})}
        >
          {t('coords.add')}
        </Button>
      </div>
      <div className="row">
        <span
          className={`help grow${point.failure ? ' bad' : point.inside === false ? ' out' : ''}`}
          role={point.failure ? 'alert' : undefined}
        >
          {hint}
        </span>
        {context.zone === null ? null : (
          <Segmented
            label={t('coords.entry-form')}
            value={entry}
            choices={[
              { id: 'zone', content: 'X Y' },
              { id: 'degrees', content: t('coords.lonlat-short') },
            ]}
            onChange={(form) => useCoordinates.getState().setEntry(form)}
          />
        )}
        <IconButton label={t('coords.paste')} onPress={() => setPasted('')}>
          <ClipboardPaste className="i" />
        </IconButton>
      </div>
    </div>
  );
}
