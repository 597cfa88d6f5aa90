import { runCommand } from '../run-command.ts';
import { useTool } from '../../state/tool.ts';
import { sketchTool } from './sketch-tool.ts';
import { selectedWritable } from './subjects.ts';
import type { Desk, MapTool } from './tool.ts';

/** Takes ground inside (or outside) of a drawn ring from the selected features. */
export const cutSketchTool =
  (id: 'erase' | 'clip', keep: 'outside' | 'inside') =>
  (desk: Desk): MapTool =>
    sketchTool(desk, {
      id,
      begin: () => {
        const of = selectedWritable();
        return of[0] ? { layer: of[0].table, form: 'ring', purpose: { kind: id, of } } : null;
      },
      finish: async ({ purpose, points }) => {
        const sketch = { kind: 'ring', points: [...points] };
        const done = await runCommand('erase-features', { refs: [...purpose.of], sketch, keep });
        return done.ok ? done.value : null;
      },
      done: () => useTool.getState().setTool('select'),
    });
