import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LayerStyle } from '../../../shared/model/layer-style.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { labelSourceLayer, shapeSourceLayer, tileFields } from '../../../shared/map/tile-fields.ts';
import { tileAt, type Tile } from '../../../shared/map/tile-grid.ts';
import { BUFFER, EXTENT, tileFrame, UNITS_PER_PIXEL, type TileFrame } from '../../../shared/tiles/frame.ts';
import { mvtLayer, mvtTile } from '../../../shared/tiles/mvt-writer.ts';
import { shapeStream } from '../../../shared/tiles/shape-stream.ts';
import { drawPoint, drawShape, drawSquare } from '../../../shared/tiles/tile-shape.ts';
import { labelFields, labelRank, labelTexts, type Labels } from './labels.ts';
import type { Reader, Representative, SizedBox, VisitedRow } from './reader-types.ts';

/** From this zoom on tiles show every feature; below, those under a pixel are thinned. */
export const DETAIL_ZOOM = 13;
/** Rounding of overviews, tile units: half a screen pixel, which halves their bytes. */
const OVERVIEW_STEP = 4;
/** Features read between two looks at the clock. */
const CHUNK = 64;
/** Side of the square that stands for faces under a pixel, screen pixels. */
const CELL_PIXELS = 2;
/** Strips in which those faces are looked up, so that no single query takes long. */
const STRIPS = 16;
/** Features without a name are labelled when their box is so many screen pixels wide and half as high. */
const LABEL_PIXELS = 40;
/** Features with a name are, in overviews, when it is so many wide or high. */
const NAMED_PIXELS = 6;

/** A tile in the making, in slices, so that making it never keeps others waiting. */
export interface TileJob {
  readonly layer: string;
  readonly tile: Tile;
  /** Degrees the tile shows, with its buffer. */
  readonly window: TileFrame['window'];
  /** Revision at the beginning; the tile is at least so new. */
  readonly rev: number;
  /** Works until done or until `late()`; true when the tile is complete. */
  run(late: () => boolean): boolean;
  /** The tile as far as it has come: the largest features first. Null when there is nothing in it. */
  bytes(): Uint8Array | null;
}

interface Painter {
  row(row: VisitedRow): void;
  square(row: VisitedRow, cell: Representative): void;
  bytes(): Uint8Array | null;
}

/** Size of a screen pixel in degrees at the tile's own latitude. */
function pixelDegrees({ window }: TileFrame): readonly [number, number] {
  const pixels = (EXTENT + 2 * BUFFER) / UNITS_PER_PIXEL;
  return [(window[2] - window[0]) / pixels, (window[3] - window[1]) / pixels];
}

/** What decides what a layer's tiles say of its features; tiles made under another are of no use. */
export function tileContent(schema: LayerSchema, style: LayerStyle | null): string {
  const named = labelFields(schema);
  const domains = schema.fields.filter(({ name }) => named.includes(name)).map(({ domain }) => domain ?? '');
  return [...tileFields(schema.id, style), '/', ...named, '/', ...domains, '/', ...styledLabels(style)].join(
    ' ',
  );
}

/** Fields of the style's labels; none where labels are the standard's. */
const styledLabels = (style: LayerStyle | null): readonly string[] => style?.labels?.fields ?? [];

function painter(
  frame: TileFrame,
  schema: LayerSchema,
  style: LayerStyle | null,
  labels: Labels,
  fields: readonly string[],
): Painter {
  const { tile } = frame;
  const shown = fields.length - labelFields(schema).length;
  const keys = fields.slice(0, shown);
  const shapes = mvtLayer(shapeSourceLayer(schema.id));
  const points = mvtLayer(labelSourceLayer(schema.id));
  const labelKeys = [...new Set([...keys, 'name', 'area_m2', 'rank', 'rev'])];
  const stream = shapeStream();
  const textOf = labelTexts(schema);
  const [pixelX, pixelY] = pixelDegrees(frame);
  const styled = styledLabels(style).map((name) => keys.indexOf(name));
  const hasName = styled.length > 0 ? styledLabels(style).includes('name') : keys.includes('name');
  /** The text by the style where it has one of its own: any of its fields will do. */
  const labelOf = (values: VisitedRow['values']): string | null => {
    if (styled.length === 0) return textOf(values.slice(shown));
    const first = styled.map((at) => values[at]).find((value) => value !== null && value !== '');
    return first === undefined ? null : String(first);
  };

  const wantsLabel = (geometry: Packed, text: string | null): boolean => {
    if (geometry.kind !== 'polygon') return true;
    const width = (geometry.box[2] - geometry.box[0]) / pixelX;
    const height = (geometry.box[3] - geometry.box[1]) / pixelY;
    if (styled.length > 0 && text === null) return false;
    if (!hasName) return text !== null && width >= LABEL_PIXELS && height >= LABEL_PIXELS / 2;
    return tile.z >= DETAIL_ZOOM || width >= NAMED_PIXELS || height >= NAMED_PIXELS;
  };

  const addLabel = (row: VisitedRow, geometry: Packed): void => {
    const text = labelOf(row.values);
    if (!wantsLabel(geometry, text)) return;
    const label = labels.of(schema.id, row.fid, row.rev, geometry);
    if (label === null) return;
    const at = tileAt(label.at[0], label.at[1], tile.z);
    // Exactly one tile of a zoom holds the point; the buffers of its neighbours do not count.
    if (at.x !== tile.x || at.y !== tile.y) return;
    const unit = (value: number): number => Math.max(0, Math.min(EXTENT - 1, Math.floor(value)));
    drawPoint(stream, unit(frame.x(label.at[0])), unit(frame.y(label.at[1])));
    const named: Record<string, string | number | null> = {};
    keys.forEach((key, i) => {
      named[key] = row.values[i] ?? null;
    });
    if (styled.length === 0) named.name ??= text;
    named.area_m2 ??= label.areaM2 === null ? null : Math.round(label.areaM2);
    named.rank = labelRank(label.areaM2);
    named.rev = row.rev;
    points.add(
      row.fid,
      stream,
      labelKeys,
      labelKeys.map((key) => named[key]),
    );
  };

  return {
    row: (row) => {
      const geometry = row.geometry();
      if (geometry === null) return;
      if (drawShape(stream, frame, geometry)) shapes.add(row.fid, stream, keys, row.values);
      addLabel(row, geometry);
    },
    square: (row, cell) => {
      const [x, y] = [cell.x * CELL_PIXELS * pixelX, (cell.y + 1) * CELL_PIXELS * pixelY];
      drawSquare(stream, Math.round(frame.x(x)), Math.round(frame.y(y)), CELL_PIXELS * UNITS_PER_PIXEL);
      shapes.add(row.fid, stream, keys, row.values);
    },
    bytes: () => mvtTile([shapes, points]),
  };
}

