import { fromGeoJson } from '../../geometry/geojson.ts';
import { packPoints } from '../../geometry/build-packed.ts';
import type { Packed } from '../../geometry/packed.ts';
import { readWktGeometries } from '../../paste/read-wkt.ts';
import { fail, ok, type Result } from '../../result.ts';
import { refused, type Problem, type RawFeature, type RawValue } from '../raw.ts';
import { coordinateOf } from './cell-number.ts';
import type { PositionColumns, SheetLayout } from './layout.ts';
import { createPlotReader } from './plots.ts';
import type { SheetRow } from './sheet-row.ts';

/** Turns the rows of a sheet into features, one after the other; `end` gives what is still open. */
export interface SheetReader {
  add(row: SheetRow): readonly (RawFeature | Problem)[];
  end(): readonly (RawFeature | Problem)[];
}

const EMPTY = /^(?:SRID=\d+;)?\s?[A-Z]{5,18}\s(?:ZM?\s|M\s)?EMPTY$/i;

function jsonGeometry(text: string): unknown {
  try {
    const value = JSON.parse(text) as { type?: unknown; geometry?: unknown } | null;
    return value?.type === 'Feature' ? value.geometry : value;
  } catch {
    return undefined;
  }
}

/** A geometry as text; null for none. */
function textGeometry(cell: RawValue): Result<Packed | null> {
  if (cell === null || (typeof cell === 'string' && EMPTY.test(cell.trim()))) return ok(null);
  if (typeof cell !== 'string') return fail('sheet-geometry');
  if (cell.trimStart().startsWith('{')) {
    const geometry = jsonGeometry(cell);
    if (geometry === undefined) return fail('sheet-geometry');
    return geometry === null ? ok(null) : fromGeoJson(geometry, { raw: true });
  }
  const found = readWktGeometries(cell);
  return found?.length === 1 ? fromGeoJson(found[0]!.geometry, { raw: true }) : fail('sheet-geometry');
}

/** One point; null for a row without one. */
function pointGeometry(row: SheetRow, { first, second }: PositionColumns): Result<Packed | null> {
  const cells = [row.cells[first] ?? null, row.cells[second] ?? null] as const;
  if (cells[0] === null && cells[1] === null) return ok(null);
  const [x, y] = [coordinateOf(cells[0]), coordinateOf(cells[1])];
  return x === null || y === null
    ? fail('sheet-coordinates', {
        x: String(cells[0] ?? '').slice(0, 40),
        y: String(cells[1] ?? '').slice(0, 40),
      })
    : ok(packPoints([[x, y]], { raw: true }));
}

/** Reads the rows of a sheet by its layout. Rows up to the end of the head are passed over, repeated heads too. */
export function createSheetReader(layout: SheetLayout): SheetReader {
  const { shape, headEnd, fields } = layout;
  const isHead = ({ cells }: SheetRow): boolean =>
    layout.header && layout.names.every((name, c) => (cells[c] ?? null) === null || cells[c] === name);
  if (shape.kind === 'plots') {
    const plots = createPlotReader({ ...layout, shape });
    return {
      // Rows above the head may name the first plot.
      add: (row) =>
        isHead(row) || (row.number >= layout.headStart && row.number <= headEnd) ? [] : plots.add(row),
      end: () => plots.end(),
    };
  }
  let number = 0;
  return {
    end: () => [],
    add: (row) => {
      if (row.number <= headEnd || isHead(row)) return [];
      number++;
      const geometry =
        shape.kind === 'none'
          ? ok(null)
          : shape.kind === 'points'
            ? pointGeometry(row, shape.at)
            : textGeometry(row.cells[shape.column] ?? null);
      if (!geometry.ok)
        return [refused(number, geometry.error.code, { ...geometry.error.params, row: row.number })];
      const values = Object.fromEntries(
        fields.map(({ name, column }): [string, RawValue] => [name, row.cells[column] ?? null]),
      );
      return [{ kind: 'feature', number, values, geometry: geometry.value }];
    },
  };
}
