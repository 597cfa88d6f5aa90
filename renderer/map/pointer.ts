import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import { useTool, type ToolId } from '../state/tool.ts';
import { useView } from '../state/view.ts';
import { makeLiveCheck } from './behaviors/live.behavior.ts';
import { makeSnapper } from './behaviors/snap.behavior.ts';
import { makeTracer } from './behaviors/trace.behavior.ts';
import { TOOLS } from './tools/catalogue.ts';
import type { MapTool, PointerAt } from './tools/tool.ts';

const pointerAt = (event: MapMouseEvent | MapTouchEvent): PointerAt => ({
  lonLat: [event.lngLat.lng, event.lngLat.lat],
  x: event.point.x,
  y: event.point.y,
  shift: event.originalEvent.shiftKey,
  ctrl: event.originalEvent.ctrlKey || event.originalEvent.metaKey,
  alt: event.originalEvent.altKey,
});

/** The same of an event anywhere in the window: a drag goes on over what floats on the map and beside it. */
function pointerOf(map: MapLibreMap, event: MouseEvent): PointerAt {
  const { left, top } = map.getCanvasContainer().getBoundingClientRect();
  const [x, y] = [event.clientX - left, event.clientY - top];
  const { lng, lat } = map.unproject([x, y]);
  const { shiftKey: shift, ctrlKey, metaKey, altKey: alt } = event;
  return { lonLat: [lng, lat], x, y, shift, ctrl: ctrlKey || metaKey, alt };
}

/** Tools that draw into a layer: choosing another layer takes them up anew. */
const DRAWS: ReadonlySet<ToolId> = new Set(['draw-polygon', 'draw-line', 'draw-point']);

/** The tool in hand, fed by the pointer. While Space is held every drag pans and no tool hears of it. */
export interface Hand {
  tool(): MapTool;
  stop(): void;
}

export function takeInHand(map: MapLibreMap): Hand {
  const desk = { map, snapper: makeSnapper(map), tracer: makeTracer(), live: makeLiveCheck() };
  let tool = TOOLS[useTool.getState().tool](desk);
  let dragging = false;
  let touching = false;

  const showCursor = (): void => {
    map.getCanvas().style.cursor = useTool.getState().panning ? 'grab' : tool.cursor;
  };
  const idle = (): boolean => useTool.getState().panning;

  const stopFollowing = useTool.subscribe((state, before) => {
    if (state.tool !== before.tool || (state.drawLayer !== before.drawLayer && DRAWS.has(state.tool))) {
      if (dragging) letGo();
      tool.stop?.();
      tool = TOOLS[state.tool](desk);
      tool.start?.();
    }
    if (state.tool !== before.tool || state.panning !== before.panning) showCursor();
  });

  const onMove = (event: MapMouseEvent): void => {
    useView.getState().setPointer([event.lngLat.lng, event.lngLat.lat]);
    if (!dragging && !idle()) tool.move?.(pointerAt(event));
  };
  const onOut = (): void => {
    useView.getState().setPointer(null);
    if (!dragging) tool.leave?.();
  };
  const onDown = (event: MapMouseEvent): void => {
    if (event.originalEvent.button !== 0 || idle()) return;
    if (!tool.down?.(pointerAt(event))) return;
    dragging = true;
    map.dragPan.disable();
    event.preventDefault();
    window.addEventListener('mousemove', onDrag);
    window.addEventListener('mouseup', onUp);
  };
  const onDrag = (event: MouseEvent): void => tool.drag?.(pointerOf(map, event));
  const letGo = (): void => {
    dragging = false;
    map.dragPan.enable();
    window.removeEventListener('mousemove', onDrag);
    window.removeEventListener('mouseup', onUp);
  };
  const onUp = (event: MouseEvent): void => {
    if (event.button !== 0) return;
    letGo();
    tool.up?.(pointerOf(map, event));
  };
  /** One finger is the pointer with its button held where the tool takes the pull; a second one moves the map. */
  const onTouch = (event: MapTouchEvent): void => {
    if (event.points.length > 1) {
      if (touching) cancelTouch();
      return;
    }
    if (dragging || idle() || !tool.down?.(pointerAt(event))) return;
    dragging = true;
    touching = true;
    map.dragPan.disable();
    event.preventDefault();
  };
  const onTouchMove = (event: MapTouchEvent): void => {
    if (!touching) return;
    event.preventDefault();
    tool.drag?.(pointerAt(event));
  };
  const endTouch = (): void => {
    touching = false;
    letGo();
  };
  /** What was begun is given up. */
  const cancelTouch = (): void => {
    if (!touching) return;
    endTouch();
    tool.leave?.();
  };
  const onTouchEnd = (event: MapTouchEvent): void => {
    if (!touching) return;
    // No click follows: the tool has had the whole of it.
    if (event.originalEvent.cancelable) event.originalEvent.preventDefault();
    endTouch();
    tool.up?.(pointerAt(event));
  };
  const onClick = (event: MapMouseEvent): void => {
    if (!idle()) tool.click?.(pointerAt(event));
  };
  const onDouble = (event: MapMouseEvent): void => {
    event.preventDefault();
    if (!idle()) tool.doubleClick?.(pointerAt(event));
  };

  map.on('mousemove', onMove);
  map.on('mouseout', onOut);
  map.on('mousedown', onDown);
  map.on('touchstart', onTouch);
  map.on('touchmove', onTouchMove);
  map.on('touchend', onTouchEnd);
  map.on('touchcancel', cancelTouch);
  map.on('click', onClick);
  map.on('dblclick', onDouble);
  tool.start?.();
  showCursor();

  return {
    tool: () => tool,
    stop: () => {
      stopFollowing();
      if (dragging) letGo();
      tool.stop?.();
    },
  };
}
