import { splitBySketch } from '../../../shared/geometry/split.ts';
import { runCommand, selectWritten } from '../run-command.ts';
import { useTool } from '../../state/tool.ts';
import { featuresAlong } from './features-along.ts';
import { sketchTool } from './sketch-tool.ts';
import { drawnOn, selectedWritable } from './subjects.ts';
import type { Desk, MapTool } from './tool.ts';

/** The pieces of more features than this are not shown while drawing. */
const MOST_SHOWN = 20;
/** Points a sketch has before it can cut. */
const FEWEST = { line: 2, ring: 3 } as const;

/**
 * Splits features by what is drawn over them: those that are selected, or without a selection those of the active
 * layer that it meets.
 */
export const splitSketchTool =
  (id: 'split' | 'split-ring', form: 'line' | 'ring') =>
  (desk: Desk): MapTool =>
    sketchTool(desk, {
      id,
      begin: () => {
        const of = selectedWritable();
        return { layer: of[0]?.table ?? '', form, purpose: { kind: id, of } };
      },
      // The pieces are drawn beside each other, so that it is seen whether the sketch cuts through.
      ghosts: ({ purpose }, outline) => {
        const shapes = purpose.of.flatMap((ref) => drawnOn(ref)?.geometry ?? []);
        if (shapes.length === 0 || shapes.length > MOST_SHOWN || outline.length < FEWEST[form]) return [];
        const made = splitBySketch(
          shapes,
          { kind: form, points: outline },
          shapes.map(() => true),
        );
        return made.flatMap((pieces) =>
          (pieces ?? []).map((geometry) => ({ geometry, kind: 'after' as const })),
        );
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
