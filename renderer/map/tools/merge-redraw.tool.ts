import { reshapeBorder } from '../../../shared/geometry/reshape.ts';
import { redrawDisputed, shapeToRedraw } from '../../state/merge-redraw.ts';
import { chosenOf, useMerge } from '../../state/merge.ts';
import { useTool } from '../../state/tool.ts';
import { sketchTool } from './sketch-tool.ts';
import type { Desk, MapTool } from './tool.ts';

/**
 * Redraws a border that two sides have changed, for all features that share it. Nothing is written yet: what is drawn is
 * the decision of the dispute.
 */
export const mergeRedrawTool = (desk: Desk): MapTool =>
  sketchTool(desk, {
    id: 'merge-redraw',
    begin: () => {
      const dispute = chosenOf(useMerge.getState());
      return dispute === undefined || shapeToRedraw() === null
        ? null
        : { layer: dispute.ref.table, form: 'line', purpose: { kind: 'merge-redraw', of: [] } };
    },
    ghosts: (_sketch, outline) => {
      const geometry = shapeToRedraw();
      const made = geometry === null ? null : reshapeBorder(geometry, outline);
      return made?.ok === true ? [{ geometry: made.value.geometry, kind: 'after' }] : [];
    },
    finish: async ({ points }) => {
      if (await redrawDisputed(points)) {
        useTool.getState().sketchAction({ type: 'finished' });
        useTool.setState({ ghosts: [] });
        useTool.getState().setTool('select');
      }
      return null;
    },
  });
