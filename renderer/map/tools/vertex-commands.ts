import type { Committed } from '../../../shared/change/change.ts';
import type { VertexAt } from '../../../shared/map/ring-edit.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import type { Result } from '../../../shared/result.ts';
import { notify } from '../../state/notices.ts';
import { useToolOptions } from '../../state/tool-options.ts';
import { useTool } from '../../state/tool.ts';
import { runCommand } from '../run-command.ts';
import { fitOf } from './fit.ts';
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

type Words = readonly [command: string, params: Readonly<Record<string, unknown>>];

/** The command that moves vertices of a feature so that the held one stands at `to`. */
export function movingVertices(
  record: FeatureRecord,
  vertices: readonly VertexAt[],
  held: VertexAt,
  to: LonLat,
  shared: boolean,
): Words {
  const [only, ...more] = vertices;
  if (only && more.length === 0)
    return ['move-vertex', { ...vertexParams(record, only), to, shared, ...fitOf() }];
  const moves = vertices.map((vertex) => vertexParams(record, vertex));
  const by = [to[0] - held.point[0], to[1] - held.point[1]];
  return ['move-vertices', { moves, by, shared, ...fitOf() }];
}

/**
 * The command that puts a vertex at `to` into the edge that begins at `edge`, for the features that share the edge too
 * unless apart.
 */
export function insertingVertex(record: FeatureRecord, edge: VertexAt, to: LonLat, shared: boolean): Words {
  const end = vertexPoint(record.geometry!, { ring: edge.ring, index: edge.index + 1 });
  return ['insert-vertex', { ...vertexParams(record, edge), end, to, shared, ...fitOf() }];
}

/** Runs one of these and says who went along. */
export async function runVertexCommand([command, params]: Words, shared: boolean): Promise<boolean> {
  return sayFollowers(await runCommand(command, params), shared);
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
