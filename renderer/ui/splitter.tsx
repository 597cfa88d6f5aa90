import { useRef, type KeyboardEvent, type PointerEvent } from 'react';

/** The border between two panels: dragged, or moved with the arrow keys. Size in pixels of the panel it belongs to. */
export function Splitter({
  label,
  axis,
  size,
  min,
  max,
  reverse,
  onResize,
}: {
  readonly label: string;
  /** `x`: a vertical border that moves sideways. */
  readonly axis: 'x' | 'y';
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** True when the panel lies after the border, so that it grows as the border moves back. */
  readonly reverse?: boolean;
  readonly onResize: (size: number) => void;
}) {
  const from = useRef<{ at: number; size: number } | null>(null);
  const sign = reverse ? -1 : 1;
  const to = (next: number): void => onResize(Math.round(Math.min(max, Math.max(min, next))));
  const at = (event: PointerEvent): number => (axis === 'x' ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.shiftKey ? 48 : 12;
    const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === more) to(size + sign * step);
    else if (event.key === less) to(size - sign * step);
    else if (event.key === 'Home') to(min);
    else if (event.key === 'End') to(max);
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={`splitter ${axis}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: at(event), size };
      }}
      onPointerMove={(event) => {
        if (from.current) to(from.current.size + sign * (at(event) - from.current.at));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
      onPointerCancel={() => {
        from.current = null;
      }}
    />
  );
}
