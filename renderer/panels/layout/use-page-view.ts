import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

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

/** The view of a page in its place. It stays fitted until the user zooms or moves it. */
export function usePageView(paper: Size | null): PageViewControl {
  const [element, place] = useState<HTMLDivElement | null>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [own, setOwn] = useState<PageView | null>(null);
  const view = own ?? (paper === null || size.width === 0 ? { scale: 1, x: 0, y: 0 } : fitted(paper, size));
  const now = useRef(view);
  now.current = view;

  useLayoutEffect(() => {
    if (element === null) return undefined;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, [element]);

  // Another paper is looked at as a whole first.
  const [width, height] = [paper?.width, paper?.height];
  useEffect(() => setOwn(null), [width, height]);

  useEffect(() => {
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) {
        const factor = Math.exp(-event.deltaY * 0.002);
        setOwn(zoomed(now.current, factor, event.clientX - box.left, event.clientY - box.top));
      } else {
        const { scale, x, y } = now.current;
        const [dx, dy] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
        setOwn({ scale, x: x - dx, y: y - dy });
      }
    };
    // Not passive: the wheel would zoom the window.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [element]);

  const zoom = useCallback(
    (direction: 1 | -1) =>
      setOwn(zoomed(now.current, direction > 0 ? STEP : 1 / STEP, size.width / 2, size.height / 2)),
    [size],
  );
  return {
    place,
    size,
    view,
    fit: () => setOwn(null),
    trueSize: () =>
      setOwn(zoomed(now.current, TRUE_SCALE / now.current.scale, size.width / 2, size.height / 2)),
    zoom,
    pan: (dx, dy) => setOwn({ ...now.current, x: now.current.x + dx, y: now.current.y + dy }),
  };
}
