import type { SketchForm } from '../../../shared/map/sketch.ts';
import { runCommand, selectWritten } from '../run-command.ts';
import { useTool } from '../../state/tool.ts';
import { featuresAlong } from './features-along.ts';
import { sketchTool } from './sketch-tool.ts';
import { selectedWritable } from './subjects.ts';
import type { Desk, MapTool } from './tool.ts';

/**
 * Splits features by what is drawn over them: those that are selected, or without a selection those of the active
 * layer that it meets.
 */
export const splitSketchTool =
  (id: 'split' | 'split-ring', form: SketchForm) =>
  (desk: Desk): MapTool =>
    sketchTool(desk, {
      id,
      begin: () => {
        const of = selectedWritable();
        return { layer: of[0]?.table ?? '', form, purpose: { kind: id, of } };
      },
      finish: async ({ purpose, points }) => {
        const refs = purpose.of.length > 0 ? purpose.of : await featuresAlong(points);
        if (refs.length === 0) return null;
        const sketch = { kind: form, points: [...points] };
        const done = await runCommand('split-by-sketch', { refs: [...refs], sketch });
        return done.ok ? done.value : null;
      },
      done: (commit, { purpose }) => {
        useTool.getState().setTool('select');
        const layer = purpose.of[0]?.table ?? commit.touched[0]?.layer;
        if (layer) void selectWritten(commit, layer, Infinity);
      },
    });
