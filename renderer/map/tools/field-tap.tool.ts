import { takeTap } from '../../state/field-hand.ts';
import { useTool } from '../../state/tool.ts';
import type { MapTool } from './tool.ts';

/** One tap gives a place: of a new task, or where an observer stands. */
export const fieldTapTool = (): MapTool => ({
  id: 'field-tap',
  cursor: 'crosshair',
  click: (at) => takeTap(at.lonLat),
  key: (combination) => {
    if (combination !== 'Esc') return false;
    useTool.getState().setTool('select');
    return true;
  },
});
