import { addPart } from '../../../shared/geometry/edit-vertices.ts';
import { useTool } from '../../state/tool.ts';
import { useSelection } from '../../state/selection.ts';
import { runCommand } from '../run-command.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { ringTool } from './draw-ring.ts';
import type { Desk, MapTool } from './tool.ts';

/** Adds a part to the one selected multi-part feature. */
export const drawPartTool = (desk: Desk): MapTool =>
  ringTool(desk, {
    id: 'draw-part',
    begin: () => {
      const [ref] = useSelection.getState().refs;
      return ref ? { layer: ref.table, purpose: { kind: 'part', of: ref } } : null;
    },
    live: ({ purpose }, ring) => {
      if (purpose.kind !== 'part') return null;
      const record = useSelectedFeatures.getState().records.find((one) => one.uid === purpose.of.uid);
      const joined = record?.geometry ? addPart(record.geometry, [ring]) : undefined;
      return record && joined?.ok ? { ref: purpose.of, fields: record.fields, geometry: joined.value } : null;
    },
    finish: async ({ purpose, points }) => {
      if (purpose.kind !== 'part') return null;
      const done = await runCommand('add-part', { ref: purpose.of, rings: [[...points]] });
      return done.ok ? done.value : null;
    },
    done: () => useTool.getState().setTool('select'),
  });
