import { toZoneXY } from '../../../../shared/crs/zone-xy.ts';
import type { Crs } from '../../../../shared/crs/catalogue.ts';
import type { LonLat } from '../../../../shared/geometry/geodesic.ts';
import type { Accuracy } from '../../../../shared/gnss/types.ts';
import type { Texts } from '../../../i18n/use-text.ts';

type Say = Texts['t'];

/** A length: metres, from a kilometre on kilometres. */
export const lengthText = (metres: number, t: Say): string =>
  metres < 1000
    ? t('position.metres', { n: metres.toFixed(metres < 100 ? 2 : 1) })
    : t('position.kilometres', { n: (metres / 1000).toFixed(2) });

/** `0:37:12` */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `±1.2 m`: fine receivers to the millimetre, others to the decimetre; null where nothing is known. */
export function accuracyText({ horizontalM }: Accuracy, t: Say): string | null {
  if (horizontalM === null) return null;
  const digits = horizontalM < 0.1 ? 3 : horizontalM < 1 ? 2 : 1;
  return t('position.within', { n: horizontalM.toFixed(digits) });
}

/** A place in the form of the county: X and Y of its zone, else degrees. */
export function placeText([lon, lat]: LonLat, zone: Crs | null): string {
  const xy = zone === null ? null : toZoneXY(lon, lat, zone);
  return xy === null ? `${lon.toFixed(8)}, ${lat.toFixed(8)}` : `X ${xy.x.toFixed(3)}  Y ${xy.y.toFixed(3)}`;
}
