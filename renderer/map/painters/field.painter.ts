import type { Map as MapLibreMap } from 'maplibre-gl';
import { clearSheet } from '../overlay/clear-sheet.ts';
import { MAP_COLORS } from '../../../shared/map/theme.ts';
import { readSketchText, type Strokes } from '../../../shared/field/sketch-text.ts';
import type { LonLat } from '../../../shared/geometry/geodesic.ts';
import { linesOf, NEW_OBSERVATION, NEW_TASK, useDrafts, wordsOf } from '../../state/field-draft.ts';
import { useFieldHand } from '../../state/field-hand.ts';
import { useFieldMode } from '../../state/field-mode.ts';
import { hereNow, isDone, myName, shownTasks, taskOf, useFieldWork } from '../../state/field-work.ts';
import { usePosition } from '../../state/position.ts';
import { useSettings } from '../../state/settings.ts';
import { useTool } from '../../state/tool.ts';
import { drawFigure, type Figure } from '../overlay/figures.ts';
import { drawPin, type PinColors } from '../overlay/pins.ts';
import { screenOf } from '../overlay/screen.ts';

/** Lines that are drawn for the task in hand: the unfinished ones before the kept ones. */
function strokesNow(): Strokes {
  const { draft } = useFieldHand.getState();
  const { drafts } = useDrafts.getState();
  const task = taskOf(useFieldWork.getState());
  const own = drafts[task?.uid ?? draft];
  if (own !== undefined) {
    const [first] = own.open;
    // A single point is seen as a dot.
    return own.open.length === 1 ? [...own.strokes, [first!, first!]] : linesOf(own);
  }
  return task?.sketch == null ? [] : (readSketchText(task.sketch) ?? []);
}

/** The place that a draft speaks of, to be seen before it is saved. */
function draftPlace(): LonLat | null {
  const { page } = useFieldMode.getState();
  const { drafts } = useDrafts.getState();
  const task = taskOf(useFieldWork.getState());
  if (page === 'observe') return drafts[NEW_OBSERVATION]?.position?.place ?? null;
  if (page === 'task') return (task && drafts[task.uid]?.position?.place) ?? null;
  if (page === 'new-task') return drafts[NEW_TASK]?.place ?? null;
  return page === 'edit-task' && task ? (drafts[wordsOf(task.uid)]?.place ?? null) : null;
}

/**
 * Tasks as numbered pins in the order to go, the way between those that are open, the line to the task in hand, and
 * what is drawn by hand: on a sheet of its own above the map, while field mode is on.
 */
export function paintField(map: MapLibreMap): () => void {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-overlay';
  canvas.dataset['overlay'] = 'field';
  map.getCanvasContainer().append(canvas);
  const context = canvas.getContext('2d')!;
  let asked = 0;
  let blank = true;

  const draw = (): void => {
    asked = 0;
    const { on } = useFieldMode.getState();
    if (!on && blank) return;
    blank = !on;
    const screen = screenOf(map);
    clearSheet(context, screen);
    if (!on) return;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    const work = useFieldWork.getState();
    const colors = MAP_COLORS[useSettings.getState().theme];
    const pins: PinColors = {
      ink: colors.ink,
      plate: colors.plate,
      accent: colors.accent,
      done: colors.inkSecond,
    };
    const line = (points: readonly LonLat[], strokes: Figure['strokes']): void =>
      drawFigure(context, screen, { lines: [points.flat()], strokes });
    const listed = shownTasks(work, myName());
    const placed = listed.flatMap((task, i) =>
      task.place === null ? [] : [{ task, place: task.place, number: i + 1 }],
    );
    const current = taskOf(work);
    const way = placed.filter(({ task }) => !isDone(task)).map(({ place }) => place);
    if (way.length > 1)
      line(way, [
        { color: colors.casing, width: 5 },
        { color: colors.ink, width: 2.5, dash: [0.5, 6] },
      ]);
    const here = hereNow();
    if (here !== null && current?.place != null)
      line(
        [here, current.place],
        [
          { color: colors.casing, width: 6 },
          { color: colors.accent, width: 3, dash: [10, 6] },
        ],
      );
    const hand = [
      { color: colors.casing, width: 6 },
      { color: colors.difference, width: 3 },
    ];
    for (const stroke of strokesNow()) line(stroke, hand);
    const { path, tool } = useTool.getState();
    if (tool === 'field-sketch' && path !== null && path.length > 1) line(path, hand);
    for (const { task, place, number } of placed.toReversed()) {
      const [x, y] = screen.project(place);
      const state = task.uid === current?.uid ? 'current' : isDone(task) ? 'done' : 'open';
      if (state !== 'current') drawPin(context, [x!, y!], String(number), state, pins);
    }
    const shown = placed.find(({ task }) => task.uid === current?.uid);
    if (shown !== undefined) {
      const [x, y] = screen.project(shown.place);
      drawPin(context, [x!, y!], String(shown.number), 'current', pins);
    }
    const place = draftPlace();
    if (place !== null) {
      const [x, y] = screen.project(place);
      drawPin(context, [x!, y!], '+', 'current', pins);
    }
  };
  const ask = (): void => {
    asked ||= requestAnimationFrame(draw);
  };
  map.on('move', draw);
  map.on('resize', draw);
  const stops = [useFieldMode, useFieldWork, useDrafts, useFieldHand, usePosition, useTool, useSettings].map(
    (store) => store.subscribe(ask),
  );
  ask();
  return () => {
    cancelAnimationFrame(asked);
    map.off('move', draw);
    map.off('resize', draw);
    for (const stop of stops) stop();
    canvas.remove();
  };
}
