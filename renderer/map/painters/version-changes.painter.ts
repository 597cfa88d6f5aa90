import type { Map as MapLibreMap } from 'maplibre-gl';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import { useCompare } from '../../state/compare.ts';
import { useLayout } from '../../state/layout.ts';
import { changeKey, shownChanges, useVersionChanges } from '../../state/version-changes.ts';
import { onRestored } from '../create-map.ts';
import { collection, packedFeature } from '../geojson.ts';
import { setData } from '../sources.ts';
import { VERSIONS_SOURCE } from '../style/ids.ts';
import { pulse } from './pulse.ts';

/** Whether what differs is outlined now: while two states are compared, or their list is in front. */
function outlined(): boolean {
  const { mode, highlight } = useCompare.getState();
  const { tab, dockOpen } = useLayout.getState();
  return mode === 'single' ? tab === 'changes' && dockOpen : highlight;
}

/** Outlines what differs between two states, the change that is looked at more strongly. */
export function paintVersionChanges(map: MapLibreMap): () => void {
  const draw = (): Promise<void> => {
    const state = useVersionChanges.getState();
    const seen = outlined()
      ? shownChanges(state)
      : shownChanges(state).filter((change) => changeKey(change) === state.focused);
    const features = seen.flatMap((change) =>
      change.geometry === null || isEmptyPacked(change.geometry)
        ? []
        : [packedFeature(change.geometry, { focused: changeKey(change) === state.focused })],
    );
    return setData(map, VERSIONS_SOURCE, collection(features));
  };
  void draw();
  onRestored(map, () => void draw());
  const stops = [
    useVersionChanges.subscribe((state, before) => {
      const same =
        state.result === before.result &&
        state.kinds === before.kinds &&
        state.layer === before.layer &&
        state.focused === before.focused;
      const drawn = same ? Promise.resolve() : draw();
      if (state.pulse !== before.pulse) void drawn.then(() => pulse(map, 'versions/pulse'));
    }),
    useCompare.subscribe((state, before) => {
      if (state.mode !== before.mode || state.highlight !== before.highlight) void draw();
    }),
    useLayout.subscribe((state, before) => {
      if (state.tab !== before.tab || state.dockOpen !== before.dockOpen) void draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
