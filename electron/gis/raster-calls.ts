import { numberCall, said, withOneDataset, withOptions, type Handle } from './gdal-calls.ts';
import type { GdalModule } from './gdal-module.ts';

/* Calls of the C interface of GDAL for pictures, each freeing what it took. */

/** What `gdalinfo -json` prints about a picture: control points, histograms and the list of files may be long. */
export const rasterInfo = (module: GdalModule, dataset: Handle): string | null =>
  said(module, 'GDALInfo', ['-json', '-nogcp', '-norat', '-nofl', '-wkt_format', 'WKT1'], dataset);

/** `gdal_translate` with these arguments from an open picture to `out`; the handle of what was written, 0 when it failed. */
export const rasterTranslate = (
  module: GdalModule,
  dataset: Handle,
  out: string,
  words: readonly string[],
): Handle =>
  withOptions(module, 'GDALTranslate', words, (options) =>
    numberCall(module, 'GDALTranslate', out, dataset, options, null),
  ) ?? 0;

/** `gdalwarp` in the same way. */
export const rasterWarp = (
  module: GdalModule,
  dataset: Handle,
  out: string,
  words: readonly string[],
): Handle =>
  withOptions(module, 'GDALWarpApp', words, (options) =>
    withOneDataset(module, dataset, (list) =>
      numberCall(module, 'GDALWarp', out, null, 1, list, options, null),
    ),
  ) ?? 0;