/** Begins a tile of a layer; null when there is no such layer or it has no geometry. */
export function tileJob(reader: Reader, labels: Labels, layer: string, tile: Tile): TileJob | null {
  return reader.within(() => {
    const schema = reader.schema(layer);
    if (schema === undefined || schema.geometry === null) return null;
    const frame = tileFrame(tile, tile.z < DETAIL_ZOOM ? OVERVIEW_STEP : 1);
    const style = reader.style(layer);
    const fields = [...tileFields(layer, style), ...labelFields(schema)];
    const paint = painter(frame, schema, style, labels, fields);
    const thinned = tile.z < DETAIL_ZOOM && schema.geometry.endsWith('POLYGON');
    const pixel = pixelDegrees(frame);
    const steps = thinned
      ? overviewSteps(reader, frame, layer, fields, paint, pixel)
      : detailSteps(reader, frame, layer, fields, paint);
    return {
      layer,
      tile,
      window: frame.window,
      rev: reader.rev(),
      run: (late) => {
        while (!late()) if (steps.next().done === true) return true;
        return false;
      },
      bytes: () => paint.bytes(),
    };
  });
}

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += CHUNK) yield items.slice(from, from + CHUNK);
}

function* paintRows(
  reader: Reader,
  layer: string,
  fids: readonly number[],
  fields: readonly string[],
  paint: Painter,
): Generator<void> {
  for (const some of chunks(fids)) {
    reader.visit(layer, some, fields, (row) => paint.row(row));
    yield;
  }
}

function* detailSteps(
  reader: Reader,
  { window }: TileFrame,
  layer: string,
  fields: readonly string[],
  paint: Painter,
): Generator<void> {
  yield* paintRows(reader, layer, reader.candidates(layer, window), fields, paint);
}

/** Faces of a pixel and more, largest first; then, for the rest, one face for each cell of two pixels. */
function* overviewSteps(
  reader: Reader,
  { window }: TileFrame,
  layer: string,
  fields: readonly string[],
  paint: Painter,
  pixel: readonly [number, number],
): Generator<void> {
  const large: SizedBox[] = [];
  const strip = (window[3] - window[1]) / STRIPS;
  for (let i = 0; i < STRIPS; i++) {
    // The first takes what begins south of the window, too.
    const south = i === 0 ? -Infinity : window[1] + i * strip;
    const north = i === STRIPS - 1 ? Infinity : window[1] + (i + 1) * strip;
    for (const one of reader.sized(layer, window, pixel, [south, north])) large.push(one);
    yield;
  }
  large.sort((a, b) => b.size - a.size || a.fid - b.fid);
  const fids = large.map((one) => one.fid);
  yield* paintRows(reader, layer, fids, fields, paint);
  const cell = [CELL_PIXELS * pixel[0], CELL_PIXELS * pixel[1]] as const;
  const first = Math.floor(window[1] / cell[1]);
  const last = Math.floor(window[3] / cell[1]);
  const height = Math.ceil((last - first + 1) / STRIPS);
  for (let row = first; row <= last; row += height) {
    const band = [window[0], row * cell[1], window[2], (row + height) * cell[1]] as const;
    // A face whose middle lies in another band is found there.
    const found = reader
      .representatives(layer, band, cell, pixel)
      .filter((one) => one.y >= row && one.y < row + height);
    yield;
    for (const some of chunks(found)) {
      const cells = new Map(some.map((one) => [one.fid, one]));
      reader.visitFields(layer, [...cells.keys()], fields, (visited) => {
        paint.square(visited, cells.get(visited.fid)!);
      });
      yield;
    }
  }
}
