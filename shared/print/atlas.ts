import { packFlat } from '../geometry/build-packed.ts';
import { canonical } from '../geometry/grid.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Crs } from '../crs/catalogue.ts';
import type { ItemOf } from './layout/layout-schema.ts';
import { planeBox, windowRing } from './map/map-window.ts';
import { sheetWindow, SINGLE_PAGE, type SheetPage } from './sheet-window.ts';
import { standardSheets, type SheetScale } from './standard-sheets.ts';

/** More pages than this are not made at once. */
export const MOST_PAGES = 2000;

/** A polygon with a name, of which a page is made. */
export interface AtlasSubject {
  readonly name: string;
  readonly geometry: Packed;
}

const numbered = (pages: readonly Omit<SheetPage, 'number' | 'pages'>[]): SheetPage[] =>
  pages.map((page, i) => ({ ...page, number: i + 1, pages: pages.length }));

/** One page for each of these, in their order. */
export const subjectPages = (subjects: readonly AtlasSubject[]): SheetPage[] =>
  numbered(
    subjects.map(({ name, geometry }) => ({ ...SINGLE_PAGE, name, subject: geometry, outline: geometry })),
  );

/** Less ground than this in common, m2, is the noise of a border. */
const NOISE_M2 = 1;

/** The standard sheets of a scale that hold some of the ground, named by their numbers, from the north-west on. */
export function standardPages(
  box: Box,
  ground: readonly Packed[],
  scale: SheetScale,
  overlay: Overlay,
): SheetPage[] {
  const sheets = standardSheets(box, scale)
    .map((sheet) => ({ ...sheet, geometry: boxPolygon(sheet.box) }))
    .filter(({ geometry }) => ground.some((one) => overlay.intersectionAreaM2(one, geometry) > NOISE_M2));
  return numbered(
    sheets.map(({ number: name, geometry }) => ({
      ...SINGLE_PAGE,
      name,
      subject: geometry,
      outline: geometry,
      scale,
    })),
  );
}

/** Points along each side of a standard sheet: its parallels bend in the plane. */
const SIDE_POINTS = 8;

/** A box in degrees as a polygon. */
export function boxPolygon([west, south, east, north]: Box): Packed {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  const ring: number[] = [];
  for (let side = 0; side < 4; side++) {
    const [ax, ay] = corners[side]!;
    const [bx, by] = corners[side + 1]!;
    for (let k = 0; k < SIDE_POINTS; k++)
      ring.push(ax + ((bx - ax) * k) / SIDE_POINTS, ay + ((by - ay) * k) / SIDE_POINTS);
  }
  ring.push(west, south);
  return packFlat('polygon', [[ring.map(canonical)]]);
}

/** `A`, `B` ... `Z`, `AA`: the rows of a grid from the north. */
export function rowName(row: number): string {
  const last = String.fromCharCode(65 + (row % 26));
  return row < 26 ? last : rowName(Math.floor(row / 26) - 1) + last;
}

/** Frames beside each other that cover the ground, named by row and column, from the north-west on. */
export function framePages(
  item: ItemOf<'map'>,
  crs: Crs,
  box: Box,
  ground: readonly Packed[],
  overlap: number,
  overlay: Overlay,
): SheetPage[] {
  const whole = planeBox(crs, box);
  const { scale } = sheetWindow(item, crs, SINGLE_PAGE, box);
  const [stepX, stepY] = [item.width - overlap, item.height - overlap].map(
    (mm) => (Math.max(mm, 10) * scale) / 1000,
  ) as [number, number];
  const columns = Math.max(1, Math.ceil((whole[2] - whole[0]) / stepX));
  const rows = Math.max(1, Math.ceil((whole[3] - whole[1]) / stepY));
  // The frames lie around the middle of the ground.
  const west = (whole[0] + whole[2] - columns * stepX) / 2;
  const north = (whole[1] + whole[3] + rows * stepY) / 2;
  const pages: Omit<SheetPage, 'number' | 'pages'>[] = [];
  for (let row = 0; row < rows && pages.length <= MOST_PAGES; row++) {
    for (let column = 0; column < columns; column++) {
      const centre = { east: west + (column + 0.5) * stepX, north: north - (row + 0.5) * stepY };
      const window = sheetWindow({ ...item, scale }, crs, { ...SINGLE_PAGE, centre }, box);
      const outline = packFlat('polygon', [[windowRing(window).map(canonical)]]);
      if (!ground.some((one) => overlay.intersectionAreaM2(one, outline) > NOISE_M2)) continue;
      pages.push({ ...SINGLE_PAGE, name: `${rowName(row)}${column + 1}`, centre, outline, scale });
    }
  }
  return numbered(pages);
}
