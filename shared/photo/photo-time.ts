import type { PhotoFacts } from './photo-facts.ts';

/** Minutes that the clock of a camera is ahead of UTC where nothing else is said: China's. */
export const DEFAULT_ZONE_MINUTES = 480;

const pad = (value: number): string => String(value).padStart(2, '0');

/** `+08:00` of minutes. */
export const zoneText = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(minutes) / 60))}:${pad(Math.abs(minutes) % 60)}`;

/** Minutes of `+8`, `+08:00`, `-3:30` or `Z`; null for what is no zone. */
export function readZone(text: string): number | null {
  if (/^z$/i.test(text)) return 0;
  const match = /^([+-]?)(\d{1,2})(?::?([0-5]\d))?$/.exec(text.trim());
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return null;
  return match[1] === '-' && minutes !== 0 ? -minutes : minutes;
}

/** The camera's time with its zone, the file's own before the stated one: what is kept of it. */
export const takenAtWithZone = (
  { takenAt, offsetMinutes }: Pick<PhotoFacts, 'takenAt' | 'offsetMinutes'>,
  zoneMinutes: number,
): string | null => (takenAt === null ? null : `${takenAt}${zoneText(offsetMinutes ?? zoneMinutes)}`);

/**
 * When a photograph was taken by its camera's clock, milliseconds since 1970; NaN for none.
 *
 * @param zoneMinutes of the camera, where the file does not say one
 * @param shiftS seconds that the clock was behind: they are added
 */
export function photoTimeMs(
  facts: Pick<PhotoFacts, 'takenAt' | 'offsetMinutes'>,
  zoneMinutes: number,
  shiftS: number,
): number {
  const text = takenAtWithZone(facts, zoneMinutes);
  return text === null ? NaN : Date.parse(text) + shiftS * 1000;
}
