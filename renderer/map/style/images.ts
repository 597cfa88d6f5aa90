import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import {
  FACILITY_COLOR,
  LAYER_SYMBOLS,
  OBSERVATION_COLOR,
  TOWN_COLOR,
  TOWN_RINGS,
} from '../../../shared/map/symbols.ts';
import type { PatternSymbol } from '../../../shared/map/symbol.ts';
import { MAP_COLORS, type MapTheme } from '../../../shared/map/theme.ts';
import { SEVERITIES } from '../../../shared/rules/rule.ts';
import {
  badgeImage,
  FACILITY_KINDS,
  facilityImage,
  markerImage,
  observationImage,
  patternImage,
  styledPatternImage,
  TOWN_LEVELS,
  townImage,
} from './image-names.ts';
import {
  badgePicture,
  glyphPicture,
  IMAGE_RATIO,
  markerPicture,
  observationPicture,
  patternPicture,
  townPicture,
} from './paint-images.ts';

/** Every generated image of a theme by its name. Characters on plates follow the language. */
export function* imagesOf(theme: MapTheme, language: Language): Generator<readonly [string, ImageData]> {
  const halo = MAP_COLORS[theme].halo;
  for (const [layer, { pattern }] of Object.entries(LAYER_SYMBOLS)) {
    if (pattern) yield [patternImage(layer, theme), patternPicture(pattern, theme)];
  }
  for (const level of TOWN_LEVELS) {
    const [rings, dot] = TOWN_RINGS[level] ?? [1, false];
    yield [townImage(level, theme), townPicture(rings, dot, TOWN_COLOR[theme], halo)];
  }
  for (const kind of FACILITY_KINDS) {
    yield [
      facilityImage(kind, theme),
      glyphPicture(text(language, `map.facility.${kind}`), FACILITY_COLOR[theme], halo),
    ];
  }
  for (const severity of SEVERITIES) yield [markerImage(severity, theme), markerPicture(severity, theme)];
  yield [observationImage(theme), observationPicture(OBSERVATION_COLOR[theme], halo)];
  yield [badgeImage(theme), badgePicture(theme)];
}

/** Gives the map the pattern of a style. */
export function installPattern(map: MapLibreMap, pattern: PatternSymbol, theme: MapTheme): void {
  const name = styledPatternImage(pattern, theme);
  if (!map.hasImage(name)) map.addImage(name, patternPicture(pattern, theme), { pixelRatio: IMAGE_RATIO });
}

/** Gives the map the images of a theme and language; images that are there are renewed. */
export function installImages(map: MapLibreMap, theme: MapTheme, language: Language): void {
  for (const [name, image] of imagesOf(theme, language)) {
    if (map.hasImage(name)) map.updateImage(name, image);
    else map.addImage(name, image, { pixelRatio: IMAGE_RATIO });
  }
}
