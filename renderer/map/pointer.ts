import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { useTool, type ToolId } from '../state/tool.ts';
import { useView } from '../state/view.ts';
import { makeLiveCheck } from './behaviors/live.behavior.ts';
import { makeSnapper } from './behaviors/snap.behavior.ts';
import { makeTracer } from './behaviors/trace.behavior.ts';
import { TOOLS } from './tools/catalogue.ts';
import type { MapTool, PointerAt } from './tools/tool.ts';

const pointerAt = (event: MapMouseEvent): PointerAt => ({
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
