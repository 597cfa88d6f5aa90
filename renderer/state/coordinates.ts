import { useMemo } from 'react';
import { create } from 'zustand';
import { crsByEpsg, type Crs } from '../../shared/crs/catalogue.ts';
import { POSITION_FORMS, type PositionForm } from '../../shared/crs/coordinate-text.ts';
import type { CoordinateContext } from '../../shared/crs/readings.ts';
import type { LonLat } from '../../shared/geometry/geodesic.ts';
import { pointInPolygon } from '../../shared/geometry/predicates.ts';
import { useSession } from './session.ts';
import { useCountyShape } from './use-county-shape.ts';

/** How positions are shown and typed, and where the user has gone to; remembered on this computer. */
export interface Coordinates {
  /** Forms that the status bar shows, in the order of `POSITION_FORMS`; never none. */
  readonly forms: readonly PositionForm[];
  /** Whether points are typed as X and Y of the zone or in degrees. */
  readonly entry: 'zone' | 'degrees';
  /** What was typed to go to places, newest first. */
  readonly places: readonly string[];
}

export interface CoordinatesState extends Coordinates {
  /** The bar to type a place in is open. */
  readonly goToOpen: boolean;
  /** The place gone to, marked on the map. */
  readonly marker: LonLat | null;
  readonly setForms: (forms: readonly PositionForm[]) => void;
  readonly setEntry: (entry: Coordinates['entry']) => void;
  readonly openGoTo: (open: boolean) => void;
  /** Marks a place, and keeps what was typed for it. */
  readonly mark: (marker: LonLat | null, typed?: string) => void;
}

const KEY = 'lantu.coordinates';
const MOST_PLACES = 8;
const LONGEST = 200;
const DEFAULT: Coordinates = { forms: ['degrees', 'zone'], entry: 'zone', places: [] };

/** What was kept; everything that does not fit is as at the first start. */
export function readCoordinates(kept: string | null): Coordinates {
  let raw: Record<string, unknown>;
  try {
    raw = (JSON.parse(kept ?? '{}') ?? {}) as Record<string, unknown>;
  } catch {
    return DEFAULT;
  }
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const forms = POSITION_FORMS.filter((form) => list(raw['forms']).includes(form));
  const places = list(raw['places']).filter(
    (one): one is string => typeof one === 'string' && one !== '' && one.length <= LONGEST,
  );
  return {
    forms: forms.length > 0 ? forms : DEFAULT.forms,
    entry: raw['entry'] === 'degrees' ? 'degrees' : 'zone',
    places: places.slice(0, MOST_PLACES),
  };
}

const stored = (): string | null => (typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY));

export const useCoordinates = create<CoordinatesState>()((set) => ({
  ...readCoordinates(stored()),
  goToOpen: false,
  marker: null,
  setForms: (forms) =>
    set(forms.length === 0 ? {} : { forms: POSITION_FORMS.filter((form) => forms.includes(form)) }),
  setEntry: (entry) => set({ entry }),
  openGoTo: (goToOpen) => set({ goToOpen }),
  mark: (marker, typed) =>
    set(({ places }) => ({
      marker,
      places:
        typed === undefined || typed.length > LONGEST
          ? places
          : [typed, ...places.filter((one) => one !== typed)].slice(0, MOST_PLACES),
    })),
}));

useCoordinates.subscribe(({ forms, entry, places }) => {
  if (typeof localStorage !== 'undefined')
    localStorage.setItem(KEY, JSON.stringify({ forms, entry, places }));
});

/** The zone of the open blueprint, null without one. */
export const zoneNow = (): Crs | null => zoneOf(useSession.getState().blueprint?.zoneEpsg ?? null);
const zoneOf = (epsg: number | null): Crs | null => (epsg === null ? null : (crsByEpsg(epsg) ?? null));

/** The zone of the open blueprint, following changes. */
export function useZone(): Crs | null {
  const epsg = useSession((state) => state.blueprint?.zoneEpsg ?? null);
  return useMemo(() => zoneOf(epsg), [epsg]);
}

/** What typed coordinates are understood by: the blueprint's zone and the outline of its county. */
export function useCoordinateContext(): CoordinateContext {
  const zone = useZone();
  const county = useCountyShape();
  return useMemo(
    () => ({
      zone,
      inside: county === null ? null : ([lon, lat]) => pointInPolygon(county, lon, lat) !== 'outside',
    }),
    [zone, county],
  );
}
