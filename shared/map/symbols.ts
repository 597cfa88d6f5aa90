import type { GeomType } from '../model/layer.ts';
import type { LayerSymbol } from './symbol.ts';
import { themed } from './theme.ts';

const REDLINE = themed('#d0101c', '#ff4a52');
const FARMLAND = themed('#6a6a1a', '#d9d67a');
const BOUNDARY = themed('#7b2767', '#f09ad9');
const BOUNDARY_CASING = themed('#b28aa9', '#4f2a47');
const ECOLOGY = themed('#12703f', '#5fd697');
const PARK = themed('#3f3fc4', '#a9a8ff');
const PARK_FILL = themed('#5a5ae6', '#7f7fff');
const TOWN = themed('#5c2c0c', '#f0b48a');
const PROJECT = themed('#8a3d00', '#ffb877');
const COUNTY = themed('#4b4f57', '#c9ced6');
const HAIR = themed('#57574b', '#0b0d0e');
const ZONE = themed('#5b4a78', '#b9a5dd');
const FACILITY = themed('#0b5c73', '#7fd3ea');
const FIELD = themed('#8c1d5b', '#ff9fce');
const OWN = themed('#0d6b6b', '#74d6d0');

const both = (light: number, dark: number) => ({ light, dark });

/** First-level planning zones. No standard colours are published; these are a choice of our own. */
const ZONE_COLORS = {
  '1': themed('#2e8b57', '#2e8b57'),
  '2': themed('#8fc99b', '#8fc99b'),
  '3': themed('#e9d66b', '#e9d66b'),
  '4': themed('#e0808a', '#e0808a'),
  '5': themed('#cdb892', '#cdb892'),
  '6': themed('#7fb2d9', '#7fb2d9'),
  '7': themed('#a79bbd', '#a79bbd'),
};
const FUNCTION_COLORS = {
  urbanised: themed('#d98880', '#d98880'),
  agricultural: themed('#e3cf73', '#e3cf73'),
  ecological: themed('#7fbf8b', '#7fbf8b'),
};

