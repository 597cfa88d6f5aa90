import { text } from './text.ts';
import type { Language } from './languages.ts';

export type AreaUnit = 'ha' | 'mu' | 'm2' | 'km2';

/** Square metres in one of each unit; 1 mu is 2000/3 m2. */
export const M2_PER: Readonly<Record<AreaUnit, number>> = { ha: 10_000, mu: 2000 / 3, m2: 1, km2: 1_000_000 };

/** An area without its unit, two decimals, no digit grouping. */
export const areaNumber = (m2: number, unit: AreaUnit): string => (m2 / M2_PER[unit]).toFixed(2);

/**
 * An area with its unit. Chinese text carries no space: the gap between figure and unit is made by the page.
 */
export const formatArea = (language: Language, m2: number, unit: AreaUnit): string =>
  `${areaNumber(m2, unit)}${language === 'en' ? ' ' : ''}${text(language, `unit.${unit}`)}`;

/** `2026-11-22 12:03:07` in local time from an ISO time. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
