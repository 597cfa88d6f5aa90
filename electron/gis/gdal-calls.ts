import type { GdalModule } from './gdal-module.ts';

/* Calls of the C interface of GDAL (gdal.h, gdal_utils.h), each freeing what it took. */

/** A handle of GDAL; 0 is none. */
export type Handle = number;

const VECTOR = 0x04;
const VERBOSE_ERROR = 0x40;

/** Takes memory of the module; without it nothing can be asked, and the module is given up. */
function take(module: GdalModule, bytes: number): number {
  const at = module._malloc(bytes);
  if (at === 0) throw new Error('out of memory');
  return at;
}

/** Runs `work` with a NULL-terminated list of strings. */
export function withList<T>(module: GdalModule, words: readonly string[], work: (list: number) => T): T {
  const texts = words.map((word) => {
    const bytes = module.lengthBytesUTF8(word) + 1;
    const at = take(module, bytes);
    module.stringToUTF8(word, at, bytes);
    return at;
  });
  const list = take(module, 4 * (texts.length + 1));
  [...texts, 0].forEach((at, i) => {
    module.HEAPU32[list / 4 + i] = at;
  });
  try {
    return work(list);
  } finally {
    for (const at of [...texts, list]) module._free(at);
  }
}

export const numberCall = (
  module: GdalModule,
  name: string,
  ...values: readonly (number | string | null)[]
): number =>
  module.ccall(
    name,
    'number',
    values.map((value) => (typeof value === 'string' ? 'string' : 'number')),
    values,
  ) as number;

/** Sets an option for all that follows; null takes it back. */
export function setOption(module: GdalModule, name: string, value: string | null): void {
  module.ccall('CPLSetConfigOption', null, ['string', value === null ? 'number' : 'string'], [name, value]);
}

/** Opens features, with one driver alone. */
export const openVector = (
  module: GdalModule,
  path: string,
  driver: string,
  options: readonly string[],
): Handle =>
  withList(module, [driver], (drivers) =>
    withList(module, options, (list) =>
      numberCall(module, 'GDALOpenEx', path, VECTOR | VERBOSE_ERROR, drivers, list, null),
    ),
  );

export const close = (module: GdalModule, dataset: Handle): void =>
  void module.ccall('GDALClose', null, ['number'], [dataset]);

/** What `ogrinfo -json` prints about a dataset, features left out; null when GDAL could not say. */
export function vectorInfo(module: GdalModule, dataset: Handle): string | null {
  return withList(module, ['-json', '-nomd'], (list) => {
    const options = numberCall(module, 'GDALVectorInfoOptionsNew', list, null);
    if (options === 0) return null;
    try {
      const text = numberCall(module, 'GDALVectorInfo', dataset, options);
      if (text === 0) return null;
      try {
        return module.UTF8ToString(text);
      } finally {
        module._free(text);
      }
    } finally {
      module.ccall('GDALVectorInfoOptionsFree', null, ['number'], [options]);
    }
  });
}

/** `ogr2ogr` with these arguments from an open dataset to `out`; the handle of what was written, 0 when it failed. */
export function vectorTranslate(
  module: GdalModule,
  dataset: Handle,
  out: string,
  words: readonly string[],
): Handle {
  return withList(module, words, (list) => {
    const options = numberCall(module, 'GDALVectorTranslateOptionsNew', list, null);
    if (options === 0) return 0;
    const sources = take(module, 4);
    module.HEAPU32[sources / 4] = dataset;
    try {
      return numberCall(module, 'GDALVectorTranslate', out, null, 1, sources, options, null);
    } finally {
      module._free(sources);
      module.ccall('GDALVectorTranslateOptionsFree', null, ['number'], [options]);
    }
  });
}