/** The symbols of the built-in layers at 100%. Colours of the lines are a style option, not a standard. */
export const LAYER_SYMBOLS: Readonly<Record<string, LayerSymbol>> = {
  industrial_park: {
    fill: { kind: 'plain', color: PARK_FILL, opacity: 0.12 },
    strokes: [{ color: PARK, width: 2 }],
    label: { field: 'name', color: PARK, size: 13, bold: true, minZoom: 10.5, area: true, rank: 90 },
  },
  major_project: {
    fill: { kind: 'plain', color: PROJECT, opacity: 0.08 },
    strokes: [{ color: PROJECT, width: 1.5, dash: [6, 3] }],
    label: { field: 'name', color: PROJECT, size: 12, bold: false, minZoom: 12, area: false, rank: 60 },
  },
  land_use: {
    fill: { kind: 'by-code', field: 'land_class', colors: 'land_use_class', strength: 1 },
    strokes: [{ color: HAIR, width: 0.5, opacity: both(0.45, 0.6), minZoom: 14 }],
    label: {
      field: 'land_class',
      domain: 'land_use_class',
      color: 'ink-second',
      size: 10,
      bold: false,
      minZoom: 14.5,
      area: false,
      rank: 10,
    },
  },
  town_center: {
    strokes: [{ color: TOWN, width: 1.5, dash: [12, 3, 2, 3] }],
    mark: 'town-rank',
    shapeFromZoom: 12,
    label: { field: 'name', color: 'ink', size: 13, bold: true, minZoom: 8, area: false, rank: 95 },
  },
  functional_zone: {
    fill: { kind: 'by-code', field: 'zone_code', colors: ZONE_COLORS, prefix: 1, strength: 0.75 },
    strokes: [{ color: ZONE, width: 1, opacity: both(0.8, 0.8) }],
    label: {
      field: 'zone_code',
      domain: 'planning_zone',
      color: ZONE,
      size: 11,
      bold: false,
      minZoom: 12.5,
      area: false,
      rank: 20,
    },
  },
  ecological_zone: {
    pattern: { kind: 'dots', color: ECOLOGY, weight: 0.9, pitch: 8 },
    strokes: [{ color: ECOLOGY, width: 1.5 }],
    label: { field: 'name', color: ECOLOGY, size: 12, bold: false, minZoom: 11, area: false, rank: 70 },
  },
  township_function: {
    fill: { kind: 'by-code', field: 'main_function', colors: FUNCTION_COLORS, strength: 0.55 },
    strokes: [{ color: ZONE, width: 1.25, dash: [3, 2] }],
  },
  ecological_redline: {
    pattern: { kind: 'falling-hatch', color: REDLINE, weight: 1, pitch: 5, band: 7 },
    strokes: [{ color: REDLINE, width: 2 }],
    label: { field: 'name', color: REDLINE, size: 11, bold: false, minZoom: 12.5, area: false, rank: 40 },
  },
  basic_farmland: {
    pattern: { kind: 'rising-hatch', color: FARMLAND, weight: 1, pitch: 7 },
    strokes: [{ color: FARMLAND, width: 1.25 }],
  },
  urban_boundary: {
    strokes: [
      { color: BOUNDARY_CASING, width: 5, opacity: both(0.75, 0.9) },
      { color: BOUNDARY, width: 1.75, dash: [10, 4] },
    ],
  },
  county: {
    strokes: [
      { color: COUNTY, width: 6, opacity: both(0.12, 0.16) },
      { color: COUNTY, width: 1.25, dash: [10, 3, 2, 3] },
    ],
  },
  township: {
    strokes: [{ color: COUNTY, width: 1, dash: [7, 3, 1.5, 3], opacity: both(0.85, 0.75) }],
    label: {
      field: 'name',
      color: 'ink-second',
      size: 12,
      bold: false,
      minZoom: 9,
      maxZoom: 13,
      area: false,
      rank: 50,
    },
  },
  survey_parcel: {
    fill: { kind: 'by-code', field: 'survey_class', colors: 'survey_class', strength: 0.8 },
    strokes: [{ color: HAIR, width: 0.5, opacity: both(0.6, 0.7), minZoom: 14, dash: [3, 2] }],
    label: {
      field: 'survey_class',
      domain: 'survey_class',
      color: 'ink-second',
      size: 10,
      bold: false,
      minZoom: 14.5,
      area: false,
      rank: 9,
    },
  },
  public_facility: {
    strokes: [],
    mark: 'facility',
    label: { field: 'name', color: FACILITY, size: 11, bold: false, minZoom: 13.5, area: false, rank: 55 },
  },
  observation: {
    strokes: [],
    mark: 'observation',
    label: { field: 'description', color: FIELD, size: 11, bold: false, minZoom: 15, area: false, rank: 45 },
  },
  track: { strokes: [{ color: FIELD, width: 2, dash: [2, 2] }] },
};

export const FACILITY_COLOR = FACILITY;
export const OBSERVATION_COLOR = FIELD;
export const TOWN_COLOR = TOWN;

/** How many rings a level of town has, and whether a dot stands in them. */
export const TOWN_RINGS: Readonly<Record<string, readonly [1 | 2, boolean]>> = {
  central_city: [2, true],
  key_town: [1, true],
  ordinary_town: [1, true],
  country_market: [1, false],
};

const ownPolygon: LayerSymbol = {
  fill: { kind: 'plain', color: OWN, opacity: 0.1 },
  strokes: [{ color: OWN, width: 1.5 }],
  label: { field: 'name', color: OWN, size: 12, bold: false, minZoom: 11, area: false, rank: 30 },
};
const ownLine: LayerSymbol = { strokes: [{ color: OWN, width: 1.75 }] };
const ownPoint: LayerSymbol = { strokes: [], mark: 'observation', label: ownPolygon.label! };

/** The symbol of a layer: its own, or by geometry for a layer that a user added. */
export function layerSymbol(layer: string, geometry: GeomType | null): LayerSymbol {
  const own = LAYER_SYMBOLS[layer];
  if (own) return own;
  if (geometry === 'POINT') return ownPoint;
  return geometry === 'LINESTRING' ? ownLine : ownPolygon;
}
