import {
  linesBox,
  picturePlace,
  type ClipItem,
  type DisplayItem,
  type DisplayList,
  type Ink,
  type Lines,
  type PictureItem,
  type ShapeItem,
  type TextItem,
} from '../../shared/print/display-list.ts';
import { textWidth } from '../../shared/print/text-metrics.ts';

/** What of a sheet is painted: pixels a millimetre, and which pixel of the sheet the canvas begins with. */
export interface PaintView {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

type Context = CanvasRenderingContext2D;
type Box = readonly [number, number, number, number];

const boxes = new WeakMap<Lines, Box>();

function boxOf(lines: Lines): Box {
  const known = boxes.get(lines) ?? linesBox(lines);
  boxes.set(lines, known);
  return known;
}

/** The part of the sheet that a canvas shows, millimetres. */
function shownBox(context: Context, { scale, left, top }: PaintView): Box {
  const { width, height } = context.canvas;
  return [left / scale, top / scale, (left + width) / scale, (top + height) / scale];
}

const meets = (a: Box, b: Box, margin: number): boolean =>
  a[0] - margin < b[2] && b[0] < a[2] + margin && a[1] - margin < b[3] && b[1] < a[3] + margin;

function trace(
  context: Context,
  { xy, starts }: Lines,
  closed: boolean,
  { scale, left, top }: PaintView,
): void {
  context.beginPath();
  for (let line = 0; line + 1 < starts.length; line++) {
    const from = starts[line]!;
    for (let i = from; i < starts[line + 1]!; i++) {
      const x = xy[2 * i]! * scale - left;
      const y = xy[2 * i + 1]! * scale - top;
      if (i === from) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    if (closed) context.closePath();
  }
}

const withInk = (context: Context, { color, opacity }: Ink): void => {
  context.globalAlpha = opacity;
  context.fillStyle = color;
};

function paintShape(context: Context, item: ShapeItem, view: PaintView): void {
  const { lines, closed, fill, pen, rule } = item;
  trace(context, lines, closed, view);
  if (fill !== null) {
    withInk(context, fill);
    context.fill(rule);
  }
  if (pen === null) return;
  context.globalAlpha = pen.opacity;
  context.strokeStyle = pen.color;
  context.lineWidth = pen.width * view.scale;
  context.lineCap = pen.cap;
  context.lineJoin = pen.join;
  context.setLineDash(pen.dash.map((length) => length * view.scale));
  context.stroke();
}

/** Set as in the PDF: without kerning, so that widths are those that the sheet was laid out with. */
function paintText(context: Context, item: TextItem, { scale, left, top }: PaintView): void {
  const { x, y, text, size, bold, ink, halo, angle, spacing } = item;
  context.save();
  context.translate(x * scale - left, y * scale - top);
  context.rotate((-angle * Math.PI) / 180);
  context.font = `${bold ? 700 : 400} ${size * scale}px "Noto Sans SC"`;
  context.fontKerning = 'none';
  context.letterSpacing = `${spacing * scale}px`;
  context.textBaseline = 'alphabetic';
  if (halo !== null) {
    context.globalAlpha = 1;
    context.strokeStyle = halo.color;
    context.lineWidth = halo.width * scale;
    context.lineJoin = 'round';
    context.setLineDash([]);
    context.strokeText(text, 0, 0);
  }
  withInk(context, ink);
  context.fillText(text, 0, 0);
  context.restore();
}

function paintPicture(
  context: Context,
  item: PictureItem,
  image: ImageBitmap | undefined,
  view: PaintView,
): void {
  if (image === undefined) return;
  const { x, y, width, height } = picturePlace(item, image.width, image.height);
  const { scale, left, top } = view;
  context.globalAlpha = 1;
  context.drawImage(image, x * scale - left, y * scale - top, width * scale, height * scale);
}

/** Whether anything of an item may be seen in a box of the sheet. */
function isSeen(item: DisplayItem, shown: Box): boolean {
  if (item.kind === 'shape') return meets(boxOf(item.lines), shown, (item.pen?.width ?? 0) + 0.5);
  if (item.kind !== 'text') return true;
  const reach = textWidth(item.text, item) + 2 * item.size;
  return meets([item.x - reach, item.y - reach, item.x + reach, item.y + reach], shown, 0);
}

function paintItem(
  context: Context,
  item: DisplayItem,
  images: readonly (ImageBitmap | undefined)[],
  view: PaintView,
): void {
  if (item.kind === 'shape') paintShape(context, item, view);
  else if (item.kind === 'text') paintText(context, item, view);
  else if (item.kind === 'picture') paintPicture(context, item, images[item.picture], view);
}

const clipTo = (context: Context, { lines }: ClipItem, view: PaintView): void => {
  trace(context, lines, true, view);
  context.clip();
};

/** Between two breaths, so that the window answers meanwhile. */
const SLICE_MS = 12;

/** Lets the window answer. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Paints a sheet on white paper, or the part of it that the canvas has room for. In slices; false where the signal ended it.
 */
export async function paintList(
  context: Context,
  list: DisplayList,
  images: readonly (ImageBitmap | undefined)[],
  view: PaintView,
  signal: AbortSignal,
): Promise<boolean> {
  const shown = shownBox(context, view);
  context.save();
  context.globalAlpha = 1;
  context.fillStyle = '#ffffff';
  context.beginPath();
  context.rect(-view.left, -view.top, list.width * view.scale, list.height * view.scale);
  context.fill();
  context.clip();
  let depth = 1;
  let since = performance.now();
  let whole = true;
  for (const item of list.items) {
    if (item.kind === 'clip' || item.kind === 'part') {
      context.save();
      depth++;
      if (item.kind === 'clip') clipTo(context, item, view);
    } else if (item.kind === 'end') {
      context.restore();
      depth--;
    } else if (isSeen(item, shown)) paintItem(context, item, images, view);
    if (performance.now() - since < SLICE_MS) continue;
    await breathe();
    since = performance.now();
    if (!signal.aborted) continue;
    whole = false;
    break;
  }
  for (; depth > 0; depth--) context.restore();
  return whole;
}
