import type { Map as MapLibreMap } from 'maplibre-gl';
import { MAP_COLORS } from '../../../shared/map/theme.ts';
import { useSettings } from '../../state/settings.ts';
import { drawFigure, drawMarks, type Figure, type Marks } from './figures.ts';
import { drawLabels, type Label } from './labels.ts';
import { screenOf } from './screen.ts';

export interface Sheet {
  readonly figures: readonly Figure[];
  readonly marks: readonly Marks[];
  /** Above all else. */
  readonly labels?: readonly Label[];
}

/**
 * Sheets over the map: the selection while it is worked on, what rests, and above it what follows the pointer. They
 * are drawn apart from the map, so that drawing and dragging cost the same whatever lies below, and on machines without a graphics card too.
 */
export interface Board {
  selection(sheet: () => Sheet): void;
  rest(sheet: () => Sheet): void;
  moving(sheet: () => Sheet): void;
  stop(): void;
}

const EMPTY: Sheet = { figures: [], marks: [] };
const isBlank = ({ figures, marks, labels = [] }: Sheet): boolean =>
  figures.length + marks.length + labels.length === 0;

interface Layer {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  sheet: () => Sheet;
  drawn: Sheet;
  stale: boolean;
}

function makeLayer(map: MapLibreMap, name: string): Layer {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-overlay';
  canvas.dataset['overlay'] = name;
  map.getCanvasContainer().append(canvas);
  return {
    canvas,
    context: canvas.getContext('2d')!,
    sheet: () => EMPTY,
    drawn: EMPTY,
    stale: true,
  };
}

export function makeBoard(map: MapLibreMap): Board {
  const selection = makeLayer(map, 'selection');
  const rest = makeLayer(map, 'rest');
  const moving = makeLayer(map, 'moving');
  const layers = [selection, rest, moving];
  let asked = 0;

  const draw = (layer: Layer): void => {
    const { canvas, context } = layer;
    const screen = screenOf(map);
    const density = window.devicePixelRatio;
    const [width, height] = [Math.round(screen.width * density), Math.round(screen.height * density)];
    const blank = isBlank(layer.drawn);
    layer.drawn = layer.sheet();
    layer.stale = false;
    const { figures, marks, labels = [] } = layer.drawn;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    else if (blank && isBlank(layer.drawn)) return;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, screen.width, screen.height);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    const colors = MAP_COLORS[useSettings.getState().theme];
    const { accent, plate } = colors;
    for (const figure of figures) drawFigure(context, screen, figure);
    for (const one of marks) drawMarks(context, screen, one, { accent, plate });
    drawLabels(context, screen, labels, colors);
  };

  const drawStale = (): void => {
    asked = 0;
    for (const layer of layers) if (layer.stale) draw(layer);
  };
  const ask = (layer: Layer, sheet: () => Sheet): void => {
    layer.sheet = sheet;
    layer.stale = true;
    asked ||= requestAnimationFrame(drawStale);
  };
  // In the frame in which the map itself has moved.
  const onMove = (): void => {
    for (const layer of layers) draw(layer);
  };
  map.on('move', onMove);
  map.on('resize', onMove);
  const stopTheme = useSettings.subscribe((state, before) => {
    if (state.theme !== before.theme) onMove();
  });

  return {
    selection: (sheet) => ask(selection, sheet),
    rest: (sheet) => ask(rest, sheet),
    moving: (sheet) => ask(moving, sheet),
    stop: () => {
      cancelAnimationFrame(asked);
      stopTheme();
      map.off('move', onMove);
      map.off('resize', onMove);
      for (const { canvas } of layers) canvas.remove();
    },
  };
}
