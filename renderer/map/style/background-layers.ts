import type { LayerSpecification, RasterSourceSpecification } from 'maplibre-gl';
import type { BackgroundState } from '../../../shared/background/types.ts';
import { backgroundAddress } from '../../../shared/map/background-address.ts';

/** Source of a background's pictures; another one when they change. */
export const backgroundSource = ({ id, version }: BackgroundState): string => `background:${id}@${version}`;

/** The source of a background that can be drawn. */
export function backgroundSourceSpec(background: BackgroundState): RasterSourceSpecification | null {
  const { id, version, tiles } = background;
  if (tiles === null) return null;
  const { minZoom, maxZoom, bounds, tileSize } = tiles;
  return {
    type: 'raster',
    tiles: [backgroundAddress(id, version)],
    minzoom: minZoom,
    maxzoom: maxZoom,
    tileSize,
    ...(bounds && { bounds: [bounds[0], bounds[1], bounds[2], bounds[3]] }),
  };
}

/** Map layers of the backgrounds, the lowest first. */
export const backgroundLayers = (backgrounds: readonly BackgroundState[]): LayerSpecification[] =>
  backgrounds.flatMap((background): LayerSpecification[] =>
    background.tiles === null
      ? []
      : [
          {
            id: `${backgroundSource(background)}/picture`,
            type: 'raster',
            source: backgroundSource(background),
            layout: { visibility: background.visible ? 'visible' : 'none' },
            paint: { 'raster-opacity': background.opacity, 'raster-fade-duration': 0 },
          },
        ],
  );
