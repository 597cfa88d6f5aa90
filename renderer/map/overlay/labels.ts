import type { MapColors } from '../../../shared/map/theme.ts';
import { besideSegment, nearPointer, type Pixel, type Room } from './label-place.ts';
import type { Screen } from './screen.ts';

/** Figures that are written over the map while a shape is drawn: upright, on a halo, where there is room for them. */
export interface Label {
  readonly text: string;
  /** Flat longitudes and latitudes: the segment it stands beside, or the one place it stands near; the pointer is last. */
  readonly at: readonly number[];
}

const FONT = '500 13px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", sans-serif';
const HEIGHT = 18;
const HALO = 3.5;

export function drawLabels(
  c: CanvasRenderingContext2D,
  screen: Screen,
  labels: readonly Label[],
  { ink, halo }: Pick<MapColors, 'ink' | 'halo'>,
): void {
  if (labels.length === 0) return;
  c.font = FONT;
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  c.setLineDash([]);
  const { width, height } = screen;
  const taken: Room[] = [];
  for (const { text, at } of labels) {
    const [ax, ay, bx, by] = screen.project(at) as unknown as [number, number, number?, number?];
    const size: Pixel = [Math.ceil(c.measureText(text).width) + 4, HEIGHT];
    const room =
      bx === undefined || by === undefined
        ? nearPointer([ax, ay], size, width, height, taken)
        : besideSegment([ax, ay], [bx, by], size, width, height);
    if (!room) continue;
    taken.push(room);
    const [x, y] = [(room[0] + room[2]) / 2, (room[1] + room[3]) / 2];
    c.strokeStyle = halo;
    c.lineWidth = 2 * HALO;
    c.strokeText(text, x, y);
    c.fillStyle = ink;
    c.fillText(text, x, y);
  }
}
