import path from 'node:path';
import { close, setOption } from './gdal-calls.ts';
import type { GdalModule } from './gdal-module.ts';
import type { GdalPicture, GdalSource } from './protocol.ts';
import { openRaster, rasterInfo, rasterTranslate, rasterWarp } from './raster-calls.ts';
import { RESULT_PLACE, withResult } from './result-folder.ts';
import { withSource } from './source-files.ts';

/** A part of a picture, or all of it laid out anew, is far smaller than this; the disk ends earlier. */
const ROOM = 64 * 1024 ** 3;

function withPicture<T>(
  module: GdalModule,
  source: GdalSource,
  pulse: () => void,
  work: (dataset: number) => T,
): T | null {
  return withSource(module, source, pulse, (place) => {
    const dataset = openRaster(module, place, source.driver, source.options);
    if (dataset === 0) return null;
    try {
      return work(dataset);
    } finally {
      close(module, dataset);
    }
  });
}

/** The description of a picture as JSON; null when it could not be opened. */
export const describePicture = (module: GdalModule, source: GdalSource, pulse: () => void): string | null =>
  withPicture(module, source, pulse, (dataset) => rasterInfo(module, dataset));

/** Makes one file from a picture; false when GDAL refused. */
export function makePicture(module: GdalModule, picture: GdalPicture, pulse: () => void): boolean {
  const { source, out, settings, tool } = picture;
  const make = tool === 'warp' ? rasterWarp : rasterTranslate;
  for (const [name, value] of Object.entries(settings)) setOption(module, name, value);
  try {
    const done = withResult(module, path.dirname(out), ROOM, pulse, () =>
      withPicture(module, source, pulse, (dataset) => {
        const target = `${RESULT_PLACE}/${path.basename(out)}`;
        const written = make(module, dataset, target, picture.arguments);
        if (written !== 0) close(module, written);
        return written !== 0;
      }),
    );
    return done === true;
  } finally {
    for (const name of Object.keys(settings)) setOption(module, name, null);
  }
}
