import Flatbush from 'flatbush';
import { fittedArea } from '../../../shared/geometry/area.ts';
import { unionBoxes } from '../../../shared/geometry/box.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { RegionTree } from '../../../shared/geometry/region-tree.ts';
import { pairMeasurer } from '../../../shared/check/measure-pair.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import type { GeometryReader, Shape } from '../../fixtures/county/geometry-reader.ts';

/**
 * - `pieces`: every pair with its parts as geometry, by the function the rules are given;
 * - `areas`: every pair with its area alone, no geometry of what is shared;
 * - `floor`: read, parse, index and measure the parcels: what no engine can save.
 */
export type PairwiseMode = 'pieces' | 'areas' | 'floor';

/** Parcels in one read. */
export const BLOCK = 512;

export interface PairwiseResult {
  /** Pairs whose boxes meet. */
  candidates: number;
  /** Pairs that share ground. */
  pairs: number;
  areaM2: number;
}

/** Told of every pair that shares ground. */
export type PairSink = (parcel: number, control: number, areaM2: number) => void;

const checkFeature = (layer: string, { fid, geometry }: Shape): CheckFeature => ({
  layer,
  fid,
  uid: '',
  fields: {},
  geometry,
});

type MeasureArea = (parcel: CheckFeature, control: CheckFeature) => number;

const byPieces = (overlay: Overlay): MeasureArea => {
  const measure = pairMeasurer(overlay);
  return (parcel, control) => {
    let sum = 0;
    for (const { areaM2 } of measure(parcel, control)) sum += areaM2;
    return sum;
  };
};

const byAreas = (overlay: Overlay, controls: readonly Shape[]): MeasureArea => {
  const trees = new Map<Packed, RegionTree>();
  const meter = fittedArea(unionBoxes(controls.map(({ geometry }) => geometry.box)));
  return (parcel, control) => {
    let tree = trees.get(control.geometry);
    if (tree === undefined) {
      tree = new RegionTree(control.geometry);
      trees.set(control.geometry, tree);
    }
    const lie = tree.classify(parcel.geometry.box);
    if (lie.kind === 'out') return 0;
    if (lie.kind === 'in') return meter.polygonAreaM2(parcel.geometry);
    return overlay.intersectionAreaM2(control.geometry, parcel.geometry);
  };
};

/**
 * Every parcel of the blocks against every control polygon. `nextBlock` gives the number of a block that nobody
 * has taken yet, and anything beyond the last when there is none.
 */
export function pairwise(
  reader: GeometryReader,
  overlay: Overlay,
  mode: PairwiseMode,
  nextBlock: () => number,
  sink: PairSink | null,
): PairwiseResult {
  const result: PairwiseResult = { candidates: 0, pairs: 0, areaM2: 0 };
  const controls = reader.shapes('control', 0, reader.last('control') + 1);
  const held = controls.map((shape) => checkFeature('control', shape));
  const index = new Flatbush(held.length);
  for (const { geometry } of held) index.add(...geometry.box);
  index.finish();
  const measure = mode === 'areas' ? byAreas(overlay, controls) : byPieces(overlay);
  const meter = fittedArea(unionBoxes(controls.map(({ geometry }) => geometry.box)));
  const last = reader.last('parcels');
  for (let block = nextBlock(); block * BLOCK <= last; block = nextBlock()) {
    for (const shape of reader.shapes('parcels', block * BLOCK, (block + 1) * BLOCK)) {
      const near = index.search(...shape.geometry.box);
      result.candidates += near.length;
      if (mode === 'floor') {
        result.areaM2 += meter.polygonAreaM2(shape.geometry);
        continue;
      }
      const parcel = checkFeature('parcels', shape);
      for (const i of near) {
        const control = held[i]!;
        const areaM2 = measure(parcel, control);
        if (areaM2 <= 0) continue;
        result.pairs++;
        result.areaM2 += areaM2;
        sink?.(shape.fid, control.fid, areaM2);
      }
    }
  }
  return result;
}
