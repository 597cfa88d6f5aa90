import type { FeatureRecord, RecordRef } from '../../../shared/model/record.ts';
import { layersOnMain } from '../../state/compare.ts';
import { layerOf, useLayers } from '../../state/layers.ts';
import { useSelection } from '../../state/selection.ts';
import { useSelectedFeatures } from '../selected-features.ts';

export const refOf = (record: FeatureRecord): RecordRef => ({ table: record.layer, uid: record.uid });

/** Whether features of the layer may be written. */
export const writable = (layer: string): boolean => {
  const state = layerOf(layer);
  return state !== undefined && !state.locked && !state.schema.readOnly;
};

/** The selected feature as it is in the file, when it is read. */
export const drawnOn = (ref: RecordRef | undefined): FeatureRecord | undefined =>
  useSelectedFeatures.getState().records.find((record) => record.uid === ref?.uid);

/** The selected polygons that may be written, as they are in the file. */
export const selectedPolygons = (): readonly FeatureRecord[] =>
  useSelectedFeatures
    .getState()
    .records.filter((record) => record.geometry?.kind === 'polygon' && writable(record.layer));

/** The one selected polygon that may be written; null when there is none, or more. */
export function onlyPolygon(): FeatureRecord | null {
  const [record, ...rest] = selectedPolygons();
  return record && rest.length === 0 && useSelection.getState().refs.length === 1 ? record : null;
}

/** Selected features of layers that may be written, whether they are read or not. */
export const selectedWritable = (): readonly RecordRef[] =>
  useSelection.getState().refs.filter((ref) => writable(ref.table));

/** Visible layers with a geometry, nearest to the eye first. */
export const visibleLayers = (): readonly string[] =>
  layersOnMain(useLayers.getState().layers ?? [])
    .filter((layer) => layer.visible && layer.schema.geometry !== null)
    .sort((a, b) => b.order - a.order)
    .map((layer) => layer.schema.id);
