/** Colours of the map that are not a layer's own, for the light and the dark ground. */
export type MapTheme = 'light' | 'dark';
export const MAP_THEMES: readonly MapTheme[] = ['light', 'dark'];

export interface MapColors {
  readonly ground: string;
  /** Opacity of class fills: at the light value the pale farmland would glare on the dark ground. */
  readonly classOpacity: number;
  readonly hairline: string;
  readonly hairlineOpacity: number;
  readonly halo: string;
  readonly ink: string;
  readonly inkSecond: string;
  readonly inkWater: string;
  readonly accent: string;
  readonly casing: string;
  readonly difference: string;
  /** Plate under a marker and fill of a vertex handle. */
  readonly plate: string;
  readonly blocking: string;
  readonly error: string;
  readonly warning: string;
  readonly notice: string;
}

export const MAP_COLORS: Readonly<Record<MapTheme, MapColors>> = {
  light: {
    ground: '#f4f3ee',
    classOpacity: 0.7,
    hairline: '#57574b',
    hairlineOpacity: 0.45,
    halo: '#ffffff',
    ink: '#1b1f26',
    inkSecond: '#4a4f45',
    inkWater: '#14557f',
    accent: '#1d5fc4',
    casing: '#ffffff',
    difference: '#d4121f',
    plate: '#ffffff',
    blocking: '#b00d1e',
    error: '#b8430a',
    warning: '#7d5f00',
    notice: '#3b5f85',
  },
  dark: {
    ground: '#1a1d1f',
    classOpacity: 0.46,
    hairline: '#0b0d0e',
    hairlineOpacity: 0.6,
    halo: '#14171a',
    ink: '#f2f4f6',
    inkSecond: '#d6dacb',
    inkWater: '#a6d7f5',
    accent: '#6ea8ff',
    casing: '#0c0e10',
    difference: '#ff3b46',
    plate: '#23282f',
    blocking: '#ff7a80',
    error: '#ff9d66',
    warning: '#e2bd4e',
    notice: '#93b9e0',
  },
};

/** A colour for each theme. */
export type ThemedColor = Readonly<Record<MapTheme, string>>;
export const themed = (light: string, dark: string): ThemedColor => ({ light, dark });
