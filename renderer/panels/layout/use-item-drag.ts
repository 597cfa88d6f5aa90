import { useRef, useState, type PointerEvent } from 'react';
import {
  moved,
  resized,
  snapLines,
  type Handle,
  type Place,
  type SnapLines,
} from '../../../shared/print/layout/drag.ts';
import { withPlace } from '../../../shared/print/layout/edit-layout.ts';
import type { LayoutItem, SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import {
  changeLayout,
  currentLayout,
  keepLayout,
  selectItem,
  tryLayout,
  useSheets,
} from '../../state/sheets.ts';

/** Pixels within which an item snaps. */
const SNAP_PX = 6;
/** Pixels that the pointer has to go before it is a drag and not a press. */
const START_PX = 3;

interface Drag {
  readonly id: string;
  readonly handle: Handle | null;
  readonly start: Place;
  readonly from: readonly [number, number];
  readonly layout: SheetLayout;
  begun: boolean;
}

const NO_GUIDES: SnapLines = { xs: [], ys: [] };

/** Moving and resizing items with the pointer. Alt leaves out the snapping, as on the map. */
export function useItemDrag(scale: number, locked: boolean) {
  const drag = useRef<Drag | null>(null);
  const [guides, setGuides] = useState<SnapLines>(NO_GUIDES);

  const onPointerDown = (event: PointerEvent, item: LayoutItem, handle: Handle | null): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    selectItem(item.id);
    const layout = currentLayout(useSheets.getState());
    if (layout === null || locked) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y, width, height } = item;
    drag.current = {
      id: item.id,
      handle,
      start: { x, y, width, height },
      from: [event.clientX, event.clientY],
      layout,
      begun: false,
    };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const now = drag.current;
    if (now === null) return;
    const [px, py] = [event.clientX - now.from[0], event.clientY - now.from[1]];
    if (!now.begun && Math.hypot(px, py) < START_PX) return;
    now.begun = true;
    const tolerance = event.altKey ? 0 : SNAP_PX / scale;
    const lines = event.altKey ? NO_GUIDES : snapLines(now.layout, now.id);
    const [dx, dy] = [px / scale, py / scale];
    const result =
      now.handle === null
        ? moved(now.start, dx, dy, lines, tolerance)
        : resized(now.start, now.handle, dx, dy, lines, tolerance);
    setGuides(result.guides);
    tryLayout(withPlace(now.layout, now.id, result.place));
  };
  const end = (keep: boolean): void => {
    const now = drag.current;
    drag.current = null;
    setGuides(NO_GUIDES);
    if (now === null || !now.begun) return;
    const layout = currentLayout(useSheets.getState());
    if (keep && layout !== null) void keepLayout(layout);
    else tryLayout(null);
  };
  return {
    guides,
    onPointerDown,
    onPointerMove,
    onPointerUp: () => end(true),
    onPointerCancel: () => end(false),
  };
}

/** Steps of the arrow keys, mm: with Shift a large one, with Alt a fine one. */
const STEPS = { plain: 1, shift: 10, alt: 0.1 } as const;

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves an item by an arrow key; false for any other key. */
export function nudge(item: LayoutItem, key: string, shift: boolean, alt: boolean): boolean {
  const way = WAYS[key];
  if (way === undefined) return false;
  const step = shift ? STEPS.shift : alt ? STEPS.alt : STEPS.plain;
  const { x, y, width, height } = item;
  void changeLayout((layout) =>
    withPlace(layout, item.id, { x: x + way[0] * step, y: y + way[1] * step, width, height }),
  );
  return true;
}
