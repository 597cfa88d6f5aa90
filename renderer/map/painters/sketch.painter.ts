import { anchorsOf } from '../../../shared/map/shape-methods.ts';
import { outlineOf, type LonLat } from '../../../shared/map/sketch.ts';
import { MAP_COLORS, type MapColors } from '../../../shared/map/theme.ts';
import { useSettings } from '../../state/settings.ts';
import { reachOf, useTool, type Ghost, type ToolState } from '../../state/tool.ts';
import type { Board, Sheet } from '../overlay/board.ts';
import { casedStrokes, ringsOf, type Figure, type Marks } from '../overlay/figures.ts';
import type { Label } from '../overlay/labels.ts';
import { sketchFigures } from '../tools/sketch-figures.ts';

const OPEN = [6, 4] as const;
const colors = (): MapColors => MAP_COLORS[useSettings.getState().theme];

function ghostFigure({ geometry, kind }: Ghost): Figure {
  const { accent, casing, difference } = colors();
  const lines = ringsOf(geometry);
  const ground = { color: casing, width: 4 };
  const area = geometry.kind === 'polygon';
  switch (kind) {
    case 'after':
      return {
        lines,
        ...(area ? { fill: { color: accent, opacity: 0.18 } } : {}),
        strokes: [ground, { color: accent, width: 2 }],
      };
    case 'before':
      return { lines, strokes: [ground, { color: difference, width: 1.5, dash: [5, 3] }] };
    case 'along':
      return { lines, strokes: [ground, { color: accent, width: 1.5, dash: [3, 3] }] };
    case 'mark':
      return {
        lines,
        ...(area ? { fill: { color: difference, opacity: 0.16 } } : {}),
        strokes: [ground, { color: difference, width: 2 }],
      };
  }
}

/** What would collide, what an edit would make, and the edges of the sketch that are set. */
function restSheet(): Sheet {
  const { live, ghosts, sketch, handles, chosen } = useTool.getState();
  const { difference } = colors();
  const current = sketch.current;
  const collisions = (live?.collisions ?? []).map((packed): Figure => ({
    lines: ringsOf(packed),
    fill: { color: difference, opacity: 0.3 },
    strokes: [{ color: difference, width: 1 }],
  }));
  const figures = [...collisions, ...ghosts.map(ghostFigure)];
  const set = current && anchorsOf(current.method) === 0 ? current.points : [];
  if (set.length >= 2) figures.push({ lines: [set.flat()], strokes: casedStrokes(colors()) });
  const picked = new Set(chosen.map(({ ring, index }) => `${ring} ${index}`));
  const flat = (points: readonly LonLat[]): number[] => points.flat();
  const vertices = handles?.vertices ?? [];
  const isPicked = ({ ring, index }: { ring: number; index: number }): boolean =>
    picked.has(`${ring} ${index}`);
  const marks: Marks[] = [
    { kind: 'middle', at: flat((handles?.middles ?? []).map(({ point }) => point)) },
    { kind: 'vertex', at: flat((current?.points ?? []).slice(-MOST_SKETCH_HANDLES)) },
    { kind: 'vertex', at: flat(vertices.filter((one) => !isPicked(one)).map(({ point }) => point)) },
    { kind: 'chosen', at: flat(vertices.filter(isPicked).map(({ point }) => point)) },
  ];
  return { figures, marks };
}

/** A trail or traced border has thousands of points: handles of the newest are enough. */
const MOST_SKETCH_HANDLES = 500;

/** What follows the pointer: the open part of the sketch, edges being dragged, a box or lasso. */
function movingSheet(): Sheet {
  const state = useTool.getState();
  const { accent } = colors();
  const figures: Figure[] = [];
  const labels: Label[] = [];
  const { current } = state.sketch;
  if (current && current.points.length + (state.path?.length ?? 0) > 0) {
    const outline = outlineOf(current, reachOf(state));
    const ring = current.form === 'ring';
    if (ring && outline.length >= 3)
      figures.push({ lines: [outline.flat()], fill: { color: accent, opacity: 0.12 }, strokes: [] });
    const set = anchorsOf(current.method) > 0 ? 0 : current.points.length;
    const rest = [
      ...outline.slice(Math.max(0, set - 1)),
      ...(ring && outline.length > 2 ? [outline[0]!] : []),
    ];
    if (rest.length >= 2)
      figures.push({ lines: [rest.flat()], strokes: [{ color: accent, width: 1.5, dash: OPEN }] });
    if (!current.closed) {
      const { language } = useSettings.getState().settings;
      // A traced way is no one segment.
      const last = state.path === null ? current.points.at(-1) : undefined;
      // The card of the live check says the area already.
      labels.push(...sketchFigures(last, state.cursor, outline, ring && state.live === null, language));
    }
  }
  const moving = state.dragged?.moving ?? [];
  if (moving.length > 0)
    figures.push({ lines: moving.map((line) => line.flat()), strokes: casedStrokes(colors()) });
  if (state.rubber.length > 2) {
    figures.push({
      lines: [[...state.rubber, state.rubber[0]!].flat()],
      fill: { color: accent, opacity: 0.12 },
      strokes: [{ color: accent, width: 1.5, dash: OPEN }],
    });
  }
  return { figures, labels, marks: state.pivot ? [{ kind: 'pivot', at: [...state.pivot] }] : [] };
}

const restChanged = (state: ToolState, before: ToolState): boolean =>
  state.sketch !== before.sketch ||
  state.live?.collisions !== before.live?.collisions ||
  state.ghosts !== before.ghosts ||
  state.handles !== before.handles ||
  state.chosen !== before.chosen;

const movingChanged = (state: ToolState, before: ToolState): boolean =>
  state.sketch !== before.sketch ||
  state.dragged !== before.dragged ||
  state.rubber !== before.rubber ||
  state.pivot !== before.pivot ||
  (state.sketch.current !== null && (state.cursor !== before.cursor || state.path !== before.path));

/** Draws the shape in hand, its handles and what follows the pointer over the map; each at most once a frame. */
export function paintSketch(board: Board): () => void {
  const all = (): void => {
    board.rest(restSheet);
    board.moving(movingSheet);
  };
  all();
  const stops = [
    useTool.subscribe((state, before) => {
      if (restChanged(state, before)) board.rest(restSheet);
      if (movingChanged(state, before)) board.moving(movingSheet);
    }),
    useSettings.subscribe((state, before) => {
      if (state.theme !== before.theme) all();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
