import type { Pixel } from './label-place.ts';

export interface PinColors {
  readonly ink: string;
  readonly plate: string;
  readonly accent: string;
  readonly done: string;
}

const FONT = '700 15px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", sans-serif';
/** Radius of the head, and how far its middle lies above the place. */
const RADIUS = 14;
const ABOVE = 26;
/** Farther outside than this a pin is not drawn. */
const MARGIN = 48;

/** Angle from the downward direction at which the sides of the tip touch the head. */
const TOUCH = Math.acos(RADIUS / ABOVE);

/**
 * A numbered pin whose tip stands at a place. What is done is hollow with a grey rim and a tick at its foot, so that it
 * is told apart without colour; the one in hand is filled and larger.
 */
export function drawPin(
  c: CanvasRenderingContext2D,
  [x, y]: Pixel,
  word: string,
  state: 'open' | 'done' | 'current',
  { ink, plate, accent, done }: PinColors,
): void {
  const { width, height } = c.canvas;
  if (x < -MARGIN || y < -MARGIN || x > width + MARGIN || y > height + MARGIN) return;
  const size = state === 'current' ? 1.2 : 1;
  const [radius, middle] = [RADIUS * size, y - ABOVE * size];
  c.setLineDash([]);
  c.beginPath();
  c.moveTo(x, y);
  c.arc(x, middle, radius, Math.PI / 2 + TOUCH, Math.PI / 2 - TOUCH + 2 * Math.PI);
  c.closePath();
  c.fillStyle = state === 'current' ? accent : plate;
  c.strokeStyle = plate;
  c.lineWidth = 5;
  c.stroke();
  c.fill();
  c.strokeStyle = state === 'done' ? done : state === 'current' ? accent : ink;
  c.lineWidth = state === 'done' ? 1.5 : 2.5;
  c.stroke();
  c.font = FONT;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.fillStyle = state === 'current' ? plate : state === 'done' ? done : ink;
  if (state !== 'done') {
    c.fillText(word, x, middle + 0.5);
    return;
  }
  c.beginPath();
  c.moveTo(x - 5, middle);
  c.lineTo(x - 1.5, middle + 4);
  c.lineTo(x + 5.5, middle - 4.5);
  c.lineWidth = 2.5;
  c.stroke();
}
