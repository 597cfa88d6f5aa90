/**
 * What a sheet looks like, ready to be painted: shapes, text and pictures in order, from the lowest to the topmost.
 * Millimetres from the upper left corner of the paper, y downward. The page, the PDF and the PNG are painted from the
 * same list, so that they cannot differ.
 */
export interface DisplayList {
  readonly width: number;
  readonly height: number;
  readonly items: readonly DisplayItem[];
  readonly pictures: readonly SheetPicture[];
  /** Where the map lies on the ground; null where the sheet has none. */
  readonly ground: MapGround | null;
}

/** A colour `#rrggbb` and how much it covers, 0 to 1. */
export interface Ink {
  readonly color: string;
  readonly opacity: number;
}

export interface Pen extends Ink {
  readonly width: number;
  /** On, off, on ...; empty for a full line. */
  readonly dash: readonly number[];
  readonly cap: 'butt' | 'round';
  readonly join: 'miter' | 'round';
}

/** Several lines or rings: line `i` has the points `starts[i]` to `starts[i + 1]` (exclusive) of `xy`. */
export interface Lines {
  readonly xy: Float32Array;
  readonly starts: Uint32Array;
}

export interface ShapeItem {
  readonly kind: 'shape';
  readonly lines: Lines;
  /** Rings, whose last point is joined to the first. */
  readonly closed: boolean;
  readonly fill: Ink | null;
  readonly pen: Pen | null;
  /** Which points are inside, for a fill. */
  readonly rule: 'nonzero' | 'evenodd';
}

/** One line of text: `x`, `y` is the left end of its base line, `angle` in degrees anticlockwise. */
export interface TextItem {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly ink: Ink;
  readonly halo: { readonly color: string; readonly width: number } | null;
  readonly angle: number;
  /** Put between characters. */
  readonly spacing: number;
}

export interface PictureItem {
  readonly kind: 'picture';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Its place in `pictures`. */
  readonly picture: number;
  /** Keeps its proportions, in the middle of the rectangle. */
  readonly contain: boolean;
}

/** What follows, up to its `end`, is seen only inside these rings. */
export interface ClipItem {
  readonly kind: 'clip';
  readonly lines: Lines;
}

/** What follows, up to its `end`, is one part that a reader of the PDF can switch off. */
export interface PartItem {
  readonly kind: 'part';
  readonly name: string;
}

export interface EndItem {
  readonly kind: 'end';
}

export type DisplayItem = ShapeItem | TextItem | PictureItem | ClipItem | PartItem | EndItem;

/** A picture file as it was chosen, in base64. */
export interface SheetPicture {
  readonly type: 'image/png' | 'image/jpeg';
  readonly data: string;
}

/** The map's rectangle on the paper and the system it is drawn in. */
export interface MapGround {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly epsg: number;
  /** Corners of the rectangle, longitude and latitude: lower left, upper left, upper right, lower right. */
  readonly corners: readonly (readonly [longitude: number, latitude: number])[];
}

/** Where a picture of this size lies in its rectangle. */
export function picturePlace(
  item: PictureItem,
  width: number,
  height: number,
): Omit<PictureItem, 'kind' | 'picture' | 'contain'> {
  if (!item.contain) return item;
  const share = Math.min(item.width / width, item.height / height);
  const [w, h] = [width * share, height * share];
  return { x: item.x + (item.width - w) / 2, y: item.y + (item.height - h) / 2, width: w, height: h };
}

/** The corners of a rectangle as one ring. */
export const rectangle = (x: number, y: number, width: number, height: number): Lines =>
  linesOf([[x, y, x + width, y, x + width, y + height, x, y + height]]);

/** Lines from flat lists of coordinates. */
export function linesOf(lines: readonly ArrayLike<number>[]): Lines {
  const starts = new Uint32Array(lines.length + 1);
  lines.forEach((line, i) => {
    starts[i + 1] = starts[i]! + line.length / 2;
  });
  const xy = new Float32Array(2 * starts[lines.length]!);
  lines.forEach((line, i) => xy.set(line, 2 * starts[i]!));
  return { xy, starts };
}

/** `[minX, minY, maxX, maxY]` of lines; infinite for none. */
export function linesBox({ xy }: Lines): readonly [number, number, number, number] {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < xy.length; i += 2) {
    minX = Math.min(minX, xy[i]!);
    maxX = Math.max(maxX, xy[i]!);
    minY = Math.min(minY, xy[i + 1]!);
    maxY = Math.max(maxY, xy[i + 1]!);
  }
  return [minX, minY, maxX, maxY];
}
