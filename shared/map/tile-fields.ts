import { styleFields, type LayerStyle } from '../model/layer-style.ts';

/**
 * What a vector tile carries besides the feature id (the fid): the fields that drawing reads, by layer.
 * Everything else is asked for when it is needed, so tiles stay small.
 */
const BY_LAYER: Readonly<Record<string, readonly string[]>> = {
  industrial_park: ['name', 'park_kind', 'area_m2'],
  major_project: ['name', 'project_type'],
  land_use: ['land_class'],
  town_center: ['name', 'town_level', 'area_m2'],
  functional_zone: ['zone_code'],
  ecological_zone: ['name', 'zone_type'],
  township_function: ['main_function'],
  ecological_redline: ['name', 'redline_kind'],
  basic_farmland: [],
  urban_boundary: ['boundary_kind'],
  county: ['name'],
  township: ['name'],
  survey_parcel: ['survey_class'],
  public_facility: ['name', 'facility_kind'],
  observation: ['observation_kind', 'description'],
  track: [],
};

/** Fields that the standard symbol of a layer reads; that of a user's own layer shows its name. */
export const standardTileFields = (layer: string): readonly string[] => BY_LAYER[layer] ?? ['name'];

/** Fields of a layer that its tiles carry: those its standard symbol reads, and those its style reads. */
export const tileFields = (layer: string, style?: LayerStyle | null): readonly string[] => {
  const standard = standardTileFields(layer);
  const styled = styleFields(style);
  return styled.length === 0 ? standard : [...new Set([...standard, ...styled])];
};

/** Source-layer of a layer's label points, which stand beside its shapes in the same tile. */
export const labelSourceLayer = (layer: string): string => `${layer}_label`;
/** Source-layer of a layer's shapes. */
export const shapeSourceLayer = (layer: string): string => layer;

/** Scheme of tile addresses; the page answers them itself. Each further map has one of its own, `lantu-tile-left`. */
export const TILE_SCHEME = 'lantu-tile';
/** @param state the layer as it was after this change; null or absent: as it is now */
export const tileAddress = (
  layer: string,
  state: number | null = null,
  scheme: string = TILE_SCHEME,
): string => `${scheme}://${layer}${state === null ? '' : `@${state}`}/{z}/{x}/{y}`;

/** Tiles are made down to this zoom; a tile unit is then 2 to 9 mm and hot copies do not jump. */
export const TILE_MAX_ZOOM = 20;

export interface TileAddress {
  readonly layer: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
  /** After which change; absent: as it is now. */
  readonly state?: number;
}

/** Reads an address made from `tileAddress`; null when it is none. */
export function parseTileAddress(address: string): TileAddress | null {
  const match = /^lantu-tile(?:-[a-z]+)?:\/\/([a-z][a-z0-9_]*)(?:@(\d+))?\/(\d+)\/(\d+)\/(\d+)$/.exec(
    address,
  );
  if (!match) return null;
  const state = match[2] === undefined ? {} : { state: Number(match[2]) };
  return { layer: match[1]!, ...state, z: Number(match[3]), x: Number(match[4]), y: Number(match[5]) };
}
