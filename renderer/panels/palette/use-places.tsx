import { Crosshair } from 'lucide-react';
import { formatPosition, parsePoint } from '../../../shared/crs/coordinate-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { zoneText } from '../../i18n/zone-text.ts';
import { useCoordinateContext } from '../../state/coordinates.ts';
import { goToPlace } from '../../state/go-to.ts';
import type { PaletteItem } from './use-palette-items.tsx';

/** Readings of one text that are offered at most. */
const MOST = 3;

/** Places that a typed text can be read as: those in the county, and where there are none the likeliest outside. */
export function usePlaces(search: string): {
  readonly items: readonly PaletteItem[];
  /** Whether one of them is likely meant, and not a number that something is called by. */
  readonly likely: boolean;
} {
  const { t, language } = useText();
  const context = useCoordinateContext();
  // A place has two numbers at least.
  const read = /\d\D+\d/.test(search) ? parsePoint(search, context) : null;
  const readings = read?.ok ? read.value.readings : [];
  const inside = readings.filter((one) => one.inside !== false);
  const items = (inside.length > 0 ? inside : readings.slice(0, 1))
    .slice(0, MOST)
    .map((reading): PaletteItem => ({
      id: `place-${reading.crs.epsg}-${reading.order}`,
      label: t('coords.go-to-place', { place: formatPosition('degrees', reading.at, null) }),
      icon: <Crosshair className="i" />,
      note: [
        ...(reading.inside === null ? [] : [t(reading.inside ? 'coords.inside' : 'coords.outside')]),
        t(`coords.order.${reading.order}`),
        zoneText(reading.crs, language),
      ].join(' · '),
      run: () => goToPlace(reading.at, search),
    }));
  return { items, likely: inside.some((one) => one.inside === true) };
}
