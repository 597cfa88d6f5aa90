import type { GdalModule } from './gdal-module.ts';
import type { GdalPicture, GdalSource } from './protocol.ts';
import { rasterInfo, rasterTranslate, rasterWarp } from './raster-calls.ts';
import { makeResult, withDataset } from './with-dataset.ts';

/** A part of a picture, or all of it laid out anew, is far smaller than this; the disk ends earlier. */
const ROOM = 64 * 1024 ** 3;

/** The description of a picture as JSON; null when it could not be opened. */
export const describePicture = (module: GdalModule, source: GdalSource, pulse: () => void): string | null =>
  withDataset(module, 'picture', source, pulse, (dataset) => rasterInfo(module, dataset));

/** Makes one file from a picture; false when GDAL refused. */
export function makePicture(module: GdalModule, picture: GdalPicture, pulse: () => void): boolean {
  const make = picture.tool === 'warp' ? rasterWarp : rasterTranslate;
  return makeResult(module, 'picture', picture, ROOM, pulse, (dataset, target) =>
    make(module, dataset, target, picture.arguments),
  );
}
