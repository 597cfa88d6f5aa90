import type { Map as MapLibreMap } from 'maplibre-gl';
import type { SnapHit } from '../../../shared/bridge/snap-contract.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import { constrain } from '../../../shared/map/constrain.ts';
import { pixelsToLatitudeDegrees } from '../../../shared/map/scale.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { chosenHit, NO_SNAP, withHits } from '../../../shared/map/snap-choice.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { ownPartsNear } from '../../../shared/snap/own-parts.ts';
import { services } from '../../bridge/client.ts';
import { snapLayers, useSnapSettings } from '../../state/snap-settings.ts';
import { useTool } from '../../state/tool.ts';

/** Resting on a vertex this long takes it up: its edges are then continued beyond it. */
const REST_MS = 300;
/** Vertices taken up at a time, beside the last point drawn. */
const MOST_ANCHORS = 3;

/** What the shape in hand has to do with where its next point may fall. */
export interface SnapContext {
  /**
   * Its points so far, the last one last: for closing it, for perpendiculars and for guides. Those of the sketch when
   * absent; an empty list for none.
   */
  readonly drawn?: readonly LonLat[];
}

export interface Snapper {
  /** Follows the pointer; one question is under way at a time and the newest place wins. */
  follow(at: LonLat, exclude?: readonly RecordRef[], context?: SnapContext): void;
  /** Where a click at this place falls: on what it snaps to, else on the grid. Waits for the answer. */
  place(at: LonLat, exclude?: readonly RecordRef[], context?: SnapContext): Promise<LonLat>;
  stop(): void;
}

interface Question {
  readonly at: LonLat;
  readonly exclude: readonly RecordRef[];
  readonly context: SnapContext;
}

const mutable = ([lon, lat]: LonLat): [number, number] => [lon, lat];
const onGrid = ([lon, lat]: LonLat): LonLat => [canonical(lon), canonical(lat)];
const same = (a: LonLat | undefined, b: LonLat): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

/** A place brought onto the length or bearing that was typed for the segment in hand. */
function kept(at: LonLat): LonLat {
  const { constraint, sketch } = useTool.getState();
  const last = sketch.current?.closed ? undefined : sketch.current?.points.at(-1);
  return last ? constrain(last, at, constraint) : at;
}

/** These slide along with the pointer; the others stand still and let go when it leaves them. */
const SLIDING: readonly SnapHit['kind'][] = ['edge', 'extension', 'right-angle', 'parallel'];

/** Snapping as every drawing tool does it: the query service answers, Tab chooses, Alt suspends. */
export function makeSnapper(map: MapLibreMap): Snapper {
  let asking: Promise<void> | null = null;
  let wanted: Question | null = null;
  let anchors: readonly LonLat[] = [];
  let resting: ReturnType<typeof setTimeout> | undefined;
  let restsOn: SnapHit | null = null;

  const active = (): boolean => {
    const { snapping, suspended } = useTool.getState();
    return snapping && !suspended;
  };

  /** A vertex on which the pointer rests is taken up. */
  const noteRest = (hit: SnapHit | null): void => {
    if (hit && restsOn && same(restsOn.point, hit.point)) return;
    clearTimeout(resting);
    restsOn = hit?.kind === 'vertex' && hit.on.length > 0 ? hit : null;
    if (!restsOn) return;
    const { point } = restsOn;
    resting = setTimeout(() => {
      anchors = [point, ...anchors.filter((one) => !same(one, point))].slice(0, MOST_ANCHORS);
    }, REST_MS);
  };

  const ask = async ({ at, exclude, context }: Question): Promise<void> => {
    const query = services()?.query;
    const tool = useTool.getState();
    if (!query || !active()) {
      useTool.setState({ snap: NO_SNAP, cursor: kept(onGrid(at)) });
      return;
    }
    const { kinds, pixels } = useSnapSettings.getState();
    const tolerance = pixelsToLatitudeDegrees(pixels, at[1], map.getZoom());
    const drawn = context.drawn ?? tool.sketch.current?.points ?? [];
    const last = drawn.at(-1);
    const reach = 2 * tolerance;
    const answer = await query.snap({
      at: mutable(at),
      tolerance,
      layers: snapLayers(),
      exclude: [...exclude],
      kinds: [...kinds],
      drawn: { head: drawn.slice(0, 2).map(mutable), tail: drawn.slice(-3).map(mutable) },
      own: ownPartsNear(drawn, at, reach, reach).map(({ index, at: from, to }) => ({
        index,
        at: mutable(from),
        to: to ? mutable(to) : null,
      })),
      anchors: [...(last ? [last] : []), ...anchors.filter((one) => !last || !same(last, one))].map(mutable),
    });
    if (tool.tool !== useTool.getState().tool) return;
    const given = answer.ok && active() ? answer.value : { hits: [], cutTo: null };
    const snap = withHits(useTool.getState().snap, given.hits, given.cutTo !== null);
    const hit = chosenHit(snap);
    noteRest(hit);
    useTool.setState({ snap, cursor: kept(hit ? [hit.point[0], hit.point[1]] : onGrid(at)) });
  };

  const pump = (): void => {
    if (asking || !wanted) return;
    const question = wanted;
    wanted = null;
    asking = ask(question).finally(() => {
      asking = null;
      pump();
    });
  };

  /**
   * Until the answer is here: what holds the pointer goes on holding it while it is near enough, so that the mark
   * neither flickers nor trails behind; else the point follows the pointer.
   */
  const foresee = (at: LonLat): void => {
    const held = chosenHit(useTool.getState().snap);
    if (held && active()) {
      if (SLIDING.includes(held.kind)) return;
      const [a, b] = [map.project(mutable(at)), map.project([held.point[0], held.point[1]])];
      if (Math.hypot(a.x - b.x, a.y - b.y) <= useSnapSettings.getState().pixels) return;
    }
    useTool.setState({ ...(held ? { snap: NO_SNAP } : {}), cursor: kept(onGrid(at)) });
  };

  return {
    follow: (at, exclude = [], context = {}) => {
      wanted = { at, exclude, context };
      foresee(at);
      pump();
    },
    place: async (at, exclude = [], context = {}) => {
      wanted = null;
      if (asking) await asking;
      await ask({ at, exclude, context });
      const hit = chosenHit(useTool.getState().snap);
      // What was taken up served this point.
      anchors = [];
      return kept(hit ? [hit.point[0], hit.point[1]] : onGrid(at));
    },
    stop: () => {
      wanted = null;
      anchors = [];
      noteRest(null);
      useTool.setState({ snap: NO_SNAP });
    },
  };
}
