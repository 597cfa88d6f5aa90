/** Names of map sources and images, in one place. */
export const coldSource = (layer: string): string => `cold:${layer}`;
export const hotSource = (layer: string): string => `hot:${layer}`;

export const SELECTION_SOURCE = 'overlay:selection';
export const PIECES_SOURCE = 'overlay:pieces';
export const MARKERS_SOURCE = 'overlay:markers';
export const FIX_SOURCE = 'overlay:fix';
export const DIFFERENCE_SOURCE = 'overlay:difference';
export const VERSIONS_SOURCE = 'overlay:versions';
export const INSPECTION_SOURCE = 'overlay:inspection';
export const MERGE_SOURCE = 'overlay:merge';
export const OVERLAY_SOURCES = [
  SELECTION_SOURCE,
  PIECES_SOURCE,
  MARKERS_SOURCE,
  FIX_SOURCE,
  DIFFERENCE_SOURCE,
  VERSIONS_SOURCE,
  INSPECTION_SOURCE,
  MERGE_SOURCE,
] as const;

/** The layer of a shape's map layers, from their id; null for overlays. */
export const layerOfStyleId = (id: string): string | null => {
  const match = /^(?:cold|hot):([a-z][a-z0-9_]*)\//.exec(id);
  return match ? match[1]! : null;
};
