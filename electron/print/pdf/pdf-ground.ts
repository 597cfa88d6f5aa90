import type { MapGround } from '../../../shared/print/display-list.ts';
import { pdfNumber, pdfText, POINTS_PER_MM } from './pdf-values.ts';

/** Corners of the unit square in the order of the corners on the ground. */
const CORNERS = '0 0 0 1 1 1 1 0';

/**
 * The entry of a page that says where its map lies (ISO 32000-2, 12.9 and 12.10): readers show coordinates, and a
 * geographic program can put the sheet in its place.
 */
export function groundEntry({ x, y, width, height, epsg, corners }: MapGround, paperHeight: number): string {
  const box = [x, paperHeight - y - height, x + width, paperHeight - y]
    .map((mm) => pdfNumber(mm * POINTS_PER_MM, 6))
    .join(' ');
  const points = corners.map(([lon, lat]) => `${pdfNumber(lat, 9)} ${pdfNumber(lon, 9)}`).join(' ');
  const measure =
    `<< /Type /Measure /Subtype /GEO /Bounds [${CORNERS}] /LPTS [${CORNERS}] /GPTS [${points}] ` +
    `/GCS << /Type /PROJCS /EPSG ${epsg} >> >>`;
  return `/VP [<< /Type /Viewport /BBox [${box}] /Name ${pdfText('map')} /Measure ${measure} >>]`;
}
