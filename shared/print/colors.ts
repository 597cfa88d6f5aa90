import type { Ink, Pen } from './display-list.ts';

/** What lines and letters of the sheet itself are drawn in. */
export const BLACK = '#16181c';
export const GREY = '#5b6069';
export const PAPER = '#ffffff';

export const ink = (color: string, opacity = 1): Ink => ({ color, opacity });

/** A full line with square corners; more by `options`. */
export const pen = (color: string, width: number, options: Partial<Pen> = {}): Pen => ({
  color,
  width,
  opacity: 1,
  dash: [],
  cap: 'butt',
  join: 'miter',
  ...options,
});

/** The colour that `color` gives on white paper at an opacity: drawn wholly, so that neighbours may overlap unseen. */
export function onPaper(color: string, opacity: number): string {
  const value = parseInt(color.slice(1), 16);
  const mixed = [value >> 16, (value >> 8) & 255, value & 255].map((part) =>
    Math.round(part * opacity + 255 * (1 - opacity)),
  );
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
