import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';

/** How the paper lies in the window: pixels a millimetre, and where its upper left corner is. */
export interface PageView {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels kept free around a page that is fitted. */
const AIR = 28;
const LEAST_SCALE = 0.2;
const MOST_SCALE = 60;
/** How much a notch of the wheel zooms. */
const WHEEL_ZOOM = 0.002;
/** Before the place has a size. */
const START: PageView = { scale: 1, x: 0, y: 0 };
/** One step of the buttons and keys. */
const STEP = 1.25;
/** A pixel of the screen at 100%: the paper as large as it is. */
export const TRUE_SCALE = 96 / 25.4;

/** The whole page in the middle. */
export function fitted(paper: Size, place: Size): PageView {
  const scale = Math.max(
    LEAST_SCALE,
    Math.min((place.width - 2 * AIR) / paper.width, (place.height - 2 * AIR) / paper.height),
  );
  return {
    scale,
    x: (place.width - paper.width * scale) / 2,
    y: (place.height - paper.height * scale) / 2,
  };
}

/** The view nearer or farther, with one point of the window held. */
export function zoomed({ scale, x, y }: PageView, factor: number, atX: number, atY: number): PageView {
  const next = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale * factor));
  const share = next / scale;
  return { scale: next, x: atX - (atX - x) * share, y: atY - (atY - y) * share };
}

export interface PageViewControl {
  /** The place of the page tells itself here. */
  readonly place: (element: HTMLDivElement | null) => void;
  readonly size: Size;
  readonly view: PageView;
  fit(): void;
  trueSize(): void;
  zoom(direction: 1 | -1): void;
  pan(dx: number, dy: number): void;
}

/** The view that the user has chosen, and the paper it was chosen for. */
interface OwnView {
  readonly paper: string;
  readonly view: PageView;
}

/** The view of a page in its place. It stays fitted until the user zooms or moves it; another paper is seen whole first. */
export function usePageView(paper: Size | null): PageViewControl {
  const [element, place] = useState<HTMLDivElement | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [own, setOwn] = useState<OwnView | null>(null);
  const [width, height] = [paper?.width ?? 0, paper?.height ?? 0];
  const name = `${width} ${height}`;
  const whole = useMemo(
    () => (width === 0 || size.width === 0 ? START : fitted({ width, height }, size)),
    [width, height, size],
  );
  const view = own?.paper === name ? own.view : whole;

  const change = useCallback(
    (next: (view: PageView) => PageView): void =>
      setOwn((now) => ({ paper: name, view: next(now?.paper === name ? now.view : whole) })),
    [name, whole],
  );

  useLayoutEffect(() => {
    if (element === null) return undefined;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, [element]);

  useEffect(() => {
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const [atX, atY] = [event.clientX - box.left, event.clientY - box.top];
      const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
      if (event.ctrlKey || event.metaKey)
        change((now) => zoomed(now, Math.exp(-event.deltaY * WHEEL_ZOOM), atX, atY));
      else change(({ scale, x, y }) => ({ scale, x: x - dx, y: y - dy }));
    };
    // Not passive: the wheel would zoom the window.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [element, change]);

  const [middleX, middleY] = [size.width / 2, size.height / 2];
  return {
    place,
    size,
    view,
    fit: () => setOwn(null),
    trueSize: () => change((now) => zoomed(now, TRUE_SCALE / now.scale, middleX, middleY)),
    zoom: (direction) => change((now) => zoomed(now, direction > 0 ? STEP : 1 / STEP, middleX, middleY)),
    pan: (dx, dy) => change(({ scale, x, y }) => ({ scale, x: x + dx, y: y + dy })),
  };
}
