import type { Map as MapLibreMap } from 'maplibre-gl';
import { combination, isTyping } from '../commands/keys.ts';
import { useDialogs } from '../state/dialogs.ts';
import type { SketchForm, SketchPurpose } from '../../shared/map/sketch.ts';
import { useOperation } from '../state/operation.ts';
import { useSelection } from '../state/selection.ts';
import { useSheets } from '../state/sheets.ts';
import { useTool, type ToolId } from '../state/tool.ts';
import { bringIntoView } from './navigate.ts';
import type { Hand } from './pointer.ts';

/** How far an arrow key moves the map, in pixels. */
const STEP = 120;

/** Keys that only mean something while the map, or nothing in particular, has the focus. */
const onMap = (target: EventTarget | null, container: HTMLElement): boolean =>
  target === document.body || (target instanceof Node && container.contains(target));

/** Menus and open lists keep every key: Esc closes them and leaves the drawing alone. The list of a stack is the tool's. */
const ownsKeys = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('[data-own-keys], [role="menu"], [role="listbox"]:not(.map-picker)') !== null;

function moveMap(map: MapLibreMap, keys: string): boolean {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-STEP, 0],
    ArrowRight: [STEP, 0],
    ArrowUp: [0, -STEP],
    ArrowDown: [0, STEP],
  };
  const step = steps[keys];
  if (step) map.panBy([step[0], step[1]], { duration: 120 });
  else if (keys === '+' || keys === '=' || keys === 'Shift++') map.zoomIn({ duration: 160 });
  else if (keys === '-') map.zoomOut({ duration: 160 });
  else return false;
  return true;
}

/**
 * Keys of the map and its tools. Listens before the window's own bindings and marks what it used, so that
 * Esc, Delete or Tab mean the tool's business first. Alt suspends snapping and Space pans while held.
 */
export function bindMapKeys(map: MapLibreMap, hand: Hand): () => void {
  const container = map.getContainer();
  const onDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
    if (useDialogs.getState().open !== null || useSheets.getState().open || ownsKeys(event.target)) return;
    const tool = useTool.getState();
    if (event.key === 'Alt') {
      tool.setSuspended(true);
      // Else the window's menu would take the next key.
      event.preventDefault();
      return;
    }
    if (!onMap(event.target, container)) {
      // A button keeps Enter and Space; Esc and D still reach the tool.
      if (event.key !== 'Escape' && event.code !== 'KeyD' && event.key !== 'Backspace') return;
    }
    if (event.code === 'Space') {
      tool.setPanning(true);
      event.preventDefault();
      return;
    }
    const keys = combination(event);
    if (keys === 'Esc' && useOperation.getState().open !== null) useOperation.getState().close();
    else if (keys === 'D' && tool.sketch.shelved && !tool.sketch.current?.points.length) resumeSketch();
    else if (!hand.tool().key?.(keys) && !moveMap(map, keys)) return;
    event.preventDefault();
  };
  const onUp = (event: KeyboardEvent): void => {
    if (event.key === 'Alt') useTool.getState().setSuspended(false);
    if (event.code === 'Space') useTool.getState().setPanning(false);
  };
  const onBlur = (): void => {
    useTool.getState().setSuspended(false);
    useTool.getState().setPanning(false);
  };
  window.addEventListener('keydown', onDown, true);
  window.addEventListener('keyup', onUp, true);
  window.addEventListener('blur', onBlur);
  return () => {
    window.removeEventListener('keydown', onDown, true);
    window.removeEventListener('keyup', onUp, true);
    window.removeEventListener('blur', onBlur);
  };
}

const TOOL_OF: Readonly<Record<SketchPurpose['kind'], ToolId | null>> = {
  feature: null,
  hole: 'draw-hole',
  part: 'draw-part',
  split: 'split',
  'split-ring': 'split-ring',
  reshape: 'reshape',
  erase: 'erase',
  clip: 'clip',
  'merge-redraw': 'merge-redraw',
  'measure-length': 'measure-length',
  'measure-area': 'measure-area',
};
const DRAWN: Readonly<Record<SketchForm, ToolId>> = {
  point: 'draw-point',
  line: 'draw-line',
  ring: 'draw-polygon',
};

/** Takes the shape that was set aside up again, with the tool and the features it belongs to. */
export function resumeSketch(): void {
  const { sketch, setTool, sketchAction } = useTool.getState();
  const shelved = sketch.shelved;
  if (!shelved) return;
  const { kind, of } = shelved.purpose;
  if (of.length > 0) useSelection.getState().set(of);
  // The tool first: leaving another one sets its own shape aside.
  const tool = TOOL_OF[kind];
  if (tool) setTool(tool);
  else setTool(DRAWN[shelved.form], shelved.layer);
  sketchAction({ type: 'resume' });
  bringIntoView(shelved.points);
}
