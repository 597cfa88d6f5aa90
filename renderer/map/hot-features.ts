import type { Feature } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { FeatureRecord } from '../../shared/model/record.ts';
import { labelSourceLayer, shapeSourceLayer, tileFields } from '../../shared/map/tile-fields.ts';
import { collection, feature, packedFeature } from './geojson.ts';
import { labelPoint } from '../../shared/geometry/label-point.ts';
import { layerOf } from '../state/layers.ts';
import { setData } from './sources.ts';
import { coldSource, hotSource } from './style/ids.ts';

/** The edited features of one layer, drawn from a small source directly above its tiles. */
export class HotFeatures {
  readonly #map: MapLibreMap;
  readonly #layer: string;
  readonly #drawn = new Map<number, readonly Feature[]>();
  /** Features that are hidden in the tiles. */
  readonly #covered = new Set<number>();

  constructor(map: MapLibreMap, layer: string) {
    this.#map = map;
    this.#layer = layer;
  }

  get size(): number {
    return this.#drawn.size;
  }

  /** The map or the layer was taken away while a change was on its way to the screen. */
  get #gone(): boolean {
    return !this.#map.style || !this.#map.getSource(coldSource(this.#layer));
  }

  /** Shows or hides the copy of a feature. */
  #show(id: number, on: boolean): void {
    this.#map.setFeatureState({ source: hotSource(this.#layer), id }, { done: !on });
  }

  /** Puts the newest shape of features in, and takes those out that were deleted. Resolves when the map has them. */
  put(fids: readonly number[], records: readonly FeatureRecord[]): Promise<void> {
    if (this.#gone) return Promise.resolve();
    for (const fid of fids) {
      this.#drawn.delete(fid);
      // A new copy waits unseen: it is shown in the frame in which the tiles are covered.
      if (!this.#covered.has(fid)) this.#show(fid, false);
    }
    for (const record of records) {
      if (!record.geometry || record.geometry.xy.length === 0) continue;
      const properties = Object.fromEntries(
        tileFields(this.#layer, layerOf(this.#layer)?.style).map((name) => [
          name,
          record.fields[name] ?? null,
        ]),
      );
      const label = record.geometry.kind === 'point' ? undefined : labelPoint(record.geometry);
      this.#drawn.set(record.fid, [
        packedFeature(record.geometry, properties, record.fid),
        ...(label ? [feature({ type: 'Point', coordinates: [...label] }, properties, record.fid)] : []),
      ]);
    }
    return this.#draw();
  }

  /** Hides the features in the tiles and shows their hot copies, all in one frame. */
  cover(fids: readonly number[]): void {
    if (this.#gone) return;
    for (const id of fids) {
      this.#covered.add(id);
      this.#show(id, true);
      for (const target of this.#cold(id)) this.#map.setFeatureState(target, { hot: true });
    }
  }

  /** Shows the features in the tiles again and hides the copies, all in one frame. */
  uncover(fids: readonly number[]): void {
    if (this.#gone) {
      for (const id of fids) this.#covered.delete(id);
      return;
    }
    for (const id of fids) {
      for (const target of this.#cold(id)) this.#map.setFeatureState(target, { hot: false });
      this.#covered.delete(id);
      this.#show(id, false);
    }
  }

  /** Takes hidden copies out. */
  drop(fids: readonly number[]): void {
    for (const fid of fids) this.#drawn.delete(fid);
    void this.#draw();
  }

  /** Draws everything again after the graphics context was lost. */
  again(covered: readonly number[]): void {
    void this.#draw();
    this.cover(covered);
  }

  #cold(id: number) {
    const source = coldSource(this.#layer);
    return [
      { source, sourceLayer: shapeSourceLayer(this.#layer), id },
      { source, sourceLayer: labelSourceLayer(this.#layer), id },
    ];
  }

  #draw(): Promise<void> {
    return setData(this.#map, hotSource(this.#layer), collection([...this.#drawn.values()].flat()));
  }
}
