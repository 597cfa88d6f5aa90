import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { partCount, partOf } from '../../../shared/geometry/counts.ts';
import { addRing } from '../../../shared/geometry/edit-vertices.ts';
import { pointInPolygon } from '../../../shared/geometry/predicates.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { FeatureRecord, RecordRef } from '../../../shared/model/record.ts';
import { useTool } from '../../state/tool.ts';
import { useSelection } from '../../state/selection.ts';
import { runCommand } from '../run-command.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { ringTool } from './draw-ring.ts';
import type { Desk, MapTool } from './tool.ts';

const drawnOn = (ref: RecordRef): FeatureRecord | undefined =>
  useSelectedFeatures.getState().records.find((record) => record.uid === ref.uid);

/** The part of a feature that the hole lies in, by its first point; the first part when it lies in none. */
function partUnder(ref: RecordRef, points: readonly LonLat[]): number {
  const geometry = drawnOn(ref)?.geometry;
  const [first] = points;
  if (!geometry || !first) return 0;
  for (let part = 0; part < partCount(geometry); part++) {
    const shell = packFlat('polygon', [partOf(geometry, part).slice(0, 1)]);
    if (pointInPolygon(shell, first[0], first[1]) !== 'outside') return part;
  }
  return 0;
}

/** Cuts a hole into the one selected feature. */
export const drawHoleTool = (desk: Desk): MapTool =>
  ringTool(desk, {
    id: 'draw-hole',
    begin: () => {
      const [ref] = useSelection.getState().refs;
      return ref ? { layer: ref.table, purpose: { kind: 'hole', of: ref } } : null;
    },
    live: ({ purpose }, ring) => {
      const record = purpose.kind === 'hole' ? drawnOn(purpose.of) : undefined;
      if (!record?.geometry || purpose.kind !== 'hole') return null;
      const cut = addRing(record.geometry, partUnder(purpose.of, ring), ring);
      return cut.ok ? { ref: purpose.of, fields: record.fields, geometry: cut.value } : null;
    },
    finish: async ({ purpose, points }) => {
      if (purpose.kind !== 'hole') return null;
      const done = await runCommand('add-hole', {
        ref: purpose.of,
        part: partUnder(purpose.of, points),
        ring: [...points],
      });
      return done.ok ? done.value : null;
    },
    done: () => useTool.getState().setTool('select'),
  });
