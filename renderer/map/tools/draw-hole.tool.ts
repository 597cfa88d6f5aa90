import { addRing } from '../../../shared/geometry/edit-vertices.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand } from '../run-command.ts';
import { partUnder } from './part-under.ts';
import { sketchTool } from './sketch-tool.ts';
import { drawnOn, onlyPolygon, refOf } from './subjects.ts';
import type { Desk, MapTool } from './tool.ts';

/** Cuts a hole into the one selected feature. */
export const drawHoleTool = (desk: Desk): MapTool =>
  sketchTool(desk, {
    id: 'draw-hole',
    begin: () => {
      const record = onlyPolygon();
      return record && { layer: record.layer, form: 'ring', purpose: { kind: 'hole', of: [refOf(record)] } };
    },
    live: ({ purpose }, ring) => {
      const record = drawnOn(purpose.of[0]);
      if (!record?.geometry) return null;
      const cut = addRing(record.geometry, partUnder(record.geometry, ring[0]!), ring);
      return cut.ok ? { ref: refOf(record), fields: record.fields, geometry: cut.value } : null;
    },
    finish: async ({ purpose, points }) => {
      const record = drawnOn(purpose.of[0]);
      const part = record?.geometry ? partUnder(record.geometry, points[0]!) : 0;
      const done = await runCommand('add-hole', { ref: purpose.of[0], part, ring: [...points] });
      return done.ok ? done.value : null;
    },
    done: () => useTool.getState().setTool('select'),
  });
