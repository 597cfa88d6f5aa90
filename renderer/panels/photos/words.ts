import type { AttachmentRecord } from '../../../shared/bridge/task-contract.ts';
import { shiftText } from '../../../shared/photo/plan-photos.ts';
import type { Texts } from '../../i18n/use-text.ts';

type Say = Texts['t'];

const EIGHTHS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

/** `东 84°`, of true north. */
export const bearingWords = (t: Say, degrees: number): string =>
  t('field.bearing', {
    way: t(`field.way.${EIGHTHS[Math.round(degrees / 45) % 8]!}`),
    n: Math.round(degrees) % 360,
  });

/** The camera's time as it says it, without the letter between; of recorded evidence to the second. */
export const takenWords = (takenAt: string | null): string | null =>
  takenAt === null
    ? null
    : takenAt
        .replace('T', ' ')
        .replace(/\.\d+/, '')
        .replace(/Z$/, ' UTC')
        .replace(/([+-]\d\d:\d\d)$/, ' $1');

/** The same with what was added for the track. */
export function timeWords(
  t: Say,
  { takenAt, timeShiftS }: Pick<AttachmentRecord, 'takenAt' | 'timeShiftS'>,
): string {
  const taken = takenWords(takenAt);
  if (taken === null) return t('photos.no-time');
  return timeShiftS === null || timeShiftS === 0
    ? taken
    : t('photos.time-shifted', { taken, shift: shiftText(timeShiftS) });
}

/** Bytes as people say them. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}
