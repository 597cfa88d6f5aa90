import { labelPoint } from '../../shared/geometry/label-point.ts';
import { services } from '../bridge/client.ts';
import { placeMeant } from './context-place.ts';
import { usePositionWork } from './position-work.ts';
import { useSelection } from './selection.ts';
import { useView } from './view.ts';

/** The middle of the map is the target. */
export function aimAtMiddle(): void {
  const [lon, lat] = useView.getState().centre;
  usePositionWork.getState().setTarget({ at: [lon, lat], name: null });
}

/** The place under the context menu is the target. */
export const aimHere = (): void => usePositionWork.getState().setTarget({ at: placeMeant(), name: null });

/** The selected feature is the target: a place inside of it, or on it. */
export async function aimAtSelected(): Promise<void> {
  const [ref] = useSelection.getState().refs;
  const found = ref === undefined ? undefined : await services()?.query.features({ refs: [ref] });
  const record = found?.ok ? found.value[0] : undefined;
  const at = record?.geometry ? labelPoint(record.geometry) : undefined;
  if (record === undefined || at === undefined) return;
  const name = record.fields['name'];
  usePositionWork.getState().setTarget({ at, name: typeof name === 'string' && name !== '' ? name : null });
}
