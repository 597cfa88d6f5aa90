import type { Committed } from '../../../shared/change/change.ts';
import type { VertexAt } from '../../../shared/map/ring-edit.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import type { Result } from '../../../shared/result.ts';
import { notify } from '../../state/notices.ts';
import { useToolOptions } from '../../state/tool-options.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand } from '../run-command.ts';
import { refOf } from './subjects.ts';
import { vertexPoint } from './vertex-drag.ts';

/** Whether borders that features share go along; the modifier asks for the other way. */
export const sharesBorders = (modifier: boolean): boolean =>
  useToolOptions.getState().shareBorders !== modifier;

const vertexParams = (record: FeatureRecord, { ring, index }: VertexAt) => ({
  ref: refOf(record),
  ring,
  index,
  at: vertexPoint(record.geometry!, { ring, index }),
});

/** Says who went along, by name. */
function sayFollowers(done: Result<Committed>, shared: boolean): boolean {
  const names = (useTool.getState().sharers ?? []).filter(({ follows }) => follows);
  if (done.ok && shared && names.length > 0) {
    const shown = names.slice(0, 3).map(({ title }) => title);
    notify('info', 'map.modify.followed', { n: names.length, names: shown.join('、') });
  }
  return done.ok;
}

/** Moves vertices of a feature so that the held one stands at `to`. */
export async function moveVertices(
  record: FeatureRecord,
  vertices: readonly VertexAt[],
  held: VertexAt,
  to: LonLat,
  shared: boolean,
): Promise<boolean> {
  const [only, ...more] = vertices;
  const done =
    only && more.length === 0
      ? await runCommand('move-vertex', { ...vertexParams(record, only), to, shared })
      : await runCommand('move-vertices', {
          moves: vertices.map((vertex) => vertexParams(record, vertex)),
          by: [to[0] - held.point[0], to[1] - held.point[1]],
          shared,
        });
  return sayFollowers(done, shared);
}

/** Puts a vertex at `to` into the edge that begins at `edge`, for the features that share the edge too unless apart. */
export async function insertVertex(
  record: FeatureRecord,
  edge: VertexAt,
  to: LonLat,
  shared: boolean,
): Promise<boolean> {
  const end = vertexPoint(record.geometry!, { ring: edge.ring, index: edge.index + 1 });
  const done = await runCommand('insert-vertex', {
    ...vertexParams(record, edge),
    end,
    to,
    shared,
  });
  return sayFollowers(done, shared);
}

export async function deleteVertices(
  record: FeatureRecord,
  vertices: readonly VertexAt[],
  shared: boolean,
): Promise<boolean> {
  const places = vertices.map((vertex) => vertexParams(record, vertex));
  const done =
    places.length === 1
      ? await runCommand('delete-vertex', { ...places[0], shared })
      : await runCommand('delete-vertices', { places, shared });
  return sayFollowers(done, shared);
}
