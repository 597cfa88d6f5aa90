import { useEffect } from 'react';
import {
  partsOfShift,
  shiftOfParts,
  shiftText,
  type ShiftParts,
  type ToldShift,
} from '../../../shared/photo/plan-photos.ts';
import { readZone, zoneText } from '../../../shared/photo/photo-time.ts';
import { useText } from '../../i18n/use-text.ts';
import { listTracks, useKeptTracks } from '../../state/kept-tracks.ts';
import { changeImport, takeGpx, takeTrack, usePhotoImport } from '../../state/photo-import.ts';
import { startPosition, usePosition } from '../../state/position.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { NumberField } from '../parts/position/number-field.tsx';
import { WordField } from './word-field.tsx';

const NONE = 'none';
const MOST_TOLD = 3;

/** The track that photographs without a place are placed by, and what the camera's clock was off by. */
export function ImportTrack() {
  const { t } = useText();
  const { track, shiftS, zoneMinutes, maxGapS, told, job } = usePhotoImport();
  const kept = useKeptTracks((state) => state.tracks);
  const running = usePosition((state) => state.service?.track ?? null);
  const started = usePosition((state) => state.service !== null);
  useEffect(() => void startPosition(), []);
  useEffect(() => {
    if (started) void listTracks();
  }, [started]);
  const runs = running !== null && running.summary.points > 0;
  const choices = [
    { id: NONE, label: t('photos.track.none') },
    ...(track?.id === 'gpx' ? [{ id: 'gpx', label: track.name }] : []),
    ...(runs ? [{ id: 'now', label: running.name, note: t('photos.track.running') }] : []),
    ...kept
      .filter(({ id, summary }) => summary.points > 0 && id !== running?.id)
      .map(({ id, name, summary }) => ({
        id,
        label: name,
        ...(summary.firstMs === null ? {} : { note: new Date(summary.firstMs).toISOString().slice(0, 10) }),
      })),
  ];
  const choose = (id: string): void => {
    if (id === NONE) changeImport({ track: null });
    else if (id !== 'gpx') void takeTrack(id, choices.find((one) => one.id === id)?.label ?? '');
  };
  const parts = partsOfShift(shiftS);
  const set = (patch: Partial<ShiftParts>): void =>
    changeImport({ shiftS: shiftOfParts({ ...parts, ...patch }) });
  return (
    <section className="sec photos-track" aria-label={t('photos.track')}>
      <h4>{t('photos.track')}</h4>
      <div className="photos-inline">
        <Select
          label={t('photos.track.choice')}
          choices={choices}
          value={track?.id ?? NONE}
          onChange={choose}
        />
        <Button onPress={() => void takeGpx()} {...(job === null ? {} : { reason: t('photos.busy') })}>
          {t('photos.track.gpx')}
        </Button>
      </div>
      <div className="row dense">
        <span className="grow">{t('photos.clock')}</span>
        <Segmented<'behind' | 'ahead'>
          label={t('photos.clock')}
          value={parts.behind ? 'behind' : 'ahead'}
          choices={[
            { id: 'behind', content: t('photos.clock.behind') },
            { id: 'ahead', content: t('photos.clock.ahead') },
          ]}
          onChange={(way) =>
            changeImport({ shiftS: way === 'behind' ? Math.abs(shiftS) : -Math.abs(shiftS) })
          }
        />
      </div>
      <div className="photos-three">
        <NumberField
          label={t('photos.hours')}
          unit={t('photos.unit.h')}
          value={parts.hours}
          limits={[0, 8784]}
          onChange={(hours) => set({ hours: Math.round(hours) })}
        />
        <NumberField
          label={t('photos.minutes')}
          unit={t('photos.unit.min')}
          value={parts.minutes}
          limits={[0, 59]}
          onChange={(minutes) => set({ minutes: Math.round(minutes) })}
        />
        <NumberField
          label={t('photos.seconds')}
          unit={t('photos.unit.s')}
          value={parts.seconds}
          limits={[0, 59]}
          onChange={(seconds) => set({ seconds: Math.round(seconds) })}
        />
      </div>
      {told.slice(0, MOST_TOLD).map((one) => (
        <Told key={one.name} one={one} shiftS={shiftS} />
      ))}
      <div className="photos-two">
        <WordField
          label={t('photos.zone')}
          value={zoneText(zoneMinutes)}
          read={readZone}
          error={t('photos.zone-how')}
          onChange={(minutes) => changeImport({ zoneMinutes: minutes })}
        />
        <NumberField
          label={t('photos.gap')}
          unit={t('photos.unit.s')}
          value={maxGapS}
          limits={[1, 3600]}
          onChange={(seconds) => changeImport({ maxGapS: seconds })}
        />
      </div>
    </section>
  );
}

/** A shift that a photograph tells by itself. */
function Told({ one, shiftS }: { readonly one: ToldShift; readonly shiftS: number }) {
  const { t } = useText();
  const shift = shiftText(one.shiftS);
  const taken = one.shiftS === shiftS;
  return (
    <div className="row dense photos-told">
      <span className="grow">
        {one.by === 'receiver'
          ? t('photos.told-receiver', { name: one.name, shift })
          : t('photos.told-place', { name: one.name, shift, metres: one.distanceM.toFixed(0) })}
      </span>
      <Button
        kind="link"
        onPress={() => changeImport({ shiftS: one.shiftS })}
        {...(taken ? { reason: t('photos.told-taken') } : {})}
      >
        {t('photos.take', { shift })}
      </Button>
    </div>
  );
}
