import { addPart } from '../../../shared/geometry/edit-vertices.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand } from '../run-command.ts';
import { fitOf } from './fit.ts';
import { sketchTool } from './sketch-tool.ts';
import { drawnOn, onlyPolygon, refOf } from './subjects.ts';
import type { Desk, MapTool } from './tool.ts';

/** Adds a part to the one selected multi-part feature. */
export const drawPartTool = (desk: Desk): MapTool =>
  sketchTool(desk, {
    id: 'draw-part',
    begin: () => {
      const record = onlyPolygon();
      return record && { layer: record.layer, form: 'ring', purpose: { kind: 'part', of: [refOf(record)] } };
    },
    live: ({ purpose }, ring) => {
      const record = drawnOn(purpose.of[0]);
      const joined = record?.geometry ? addPart(record.geometry, [ring]) : undefined;
      return record && joined?.ok
        ? { ref: refOf(record), fields: record.fields, geometry: joined.value }
        : null;
    },
    finish: async ({ purpose, points }) => {
      const [ref] = purpose.of;
      const params = { ref, rings: [[...points]], ...fitOf() };
      const done = await runCommand('add-part', params);
      return done.ok ? done.value : null;
    },
    done: () => useTool.getState().setTool('select'),
  });
