import { reshapeBorder } from '../../../shared/geometry/reshape.ts';
import { runCommand } from '../run-command.ts';
import { isCoverage } from './coverage.ts';
import { fitOf } from './fit.ts';
import { useToolOptions } from '../../state/tool-options.ts';
import { useTool } from '../../state/tool.ts';
import { sketchTool } from './sketch-tool.ts';
import { drawnOn, onlyPolygon, refOf } from './subjects.ts';
import type { Desk, MapTool } from './tool.ts';

/** Draws a part of the border of the selected feature anew; in a coverage its neighbours follow. */
export const reshapeTool = (desk: Desk): MapTool =>
  sketchTool(desk, {
    id: 'reshape',
    begin: () => {
      const record = onlyPolygon();
      return (
        record && { layer: record.layer, form: 'line', purpose: { kind: 'reshape', of: [refOf(record)] } }
      );
    },
    ghosts: ({ purpose }, outline) => {
      const geometry = drawnOn(purpose.of[0])?.geometry;
      if (!geometry) return [];
      const made = reshapeBorder(geometry, outline, useToolOptions.getState().reshapeSmaller);
      return made.ok ? [{ geometry: made.value.geometry, kind: 'after' }] : [];
    },
    finish: async ({ layer, purpose, points }) => {
      const [ref] = purpose.of;
      const { reshapeSmaller: smaller } = useToolOptions.getState();
      const params = {
        ref,
        line: [...points],
        smaller,
        shared: isCoverage(layer) && useToolOptions.getState().shareBorders,
        ...fitOf(),
      };
      const done = await runCommand('reshape-border', params);
      return done.ok ? done.value : null;
    },
    done: () => useTool.getState().setTool('select'),
  });
