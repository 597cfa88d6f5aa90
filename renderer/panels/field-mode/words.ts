import type { ObserverPosition } from '../../../shared/field/verdict.ts';
import type { Accuracy } from '../../../shared/gnss/types.ts';
import type { Texts } from '../../i18n/use-text.ts';

type Say = Texts['t'];

const EIGHTHS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

/** A length as people say it: metres below a kilometre. */
export const distanceText = (t: Say, metres: number): string =>
  metres < 1000
    ? t('field.metres', { n: metres < 10 ? metres.toFixed(1) : metres.toFixed(0) })
    : t('field.kilometres', { n: (metres / 1000).toFixed(2) });

/** `东 84°`, of true north. */
export const bearingText = (t: Say, degrees: number): string =>
  t('field.bearing', {
    way: t(`field.way.${EIGHTHS[Math.round(degrees / 45) % 8]!}`),
    n: Math.round(degrees) % 360,
  });

/** `±1.2米`; `±约5米（估计）` where nobody measured it; that it is unknown. */
export function accuracyText(t: Say, metres: number | null, source: Accuracy['source']): string {
  if (metres === null || source === 'unknown') return t('field.accuracy.unknown');
  const n = metres < 10 ? metres.toFixed(metres < 1 ? 2 : 1) : metres.toFixed(0);
  return t(source === 'estimated' ? 'field.accuracy.estimated' : 'field.accuracy.receiver', { n });
}

/** Where the observer stood and how that was got, in one line. */
export const positionText = (t: Say, { how, accuracyM, accuracyFrom }: ObserverPosition): string =>
  how === 'hand'
    ? t('field.position.hand')
    : t('field.position.receiver', { accuracy: accuracyText(t, accuracyM, accuracyFrom) });
