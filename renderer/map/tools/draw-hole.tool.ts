import { useSelection } from '../../state/selection.ts';
import { runCommand } from '../run-command.ts';
import { ringTool } from './draw-ring.ts';
import type { Desk, MapTool } from './tool.ts';

/** Cuts a hole into the one selected feature. */
export const drawHoleTool = (desk: Desk): MapTool =>
  ringTool(desk, {
    id: 'draw-hole',
    begin: () => {
      const [ref] = useSelection.getState().refs;
      return ref ? { layer: ref.table, purpose: { kind: 'hole', of: ref } } : null;
    },
    live: () => null,
    finish: async ({ purpose, points }) =>
      purpose.kind === 'hole' && (await runCommand('add-hole', { ref: purpose.of, ring: [...points] })).ok,
  });
