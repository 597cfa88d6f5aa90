import { chinaMoment } from '../../shared/export/china-moment.ts';
import type { OutFeature, OutLayer, OutNote } from '../../shared/export/out-layer.ts';

/** A layer whose moments have no zones, and what is to be said of it once it was read. */
export interface ZonelessLayer {
  readonly layer: OutLayer;
  /** Note `china-time` (count) where moments had zones; of the last reading. */
  readonly notes: () => OutNote[];
}

/**
 * A layer with its moments in China time, without a zone. Rows of a layer with moments are not copied from where they
 * lie, which is as UTC.
 */
export function zoneless(layer: OutLayer): ZonelessLayer {
  const moments = layer.fields.map(({ type }) => type === 'datetime');
  if (!moments.includes(true)) return { layer, notes: () => [] };
  let count = 0;
  async function* features(): AsyncGenerator<OutFeature> {
    count = 0;
    for await (const feature of layer.features()) {
      const values = feature.values.map((value, i) => (moments[i] === true ? chinaMoment(value) : value));
      count += values.filter((value, i) => value !== feature.values[i]).length;
      yield { ...feature, values };
    }
  }
  const { stored: _lying, ...rest } = layer;
  return {
    layer: { ...rest, features },
    notes: () => (count === 0 ? [] : [{ code: 'china-time', layer: layer.title, params: { count } }]),
  };
}
