import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { LayerState } from '../../shared/bridge/store-contract.ts';
import { styledSymbol } from '../../shared/map/styled-symbol.ts';
import { dropSources, ensureBackgrounds, ensureSources } from './sources.ts';
import { installImages, installPattern } from './style/images.ts';
import type { Look } from './style/layer-specs.ts';
import { backgroundSource } from './style/background-layers.ts';
import { planChanges, type StyleStep } from './style/plan-changes.ts';
import { drawnLayers, wholeStyle } from './style/whole-style.ts';

/** Brings the map's layers to what the plan tree, the theme and the language say, step by step, without a reload. */
export class StyleKeeper {
  readonly #map: MapLibreMap;
  #shown: readonly LayerSpecification[] = [];
  #images = '';
  readonly #address: ((layer: string) => string) | undefined;
  #layers: ReadonlySet<string> = new Set();
  #backgrounds: ReadonlySet<string> = new Set();

  /** @param address where the tiles of a layer are asked for; those of its present state when absent */
  constructor(map: MapLibreMap, address?: (layer: string) => string) {
    this.#map = map;
    this.#address = address;
  }

  show(layers: readonly LayerState[], look: Look): void {
    ensureSources(
      this.#map,
      drawnLayers(layers).map((layer) => layer.schema.id),
      this.#address,
    );
    const backgrounds = look.backgrounds ?? [];
    ensureBackgrounds(this.#map, backgrounds);
    const images = `${look.theme} ${look.language}`;
    if (images !== this.#images) {
      installImages(this.#map, look.theme, look.language);
      this.#images = images;
    }
    for (const layer of drawnLayers(layers)) {
      const { pattern } = layer.style?.pattern ? styledSymbol(layer) : {};
      if (pattern) installPattern(this.#map, pattern, look.theme);
    }
    const wanted = wholeStyle(layers, look);
    for (const step of planChanges(this.#shown, wanted)) this.#do(step);
    this.#shown = wanted;
    const now = new Set(drawnLayers(layers).map((layer) => layer.schema.id));
    dropSources(
      this.#map,
      [...this.#layers].filter((layer) => !now.has(layer)),
    );
    this.#layers = now;
    const pictures = new Set(backgrounds.map(backgroundSource));
    for (const gone of this.#backgrounds) {
      if (!pictures.has(gone) && this.#map.getSource(gone)) this.#map.removeSource(gone);
    }
    this.#backgrounds = pictures;
  }

  #do(step: StyleStep): void {
    const map = this.#map;
    switch (step.do) {
      case 'remove':
        map.removeLayer(step.id);
        break;
      case 'add':
        map.addLayer(step.layer, step.before);
        break;
      case 'move':
        map.moveLayer(step.id, step.before);
        break;
      case 'paint':
        map.setPaintProperty(step.id, step.name as 'fill-opacity', step.value as number, { validate: false });
        break;
      case 'layout':
        map.setLayoutProperty(step.id, step.name as 'visibility', step.value as 'visible', {
          validate: false,
        });
        break;
    }
  }
}
