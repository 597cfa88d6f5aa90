import type { GdalModule } from './gdal-module.ts';

/* Calls of the C interface of GDAL (gdal.h, gdal_utils.h), each freeing what it took. */

/** A handle of GDAL; 0 is none. */
export type Handle = number;

/** What a dataset is opened as (`GDAL_OF_VECTOR`, `GDAL_OF_RASTER`). */
const OPEN_AS = { features: 0x04, picture: 0x02 } as const;
export type Content = keyof typeof OPEN_AS;
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

/** Opens a dataset, with one driver alone. */
export const openDataset = (
  module: GdalModule,
  content: Content,
  path: string,
  driver: string,
  options: readonly string[],
): Handle =>
  withList(module, [driver], (drivers) =>
    withList(module, options, (list) =>
      numberCall(module, 'GDALOpenEx', path, OPEN_AS[content] | VERBOSE_ERROR, drivers, list, null),
    ),
  );

export const close = (module: GdalModule, dataset: Handle): void =>
  void module.ccall('GDALClose', null, ['number'], [dataset]);

/** Runs a program of GDAL (`GDALInfo`, `GDALWarpApp` ...) with its options made of words; null when they are refused. */
export const withOptions = <T>(
  module: GdalModule,
  program: string,
  words: readonly string[],
  work: (options: number) => T,
): T | null =>
  withList(module, words, (list) => {
    const options = numberCall(module, `${program}OptionsNew`, list, null);
    if (options === 0) return null;
    try {
      return work(options);
    } finally {
      module.ccall(`${program}OptionsFree`, null, ['number'], [options]);
    }
  });

/** The text that a program of GDAL says of a dataset; null when it could not say. */
export const said = (
  module: GdalModule,
  program: string,
  words: readonly string[],
  dataset: Handle,
): string | null =>
  withOptions(module, program, words, (options) => {
    const text = numberCall(module, program, dataset, options);
    if (text === 0) return null;
    try {
      return module.UTF8ToString(text);
    } finally {
      module._free(text);
    }
  });

/** Runs `work` with a list of one dataset, as programs take that work on several. */
export function withOneDataset<T>(module: GdalModule, dataset: Handle, work: (list: number) => T): T {
  const list = take(module, 4);
  module.HEAPU32[list / 4] = dataset;
  try {
    return work(list);
  } finally {
    module._free(list);
  }
}

/** What `ogrinfo -json` prints about a dataset, features left out. */
export const vectorInfo = (module: GdalModule, dataset: Handle): string | null =>
  said(module, 'GDALVectorInfo', ['-json', '-nomd'], dataset);

/** `ogr2ogr` with these arguments from an open dataset to `out`; the handle of what was written, 0 when it failed. */
export const vectorTranslate = (
  module: GdalModule,
  dataset: Handle,
  out: string,
  words: readonly string[],
): Handle =>
  withOptions(module, 'GDALVectorTranslate', words, (options) =>
    withOneDataset(module, dataset, (list) =>
      numberCall(module, 'GDALVectorTranslate', out, null, 1, list, options, null),
    ),
  ) ?? 0;
