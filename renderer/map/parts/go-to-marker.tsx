import { Copy, X } from 'lucide-react';
import { formatPosition, POSITION_FORMS } from '../../../shared/crs/coordinate-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCoordinates, useZone } from '../../state/coordinates.ts';
import { copyText } from '../../state/copy-text.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { currentMap } from '../current-map.ts';
import { usePlace } from './use-place.ts';

/** How large the card is, pixels, as its styles say. */
const CARD_WIDTH = { 'zh-CN': 372, en: 464 } as const;
const CARD_HEIGHT = 176;
/** Right of the pin where there is room, else as far left as it must be to stay within the map. */
const BESIDE = 18;
const MARGIN = 8;

/** The place gone to: a pin, and the place in every form, each to be copied. */
export function GoToMarker() {
  const { t, language } = useText();
  const marker = useCoordinates((state) => state.marker);
  const zone = useZone();
  const place = usePlace(marker);
  if (marker === null || place === null) return null;
  const box = currentMap()?.getContainer().getBoundingClientRect();
  const room = (box?.width ?? Infinity) - place.x - CARD_WIDTH[language] - MARGIN;
  const left = Math.max(MARGIN - place.x, Math.min(BESIDE, room));
  const above = box !== undefined && place.y + CARD_HEIGHT > box.height;
  const lines = POSITION_FORMS.flatMap((form) => {
    const text = formatPosition(form, marker, zone, 'exact');
    return text === '' ? [] : [{ form, text }];
  });
  return (
    <div
      className="map-pin"
      style={{ transform: `translate(${place.x}px, ${place.y}px)` }}
      data-testid="go-to-marker"
    >
      <svg width="26" height="34" viewBox="0 0 26 34" aria-hidden="true">
        <path d="M13 33C13 33 24 20 24 12.5A11 11 0 0 0 2 12.5C2 20 13 33 13 33Z" className="body" />
        <circle cx="13" cy="12.5" r="4" className="eye" />
      </svg>
      <div
        className={`map-float card${above ? ' above' : ''}`}
        style={{ left }}
        role="group"
        aria-label={t('coords.marker')}
      >
        <div className="line head">
          <b className="grow">{t('coords.marker')}</b>
          <IconButton label={t('ui.close')} onPress={() => useCoordinates.getState().mark(null)}>
            <X className="i" />
          </IconButton>
        </div>
        {lines.map(({ form, text }) => (
          <div className="line" key={form}>
            <span className="kind">{t(`coords.form.${form}`)}</span>
            <span className="path selectable grow">{text}</span>
            <IconButton
              label={t('coords.copy-form', { form: t(`coords.form.${form}`) })}
              onPress={() => void copyText(text)}
            >
              <Copy className="i" />
            </IconButton>
          </div>
        ))}
      </div>
    </div>
  );
}
