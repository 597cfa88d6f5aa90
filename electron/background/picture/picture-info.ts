import { z } from 'zod';

/* What `gdalinfo -json` prints, as far as it is used. The texts in it come from the file. */

const number = z.number();
const band = z.object({
  block: z.tuple([number, number]),
  type: z.string(),
  colorInterpretation: z.string(),
  noDataValue: z.union([number, z.string()]).nullish(),
  colorTable: z.object({ entries: z.array(z.array(number).min(3).max(4)).max(65_536) }).nullish(),
});
const ring = z.array(z.tuple([number, number])).min(4);

const schema = z.object({
  size: z.tuple([number.int().positive(), number.int().positive()]),
  coordinateSystem: z.object({ wkt: z.string() }).nullish(),
  geoTransform: z.tuple([number, number, number, number, number, number]).nullish(),
  wgs84Extent: z.object({ coordinates: z.array(ring).min(1) }).nullish(),
  metadata: z.record(z.string(), z.unknown()).default({}),
  bands: z.array(band).min(1).max(10_000),
});

/** A picture as GDAL describes it. */
export interface PictureInfo {
  readonly width: number;
  readonly height: number;
  /** Definition of the stated system, empty when it states none. */
  readonly wkt: string;
  /** From pixel and line to the system's coordinates, in the order of GDAL; null when it has no place. */
  readonly geoTransform: readonly [number, number, number, number, number, number] | null;
  /** Corners in degrees as GDAL computes them, null where it cannot. */
  readonly corners: readonly (readonly [number, number])[] | null;
  readonly compressed: boolean;
  readonly bands: readonly {
    readonly block: readonly [number, number];
    readonly type: string;
    readonly color: string;
    readonly nodata: number | null;
    readonly palette: readonly (readonly [number, number, number, number])[] | null;
  }[];
}

const byte = (value: number | undefined): number => Math.max(0, Math.min(255, Math.round(value ?? 255)));

/** The description of a picture; null for anything else. */
export function readPictureInfo(json: string): PictureInfo | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const read = schema.safeParse(value);
  if (!read.success) return null;
  const { size, coordinateSystem, geoTransform, wgs84Extent, metadata, bands } = read.data;
  const structure = metadata['IMAGE_STRUCTURE'] as Readonly<Record<string, unknown>> | undefined;
  // GDAL gives this where it knows of none.
  const placed = geoTransform && geoTransform.join() !== '0,1,0,0,0,1' ? geoTransform : null;
  return {
    width: size[0],
    height: size[1],
    wkt: coordinateSystem?.wkt ?? '',
    geoTransform: placed,
    corners: wgs84Extent?.coordinates[0]?.slice(0, 4) ?? null,
    compressed: typeof structure?.['COMPRESSION'] === 'string',
    bands: bands.map((one) => ({
      block: one.block,
      type: one.type,
      color: one.colorInterpretation,
      nodata: typeof one.noDataValue === 'number' ? one.noDataValue : null,
      palette:
        one.colorTable?.entries.map(([r, g, b, a]) => [byte(r), byte(g), byte(b), byte(a)] as const) ?? null,
    })),
  };
}
