import { useEffect, useRef } from 'react';
import { paintList } from '../../print/paint-list.ts';
import { useSheetPreview } from '../../state/sheet-preview.ts';
import type { PageView } from './use-page-view.ts';

interface Painted {
  readonly canvas: HTMLCanvasElement;
  readonly view: PageView;
}

/**
 * The page as it will be printed. What has been painted is moved and scaled at once when the view changes, and painted anew
 * behind it: a large map takes longer than a turn of the wheel.
 */
export function PageCanvas({
  view,
  width,
  height,
}: {
  readonly view: PageView;
  readonly width: number;
  readonly height: number;
}) {
  const shown = useRef<HTMLCanvasElement>(null);
  const painted = useRef<Painted | null>(null);
  const answer = useSheetPreview((state) => state.answer);
  const images = useSheetPreview((state) => state.images);
  const ratio = window.devicePixelRatio;

  useEffect(() => {
    const canvas = shown.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context || width === 0) return undefined;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.dataset.painted = 'no';
    const last = painted.current;
    if (last !== null && answer !== null) {
      const share = view.scale / last.view.scale;
      const x = (view.x - last.view.x * share) * ratio;
      const y = (view.y - last.view.y * share) * ratio;
      context.drawImage(last.canvas, x, y, last.canvas.width * share, last.canvas.height * share);
    }
    if (answer === null) return undefined;
    const stop = new AbortController();
    const back = document.createElement('canvas');
    back.width = canvas.width;
    back.height = canvas.height;
    const hidden = back.getContext('2d');
    if (hidden === null) return undefined;
    const scaled = { scale: view.scale * ratio, left: -view.x * ratio, top: -view.y * ratio };
    void paintList(hidden, answer.list, images, scaled, stop.signal).then((whole) => {
      if (!whole || stop.signal.aborted) return;
      painted.current = { canvas: back, view };
      context.clearRect(0, 0, canvas.width, canvas.height);
      context.drawImage(back, 0, 0);
      canvas.dataset.painted = 'yes';
    });
    return () => stop.abort();
  }, [answer, images, view, width, height, ratio]);

  return <canvas ref={shown} className="sheet-canvas" style={{ width, height }} aria-hidden="true" />;
}
