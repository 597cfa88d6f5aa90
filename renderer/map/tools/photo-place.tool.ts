import { takePlace } from '../../state/photos.ts';
import { useTool } from '../../state/tool.ts';
import type { MapTool } from './tool.ts';

/** One click says where a photograph was taken. */
export const photoPlaceTool = (): MapTool => ({
  id: 'photo-place',
  cursor: 'crosshair',
  click: (at) => takePlace(at.lonLat),
  key: (combination) => {
    if (combination !== 'Esc') return false;
    useTool.getState().setTool('select');
    return true;
  },
});
