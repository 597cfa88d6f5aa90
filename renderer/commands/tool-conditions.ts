import type { Reason } from '../../shared/commands/define-command.ts';
import { layerOf, useLayers } from '../state/layers.ts';
import { useSelection } from '../state/selection.ts';
import { whenLayerWritable, whenSelectionWritable, whenWritable } from './conditions.ts';

type Condition = true | Reason;

const geometryOf = (layer: string): string => layerOf(layer)?.schema.geometry ?? '';
const isPolygon = (layer: string): boolean => geometryOf(layer).endsWith('POLYGON');

/** All that is selected may be written, and is polygons. */
export function whenPolygons(most = Infinity): Condition {
  const writable = whenSelectionWritable(most);
  if (writable !== true) return writable;
  const layers = new Set(useSelection.getState().refs.map(({ table }) => table));
  return [...layers].every(isPolygon) ? true : { key: 'ui.reason.polygon-only' };
}

export const whenOnePolygon = (): Condition => whenPolygons(1);

/** ... of a layer whose features may have several parts. */
export function whenOneMulti(): Condition {
  const one = whenOnePolygon();
  if (one !== true) return one;
  const layer = useSelection.getState().refs[0]?.table ?? '';
  return geometryOf(layer) === 'MULTIPOLYGON' ? true : { key: 'ui.reason.single-part' };
}

/** Several polygons of one layer. */
export function whenSeveralOfOneLayer(): Condition {
  const polygons = whenPolygons();
  if (polygons !== true) return polygons;
  const { refs } = useSelection.getState();
  if (refs.length < 2) return { key: 'ui.reason.select-several' };
  const one = refs.every(({ table }) => table === refs[0]!.table);
  return one ? true : { key: 'ui.reason.one-layer' };
}

/** Selected polygons, or without a selection an active layer of polygons. */
export function whenPolygonsOrLayer(): Condition {
  if (useSelection.getState().refs.length > 0) return whenPolygons();
  const { active } = useLayers.getState();
  if (active === null) return { key: 'ui.reason.select-or-layer' };
  const writable = whenLayerWritable(active);
  if (writable !== true) return writable;
  return isPolygon(active) ? true : { key: 'ui.reason.polygon-only' };
}

/** The active layer may be drawn in. */
export function whenActiveDrawable(): Condition {
  const writable = whenWritable();
  if (writable !== true) return writable;
  const { active } = useLayers.getState();
  if (active === null) return { key: 'ui.reason.no-active-layer' };
  return geometryOf(active) === '' ? { key: 'ui.reason.no-geometry' } : whenLayerWritable(active);
}
