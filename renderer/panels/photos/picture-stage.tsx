import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../../i18n/use-text.ts';
import { FIT, moved, scaleOf, STEP, zoomed, type PictureView, type Sides } from './zoom-model.ts';

/** A picture that is looked at: all of it, pixel by pixel, or anything between, by wheel, drag and keys. */
export function PictureStage({
  url,
  alt,
  onBroken,
}: {
  readonly url: string;
  readonly alt: string;
  readonly onBroken: () => void;
}) {
  const { t } = useText();
  const stage = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Sides>({ width: 1, height: 1 });
  const [picture, setPicture] = useState<Sides | null>(null);
  const [view, setView] = useState<PictureView>(FIT);
  const held = useRef<{ readonly x: number; readonly y: number } | null>(null);
  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const shown = picture ?? { width: 1, height: 1 };
  const scale = scaleOf(view, shown, size);
  const zoom = (factor: number, at: readonly [number, number] = [0, 0]): void =>
    setView((now) => zoomed(now, factor, at, shown, size));
  const whole = (): void => setView((now) => zoomed({ ...now, scale }, 1 / scale, [0, 0], shown, size));
  return (
    <div className="photo-stage">
      <div
        ref={stage}
        className="photo-canvas"
        data-scale={picture === null ? '' : scale.toFixed(3)}
        onWheel={(event) => {
          const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
          const at = [event.clientX - left - width / 2, event.clientY - top - height / 2] as const;
          zoom(event.deltaY < 0 ? STEP : 1 / STEP, at);
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          held.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={(event) => {
          const from = held.current;
          if (from === null) return;
          held.current = { x: event.clientX, y: event.clientY };
          setView((now) => moved(now, event.clientX - from.x, event.clientY - from.y, shown, size));
        }}
        onPointerUp={() => (held.current = null)}
        onPointerCancel={() => (held.current = null)}
        onDoubleClick={() => (view.scale === null ? whole() : setView(FIT))}
      >
        <img
          src={url}
          alt={alt}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
            setPicture({ width, height })
          }
          onError={onBroken}
          style={{
            width: shown.width * scale,
            height: shown.height * scale,
            transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px)`,
            visibility: picture === null ? 'hidden' : 'visible',
          }}
        />
      </div>
      <div className="photo-zoom" role="toolbar" aria-label={t('photos.zoom')}>
        <AriaButton aria-label={t('photos.zoom.out')} onPress={() => zoom(1 / STEP)}>
          <ZoomOut />
        </AriaButton>
        <output aria-label={t('photos.zoom')}>{Math.round(scale * 100)}%</output>
        <AriaButton aria-label={t('photos.zoom.in')} onPress={() => zoom(STEP)}>
          <ZoomIn />
        </AriaButton>
        <AriaButton onPress={() => setView(FIT)} aria-pressed={view.scale === null}>
          <Maximize />
          {t('photos.zoom.fit')}
        </AriaButton>
        <AriaButton onPress={whole} aria-pressed={view.scale === 1}>
          100%
        </AriaButton>
      </div>
    </div>
  );
}
