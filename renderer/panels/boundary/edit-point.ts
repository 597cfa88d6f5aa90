import { parsePoint } from '../../../shared/crs/coordinate-text.ts';
import type { CoordinateContext } from '../../../shared/crs/readings.ts';
import { toZoneXY } from '../../../shared/crs/zone-xy.ts';
import type { LonLat } from '../../../shared/geometry/geodesic.ts';
import { fail, type Result, ok } from '../../../shared/result.ts';

export const EDITABLE = ['x', 'y', 'lon', 'lat'] as const;
export type EditColumn = (typeof EDITABLE)[number];

/** What is typed for one point: X and Y, or longitude and latitude; what is not typed stays as it is. */
export interface PointEdit {
  readonly row: number;
  readonly column: EditColumn;
  readonly texts: Partial<Readonly<Record<EditColumn, string>>>;
}

const PLANE: readonly EditColumn[] = ['x', 'y'];

/** The next state when a text is typed: what was typed in the other kind of coordinates is given up. */
export function typedInto(edit: PointEdit, column: EditColumn, text: string): PointEdit {
  const kept = PLANE.includes(column) ? PLANE : EDITABLE.filter((one) => !PLANE.includes(one));
  const texts = Object.fromEntries(
    Object.entries(edit.texts).filter(([key]) => kept.includes(key as EditColumn)),
  );
  return { ...edit, column, texts: { ...texts, [column]: text } };
}

/** Where the point goes: its coordinates with the typed ones in their place. Null while nothing is typed. */
export function editedPlace(edit: PointEdit, at: LonLat, context: CoordinateContext): Result<LonLat> | null {
  const { x, y, lon, lat } = edit.texts;
  if (x !== undefined || y !== undefined) {
    const now = context.zone === null ? null : toZoneXY(at[0], at[1], context.zone);
    if (now === null) return fail('coordinate.no-zone');
    // What is not typed keeps its full precision, not what is shown of it.
    const read = parsePoint(`X ${x ?? now.x.toFixed(6)}, Y ${y ?? now.y.toFixed(6)}`, context);
    return read.ok ? ok(read.value.at) : read;
  }
  if (lon !== undefined || lat !== undefined) {
    const read = parsePoint(`L ${lon ?? at[0].toFixed(9)}, B ${lat ?? at[1].toFixed(9)}`, context);
    return read.ok ? ok(read.value.at) : read;
  }
  return null;
}
