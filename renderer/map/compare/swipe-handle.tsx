import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { SPLIT_LIMITS, useCompare } from '../../state/compare.ts';

const STEP = 0.01;
const LEAP = 0.1;
const percent = (share: number): number => Math.round(share * 100);

/** The curtain between the two sides: dragged, or moved with the arrow keys (Shift: in leaps, Home and End). */
export function SwipeHandle() {
  const { t } = useText();
  const split = useCompare((state) => state.split);
  const setSplit = useCompare((state) => state.setSplit);
  /** Distance of the pointer from the line where it was taken, pixels. */
  const grip = useRef<number | null>(null);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? LEAP : STEP;
    if (event.key === 'ArrowLeft') setSplit(split - step);
    else if (event.key === 'ArrowRight') setSplit(split + step);
    else if (event.key === 'Home') setSplit(SPLIT_LIMITS[0]);
    else if (event.key === 'End') setSplit(SPLIT_LIMITS[1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onMove = (event: PointerEvent): void => {
    const frame = event.currentTarget.parentElement?.getBoundingClientRect();
    if (grip.current === null || !frame) return;
    setSplit((event.clientX - grip.current - frame.left) / frame.width);
  };
  const onEnd = (): void => {
    grip.current = null;
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={t('compare.handle')}
      aria-orientation="vertical"
      aria-valuemin={percent(SPLIT_LIMITS[0])}
      aria-valuemax={percent(SPLIT_LIMITS[1])}
      aria-valuenow={percent(split)}
      aria-valuetext={`${percent(split)}%`}
      className="swipe-handle"
      style={{ left: `${split * 100}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const frame = event.currentTarget.parentElement?.getBoundingClientRect();
        if (!frame) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = event.clientX - frame.left - split * frame.width;
      }}
      onPointerMove={onMove}
      onPointerUp={onEnd}
      onPointerCancel={onEnd}
    >
      <span className="grip" aria-hidden="true">
        <ChevronLeft className="i" />
        <ChevronRight className="i" />
      </span>
    </div>
  );
}
