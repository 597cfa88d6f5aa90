/** Where a picture lies on its stage: how large it is drawn, and its middle from that of the stage, pixels. */
export interface PictureView {
  /** Pixels of the stage a pixel of the picture; null while it fits whatever the stage is. */
  readonly scale: number | null;
  readonly x: number;
  readonly y: number;
}

export interface Sides {
  readonly width: number;
  readonly height: number;
}

export const FIT: PictureView = { scale: null, x: 0, y: 0 };
const MOST = 16;
/** One notch of a wheel. */
export const STEP = 1.25;

/** The scale at which all of a picture is seen; small ones are not blown up. */
export function fitScale(picture: Sides, stage: Sides): number {
  if (picture.width <= 0 || picture.height <= 0) return 1;
  return Math.min(1, stage.width / picture.width, stage.height / picture.height);
}

export const scaleOf = ({ scale }: PictureView, picture: Sides, stage: Sides): number =>
  scale ?? fitScale(picture, stage);

/** Keeps the picture on the stage: what is smaller than it stays in its middle. */
function held(view: PictureView, picture: Sides, stage: Sides): PictureView {
  const scale = scaleOf(view, picture, stage);
  const room = (side: 'width' | 'height'): number => Math.max(0, (picture[side] * scale - stage[side]) / 2);
  const within = (value: number, most: number): number => Math.max(-most, Math.min(most, value)) + 0;
  return { ...view, x: within(view.x, room('width')), y: within(view.y, room('height')) };
}

/**
 * Draws it `factor` times as large; what lies under `at` stays there. Below the size that fits it goes back to that.
 *
 * @param at pixels from the middle of the stage
 */
export function zoomed(
  view: PictureView,
  factor: number,
  at: readonly [x: number, y: number],
  picture: Sides,
  stage: Sides,
): PictureView {
  const before = scaleOf(view, picture, stage);
  const fit = fitScale(picture, stage);
  const scale = Math.min(MOST, before * factor);
  if (scale <= fit) return FIT;
  const by = scale / before;
  return held({ scale, x: at[0] - (at[0] - view.x) * by, y: at[1] - (at[1] - view.y) * by }, picture, stage);
}

export const moved = (view: PictureView, dx: number, dy: number, picture: Sides, stage: Sides): PictureView =>
  held({ ...view, x: view.x + dx, y: view.y + dy }, picture, stage);
