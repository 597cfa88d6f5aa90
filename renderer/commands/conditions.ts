import type { Reason } from '../../shared/commands/define-command.ts';
import { layerOf } from '../state/layers.ts';
import { selectedLayers, useSelection } from '../state/selection.ts';
import { useSession } from '../state/session.ts';

type Condition = true | Reason;

/** A blueprint is open and its services answer. */
export const whenOpen = (): Condition =>
  useSession.getState().ready ? true : { key: 'ui.reason.not-ready' };

/** ... and it may be written. */
export function whenWritable(): Condition {
  const open = whenOpen();
  if (open !== true) return open;
  return useSession.getState().blueprint?.readOnly ? { key: 'ui.reason.read-only' } : true;
}

/** ... and features may be put into a layer. */
export function whenLayerWritable(layer: string): Condition {
  const writable = whenWritable();
  if (writable !== true) return writable;
  const state = layerOf(layer);
  if (state === undefined) return { key: 'ui.reason.not-ready' };
  if (state.schema.readOnly) return { key: 'ui.reason.control-line' };
  return state.locked ? { key: 'ui.reason.locked' } : true;
}

/** ... and the selection is not empty and lies in layers that may be written. */
export function whenSelectionWritable(most = Infinity): Condition {
  const writable = whenWritable();
  if (writable !== true) return writable;
  const { refs } = useSelection.getState();
  if (refs.length === 0) return { key: 'ui.reason.nothing-selected' };
  if (refs.length > most) return { key: 'ui.reason.select-one' };
  for (const layer of selectedLayers(refs)) {
    const state = whenLayerWritable(layer);
    if (state !== true) return state;
  }
  return true;
}
