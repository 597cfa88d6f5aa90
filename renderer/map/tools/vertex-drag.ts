import { boxOfXY } from '../../../shared/geometry/box.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { displaced, linesOf, splitOutline } from '../../../shared/map/drag-outline.ts';
import { insertedVertex, pointsOf, type VertexAt } from '../../../shared/map/ring-edit.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { useTool } from '../../state/tool.ts';
import type { LiveCheck, Moved } from '../behaviors/live.behavior.ts';
import { placeKey, pointsAt, readSharing } from './sharers.ts';
import { refOf } from './subjects.ts';

/** So many vertices at most are asked for their sharers before a drag; more are moved all the same. */
const MOST_ASKED = 16;

/** A drag of one or more vertices of a feature. */
export interface VertexDrag {
  readonly record: FeatureRecord;
  readonly vertices: readonly VertexAt[];
  /** The vertex that a drag of an edge puts in; null when it moves vertices that are there. */
  readonly inserted: VertexAt | null;
  /** The vertex that the pointer holds. */
  readonly held: VertexAt;
  /** Whether features that share the vertices go along, as it began. */
  readonly shared: boolean;
  moved: boolean;
  /** Shows the vertices where the held one stands at the cursor. */
  show(cursor: LonLat): void;
  end(): void;
}

interface Part {
  readonly geometry: Packed;
  readonly points: ReadonlySet<number>;
  readonly lines: readonly (readonly number[])[];
}

const movingPart = (geometry: Packed, points: ReadonlySet<number>): Part => ({
  geometry,
  points,
  lines: splitOutline(geometry, points).moving,
});

/**
 * Takes hold of vertices. Only the edges that move are drawn anew with the pointer, so that a shape of thousands of
 * vertices follows as a square does.
 * @param edge the vertex that begins the edge into which a new vertex is put; null to move those that are there
 */
export function dragVertices(
  live: LiveCheck,
  record: FeatureRecord,
  vertices: readonly VertexAt[],
  held: VertexAt,
  edge: VertexAt | null,
  shared: boolean,
): VertexDrag {
  const own = record.geometry!;
  const geometry = edge ? insertedVertex(own, edge.ring, edge.index, edge.point) : own;
  const inHand = edge ? [{ ...edge, index: edge.index + 1 }] : vertices;
  const points = new Set(inHand.flatMap(({ ring, index }) => pointsOf(geometry, ring, index)));
  const outline = splitOutline(geometry, points);
  const parts: Part[] = [{ geometry, points, lines: outline.moving }];
  const sketch = crypto.randomUUID();
  let sent = false;
  let ended = false;

  useTool.setState({
    dragged: { uids: new Set([record.uid]), still: linesOf(geometry, outline.still), moving: [] },
  });

  const follow = async (): Promise<void> => {
    const places = edge
      ? [[vertexPoint(own, edge), vertexPoint(own, { ...edge, index: edge.index + 1 })]]
      : inHand.slice(0, MOST_ASKED).map(({ point }) => [point]);
    const keys = new Set(inHand.map(({ point }) => placeKey(point[0], point[1])));
    for (const at of places) {
      const { names, following } = await readSharing(at, record.uid);
      if (ended) return;
      const before = useTool.getState().sharers ?? [];
      useTool.setState({
        sharers: [...before, ...names.filter(({ ref }) => !before.some((one) => one.ref.uid === ref.uid))],
      });
      for (const other of following) {
        const shape = other.geometry;
        if (!shape || edge || parts.some((part) => part.geometry === shape)) continue;
        parts.push(movingPart(shape, pointsAt(shape, keys)));
      }
    }
  };
  if (shared) void follow();

  return {
    record,
    vertices,
    inserted: edge,
    held,
    shared,
    moved: false,
    show: (cursor) => {
      const by: LonLat = [cursor[0] - held.point[0], cursor[1] - held.point[1]];
      const to = ([x, y]: LonLat): LonLat =>
        x === held.point[0] && y === held.point[1] ? cursor : [canonical(x + by[0]), canonical(y + by[1])];
      const xy = displaced(geometry, points, to);
      const moved: Moved[] = [...points].map((point) => ({
        point,
        to: [xy[2 * point]!, xy[2 * point + 1]!],
      }));
      const { dragged } = useTool.getState();
      useTool.setState({
        dragged: {
          uids: dragged?.uids ?? new Set([record.uid]),
          still: dragged?.still ?? [],
          moving: parts.flatMap((part) => linesOf(part.geometry, part.lines, part.points, by)),
        },
        handles: {
          vertices: inHand.map((vertex) => ({ ...vertex, point: to(vertex.point) })),
          middles: [],
        },
      });
      const shape = { sketch, layer: record.layer, ref: refOf(record), fields: record.fields };
      live.update({ ...shape, geometry: { ...geometry, xy, box: boxOfXY(xy) } }, sent ? moved : undefined);
      sent = true;
    },
    end: () => {
      ended = true;
      live.end();
    },
  };
}

export function vertexPoint(
  { xy, rings }: Packed,
  { ring, index }: Pick<VertexAt, 'ring' | 'index'>,
): LonLat {
  const at = 2 * (rings[ring]! + index);
  return [xy[at]!, xy[at + 1]!];
}
