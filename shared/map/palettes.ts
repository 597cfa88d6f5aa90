import { codeList } from '../model/code-list.ts';
import type { StyleClass } from '../model/layer-style.ts';
import { classColor } from './class-colors.ts';
import { LAYER_SYMBOLS } from './symbols.ts';

/**
 * Colours for classes that no standard colours: Paul Tol's "muted" and Okabe and Ito's set, in an order in which
 * neighbours stay apart for red-blind, green-blind and blue-blind eyes (tested); more classes repeat it lighter.
 */
const QUALITATIVE = [
  '#332288',
  '#ddcc77',
  '#117733',
  '#cc6677',
  '#88ccee',
  '#aa4499',
  '#44aa99',
  '#882255',
  '#999933',
  '#e69f00',
] as const;

const mixed = (color: string, share: number): string =>
  `#${[1, 3, 5]
    .map((at) => {
      const part = Number.parseInt(color.slice(at, at + 2), 16);
      return Math.round(part + (255 - part) * share)
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;

/** The colour of the n-th class. */
export function qualitativeColor(n: number): string {
  const color = QUALITATIVE[n % QUALITATIVE.length]!;
  const round = Math.floor(n / QUALITATIVE.length) % 3;
  return round === 0 ? color : mixed(color, round * 0.3);
}

/** Ramps from small to large; lightness alone tells their order. */
export const RAMPS: Readonly<Record<string, readonly string[]>> = {
  viridis: ['#fde725', '#7ad151', '#22a884', '#2a788e', '#414487', '#440154'],
  blues: ['#eff3ff', '#c6dbef', '#9ecae1', '#6baed6', '#3182bd', '#08519c'],
  greens: ['#edf8e9', '#c7e9c0', '#a1d99b', '#74c476', '#31a354', '#006d2c'],
  oranges: ['#feedde', '#fdd0a2', '#fdae6b', '#fd8d3c', '#e6550d', '#a63603'],
  purples: ['#f2f0f7', '#dadaeb', '#bcbddc', '#9e9ac8', '#756bb1', '#54278f'],
  'blue-red': ['#2166ac', '#92c5de', '#e7eef2', '#f9d9c6', '#e58368', '#b2182b'],
};

const channel = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);

/** `count` colours along a ramp, its ends included. */
export function rampColors(ramp: string, count: number): string[] {
  const stops = RAMPS[ramp] ?? RAMPS.viridis!;
  return Array.from({ length: count }, (_, i) => {
    const place = count === 1 ? (stops.length - 1) / 2 : (i * (stops.length - 1)) / (count - 1);
    const low = Math.min(stops.length - 2, Math.floor(place));
    const share = place - low;
    const parts = [1, 3, 5].map((at) =>
      Math.round(channel(stops[low]!, at) * (1 - share) + channel(stops[low + 1]!, at) * share),
    );
    return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** The standard colour of a code, where its list has colours or a built-in layer gives it one. */
export function standardColor(domain: string, code: string): string | null {
  if (domain === 'land_use_class' || domain === 'survey_class') return classColor(domain, code);
  for (const { fill } of Object.values(LAYER_SYMBOLS)) {
    if (fill?.kind !== 'by-code' || typeof fill.colors === 'string') continue;
    const key = domain === 'planning_zone' && fill.prefix ? code.slice(0, fill.prefix) : code;
    const known = (domain === 'planning_zone') === (fill.prefix !== undefined) ? fill.colors[key] : undefined;
    if (known) return known.light.toLowerCase();
  }
  return null;
}

/** A class for each value, in its standard colour where there is one. */
export function classesOf(values: readonly (string | number)[], domain: string | undefined): StyleClass[] {
  const list = domain === undefined ? undefined : codeList(domain);
  const place = new Map((list ?? []).map((entry, i) => [entry.code, i]));
  const ordered = list
    ? values.toSorted((a, b) => (place.get(String(a)) ?? Infinity) - (place.get(String(b)) ?? Infinity))
    : values;
  return ordered.map((value, i) => ({
    values: [value],
    color: (domain === undefined ? null : standardColor(domain, String(value))) ?? qualitativeColor(i),
    label: null,
  }));
}
