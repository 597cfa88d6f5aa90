import { packFlat, packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LonLat, Sketch, SketchForm } from '../../../shared/map/sketch.ts';
import { layerOf } from '../../state/layers.ts';
import { useSettings } from '../../state/settings.ts';
import { useTool, type ToolId } from '../../state/tool.ts';
import { runCommand, selectWritten } from '../run-command.ts';
import { fitOf } from './fit.ts';
import { sketchTool } from './sketch-tool.ts';
import type { Desk, MapTool } from './tool.ts';

/** The drawn points as a geometry of their form. */
export function shapeOf(form: SketchForm, points: readonly LonLat[]): Packed {
  if (form === 'ring') return packPolygon([points]);
  return packFlat(form, [[points.flat()]]);
}

/** Draws new features of the layer chosen for drawing. What they must have is asked for in the inspector. */
export const drawFeatureTool =
  (id: ToolId, form: SketchForm) =>
  (desk: Desk): MapTool =>
    sketchTool(desk, {
      id,
      begin: () => ({ layer: useTool.getState().drawLayer, form, purpose: { kind: 'feature', of: [] } }),
      live: (sketch, ring) => ({ ref: null, fields: sketch.fields, geometry: packPolygon([ring]) }),
      lacking: (sketch) => lackingFields(sketch),
      finish: async (sketch) => {
        const done = await runCommand('create-feature', {
          layer: sketch.layer,
          fields: sketch.fields,
          geometry: shapeOf(form, sketch.points),
          ...fitOf(),
        });
        return done.ok ? done.value : null;
      },
      done: (commit, sketch) => {
        useTool.getState().setTool('select');
        void selectWritten(commit, sketch.layer);
      },
    });

/** Labels of the required attributes that the sketch does not have yet. */
function lackingFields(sketch: Sketch): readonly string[] {
  const { language } = useSettings.getState().settings;
  return (layerOf(sketch.layer)?.schema.fields ?? [])
    .filter((field) => field.required && !field.system && !field.computed)
    .filter((field) => sketch.fields[field.name] == null)
    .map((field) => field.label[language]);
}
