import { z } from 'zod';

/* What `ogrinfo -json` prints (GDAL 3.8), as far as it is used. The texts in it come from the file. */

const field = z.object({
  name: z.string(),
  type: z.string(),
  subType: z.string().optional(),
  width: z.number().optional(),
  precision: z.number().optional(),
  alias: z.string().optional(),
  domainName: z.string().optional(),
});

const geometryField = z.object({
  name: z.string(),
  type: z.string(),
  coordinateSystem: z.object({ wkt: z.string() }).nullish(),
});

const layer = z.object({
  name: z.string(),
  featureCount: z.number().optional(),
  geometryFields: z.array(geometryField).default([]),
  fields: z.array(field).default([]),
});

const schema = z.object({ driverShortName: z.string(), layers: z.array(layer).default([]) });

/** A layer as GDAL describes it. */
export type GdalLayer = Readonly<z.infer<typeof layer>>;
export type GdalInfo = Readonly<z.infer<typeof schema>>;

/** The description of a dataset; null for anything else. */
export function readInfo(json: string): GdalInfo | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  const read = schema.safeParse(value);
  return read.success ? read.data : null;
}
