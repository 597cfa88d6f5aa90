import { Crosshair, History, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Input, TextField } from 'react-aria-components';
import { formatPosition, parsePoint } from '../../../shared/crs/coordinate-text.ts';
import type { Reading } from '../../../shared/crs/readings.ts';
import type { Result } from '../../../shared/result.ts';
import { useText } from '../../i18n/use-text.ts';
import { zoneText } from '../../i18n/zone-text.ts';
import { useCoordinateContext, useCoordinates } from '../../state/coordinates.ts';
import { goToPlace } from '../../state/go-to.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { SeverityShape } from '../../ui/severity.tsx';
import '../coordinates.css';

/** A bar over the map to type a place in: what it is understood as is shown while typing, Enter goes there. */
export function GoToBar() {
  const open = useCoordinates((state) => state.goToOpen);
  return open ? <OpenBar /> : null;
}

function OpenBar() {
  const { t, failure } = useText();
  const context = useCoordinateContext();
  const places = useCoordinates((state) => state.places);
  const [text, setText] = useState('');
  const [current, setCurrent] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const blank = text.trim() === '';
  const read: Result<{ readonly readings: readonly Reading[] }> | null = blank
    ? null
    : parsePoint(text, context);
  const readings = read?.ok ? read.value.readings : [];
  const count = blank ? places.length : readings.length;
  const close = (): void => useCoordinates.getState().openGoTo(false);
  const change = (value: string): void => {
    setText(value);
    setCurrent(0);
  };

  const go = (at: Reading['at'] | undefined, typed: string): void => {
    if (at === undefined) return;
    goToPlace(at, typed);
    close();
  };
  const take = (index: number): void => {
    if (!blank) return go(readings[index]?.at, text);
    const place = places[index];
    if (place !== undefined) change(place);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter') take(current);
    else if (event.key === 'ArrowDown') setCurrent(Math.min(count - 1, current + 1));
    else if (event.key === 'ArrowUp') setCurrent(Math.max(0, current - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="map-float map-go-to" role="search" aria-label={t('coords.go-to')}>
      <div className="line">
        <Crosshair className="i" />
        <TextField className="grow" aria-label={t('coords.go-to')} value={text} onChange={change}>
          <Input ref={input} placeholder={t('coords.go-to-hint')} spellCheck={false} onKeyDown={onKeyDown} />
        </TextField>
        <IconButton label={t('ui.close')} keys="Esc" onPress={close}>
          <X className="i" />
        </IconButton>
      </div>
      {read !== null && !read.ok ? (
        <p className="bad" role="status">
          <SeverityShape kind="error" />
          {failure(read.error)}
        </p>
      ) : null}
      {count > 0 ? (
        <ul aria-label={t(blank ? 'coords.places' : 'coords.readings')}>
          {blank
            ? places.map((place, i) => (
                <li key={place}>
                  <button
                    type="button"
                    className={i === current ? 'cur' : ''}
                    onMouseEnter={() => setCurrent(i)}
                    onClick={() => {
                      take(i);
                      input.current?.focus();
                    }}
                  >
                    <History className="i" />
                    <span className="el path">{place}</span>
                  </button>
                </li>
              ))
            : readings.map((reading, i) => (
                <li key={`${reading.crs.epsg} ${reading.order}`}>
                  <button
                    type="button"
                    className={i === current ? 'cur' : ''}
                    onMouseEnter={() => setCurrent(i)}
                    onClick={() => take(i)}
                  >
                    <ReadingLine reading={reading} />
                  </button>
                </li>
              ))}
        </ul>
      ) : null}
      {blank && places.length === 0 ? <p>{t('coords.go-to-forms')}</p> : null}
    </div>
  );
}

/** What a reading takes the text for, where that is, and whether it lies in the county. */
function ReadingLine({ reading }: { readonly reading: Reading }) {
  const { t, language } = useText();
  const { crs, order, at, inside, swapped } = reading;
  return (
    <>
      <span className="what">
        <span className="path">{formatPosition('degrees', at, null)}</span>
        <span className="cap">
          {zoneText(crs, language)} · {t(`coords.order.${order}`)}
          {swapped ? ` · ${t('coords.swapped')}` : ''}
        </span>
      </span>
      {inside === null ? null : (
        <span className={inside ? 'tag ok' : 'tag warn'}>
          {t(inside ? 'coords.inside' : 'coords.outside')}
        </span>
      )}
    </>
  );
}
