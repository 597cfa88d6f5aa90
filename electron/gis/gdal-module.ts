import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/*
 * The WebAssembly module of the package gdal3.js as Emscripten makes it. The JavaScript wrapper of that package is not
 * used: it opens with every driver it has, finds its files by a path relative to the working directory, and mounts
 * whole folders. The package stays outside of any bundle; its bytes are handed over, so that nothing is guessed or
 * fetched.
 */

/** A node of the module's file system. */
export interface FsNode {
  readonly id: number;
  readonly mode: number;
  readonly parent: FsNode;
  readonly name: string;
  node_ops: object;
  stream_ops: object;
  /** Of our own file systems: what stands behind the node. */
  own?: unknown;
}

export interface FsStream {
  readonly node: FsNode;
  position: number;
  /** Of our own file systems: the open file. */
  handle?: number;
}

type Transfer = (
  stream: FsStream,
  buffer: Int8Array,
  offset: number,
  length: number,
  position: number,
) => number;

export interface StreamOps {
  read: Transfer;
  write: Transfer;
}

export interface GdalModule {
  readonly FS: {
    readonly ErrnoError: new (errno: number) => Error;
    mkdir(path: string): void;
    mount(type: object, options: object, path: string): void;
    unmount(path: string): void;
    createNode(parent: FsNode | null, name: string, mode: number, dev: number): FsNode;
  };
  readonly NODEFS: { readonly stream_ops: StreamOps };
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
  lengthBytesUTF8(text: string): number;
  stringToUTF8(text: string, at: number, bytes: number): void;
  UTF8ToString(at: number): string;
  ccall(
    name: string,
    returns: 'number' | 'string' | null,
    types: readonly ('number' | 'string')[],
    values: readonly (number | string | null)[],
  ): unknown;
}

type Factory = (options: object) => Promise<GdalModule>;

export interface ModuleHooks {
  /** A line that GDAL writes for people: `ERROR 1: ...`, `Warning 1: ...`. */
  readonly onLine: (line: string) => void;
  /** A character of its progress bar. */
  readonly onCharacter: (code: number) => void;
}

/** Settings for the whole life of the module. */
const SETTINGS: Readonly<Record<string, string>> = {
  PROJ_LIB: '/usr/share/proj',
  GDAL_DATA: '/usr/share/gdal',
  // The build has no threads, and fails where one is asked for.
  GDAL_NUM_THREADS: '1',
  OGR2OGR_USE_ARROW_API: 'NO',
  OGR_GPKG_ALLOW_THREADED_RTREE: 'NO',
  // What follows paths inside of files or asks the network does not exist here, whatever is opened.
  GDAL_SKIP: 'VRT DERIVED WMTS GNMFile GNMDatabase STACTA STACIT OZI MRF',
  OGR_SKIP: 'OGR_VRT',
  // What is written is a file that passes through, or one that is moved into place when it is whole.
  OGR_SQLITE_SYNCHRONOUS: 'OFF',
  OGR_SQLITE_JOURNAL: 'OFF',
};

/** Loads GDAL with its drivers (about 0.3 s and 150 MB). Throws where the package is missing or damaged. */
export async function loadGdalModule(hooks: ModuleHooks): Promise<GdalModule> {
  const require = createRequire(import.meta.url);
  const folder = path.dirname(require.resolve('gdal3.js/package.json'));
  const factory = require('gdal3.js/build/package/gdal3WebAssembly.js') as Factory;
  const file = (name: string): Buffer => readFileSync(path.join(folder, 'dist', 'package', name));
  const data = file('gdal3WebAssembly.data');
  const module = await factory({
    wasmBinary: file('gdal3WebAssembly.wasm'),
    getPreloadedPackage: () => data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength),
    locateFile: (name: string) => name,
    printErr: hooks.onLine,
    stdout: hooks.onCharacter,
    preRun: [({ ENV }: { ENV: Record<string, string> }) => Object.assign(ENV, SETTINGS)],
  });
  module.ccall('GDALAllRegister', null, [], []);
  return module;
}
