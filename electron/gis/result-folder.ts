import type { GdalModule } from './gdal-module.ts';

/** Where a folder for results is mounted. */
export const RESULT_PLACE = '/result';

/** "No space left on device" as WASI numbers it. */
const NO_SPACE = 51;

/**
 * Mounts a folder for what is written, for as long as `work` runs.
 *
 * @param room bytes that may be written in all
 * @param pulse called with each read and write
 */
export function withResult<T>(
  module: GdalModule,
  folder: string,
  room: number,
  pulse: () => void,
  work: () => T,
): T {
  const { FS, NODEFS } = module;
  const { read, write } = NODEFS.stream_ops;
  let left = room;
  NODEFS.stream_ops.read = (...values) => {
    pulse();
    return read(...values);
  };
  NODEFS.stream_ops.write = (...values) => {
    pulse();
    left -= values[3];
    if (left < 0) throw new FS.ErrnoError(NO_SPACE);
    return write(...values);
  };
  FS.mount(NODEFS, { root: folder }, RESULT_PLACE);
  try {
    return work();
  } finally {
    FS.unmount(RESULT_PLACE);
    NODEFS.stream_ops.read = read;
    NODEFS.stream_ops.write = write;
  }
}
