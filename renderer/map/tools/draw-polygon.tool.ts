import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand, selectWritten } from '../run-command.ts';
import { ringTool } from './draw-ring.ts';
import type { Desk, MapTool } from './tool.ts';

/** Draws a new feature of the layer chosen by P, T or E. Its attributes are asked for in the inspector. */
export const drawPolygonTool = (desk: Desk): MapTool =>
  ringTool(desk, {
    id: 'draw-polygon',
    begin: () => ({ layer: useTool.getState().drawLayer, purpose: { kind: 'feature' } }),
    live: () => ({ ref: null, fields: {} }),
    finish: async (sketch) => {
      const done = await runCommand('create-feature', {
        layer: sketch.layer,
        fields: {},
        geometry: packPolygon([sketch.points]),
      });
      if (!done.ok) return false;
      await selectWritten(done.value, sketch.layer);
      useTool.getState().setTool('select');
      return true;
    },
  });
