import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { layerOf } from '../../state/layers.ts';
import { useSettings } from '../../state/settings.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand, selectWritten } from '../run-command.ts';
import { ringTool } from './draw-ring.ts';
import type { Desk, MapTool } from './tool.ts';

/** Draws a new feature of the layer chosen by P, T or E. What it must have is asked for in the inspector. */
export const drawPolygonTool = (desk: Desk): MapTool =>
  ringTool(desk, {
    id: 'draw-polygon',
    begin: () => ({ layer: useTool.getState().drawLayer, purpose: { kind: 'feature' } }),
    live: (sketch, ring) => ({ ref: null, fields: sketch.fields, geometry: packPolygon([ring]) }),
    lacking: (sketch) => {
      const { language } = useSettings.getState().settings;
      return (layerOf(sketch.layer)?.schema.fields ?? [])
        .filter((field) => field.required && !field.system && !field.computed)
        .filter((field) => sketch.fields[field.name] == null)
        .map((field) => field.label[language]);
    },
    finish: async (sketch) => {
      const done = await runCommand('create-feature', {
        layer: sketch.layer,
        fields: sketch.fields,
        geometry: packPolygon([sketch.points]),
      });
      return done.ok ? done.value : null;
    },
    done: (commit, sketch) => {
      useTool.getState().setTool('select');
      void selectWritten(commit, sketch.layer);
    },
  });
