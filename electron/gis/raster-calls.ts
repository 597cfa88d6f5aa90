import { numberCall, withList, type Handle } from './gdal-calls.ts';
import type { GdalModule } from './gdal-module.ts';

/* Calls of the C interface of GDAL for pictures, each freeing what it took. */

const RASTER = 0x02;
const VERBOSE_ERROR = 0x40;

/** Opens a picture, with one driver alone. */
export const openRaster = (
  module: GdalModule,
  path: string,
  driver: string,
  options: readonly string[],
): Handle =>
  withList(module, [driver], (drivers) =>
    withList(module, options, (list) =>
      numberCall(module, 'GDALOpenEx', path, RASTER | VERBOSE_ERROR, drivers, list, null),
    ),
  );

/** What `gdalinfo -json` prints about a picture; null when GDAL could not say. */
export function rasterInfo(module: GdalModule, dataset: Handle): string | null {
  // Control points, histograms and the list of files are of no use here and may be long.
  const words = ['-json', '-nogcp', '-norat', '-nofl', '-wkt_format', 'WKT1'];
  return withList(module, words, (list) => {
    const options = numberCall(module, 'GDALInfoOptionsNew', list, null);
    if (options === 0) return null;
    try {
      const text = numberCall(module, 'GDALInfo', dataset, options);
      if (text === 0) return null;
      try {
        return module.UTF8ToString(text);
      } finally {
        module._free(text);
      }
    } finally {
      module.ccall('GDALInfoOptionsFree', null, ['number'], [options]);
    }
  });
}

/** `gdal_translate` with these arguments from an open picture to `out`; the handle of what was written, 0 when it failed. */
export const rasterTranslate = (
  module: GdalModule,
  dataset: Handle,
  out: string,
  words: readonly string[],
): Handle =>
  withList(module, words, (list) => {
    const options = numberCall(module, 'GDALTranslateOptionsNew', list, null);
    if (options === 0) return 0;
    try {
      return numberCall(module, 'GDALTranslate', out, dataset, options, null);
    } finally {
      module.ccall('GDALTranslateOptionsFree', null, ['number'], [options]);
    }
  });

/** `gdalwarp` in the same way. */
export const rasterWarp = (
  module: GdalModule,
  dataset: Handle,
  out: string,
  words: readonly string[],
): Handle =>
  withList(module, words, (list) => {
    const options = numberCall(module, 'GDALWarpAppOptionsNew', list, null);
    if (options === 0) return 0;
    const sources = module._malloc(4);
    module.HEAPU32[sources / 4] = dataset;
    try {
      return numberCall(module, 'GDALWarp', out, null, 1, sources, options, null);
    } finally {
      module._free(sources);
      module.ccall('GDALWarpAppOptionsFree', null, ['number'], [options]);
    }
  });
