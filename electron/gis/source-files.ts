import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { FsNode, FsStream, GdalModule } from './gdal-module.ts';
import type { GdalSource } from './protocol.ts';

/*
 * A file system of the module that holds the files of one source and nothing else, read-only: GDAL cannot see what
 * lies beside them, whatever a file says, and cannot write where it reads. Numbers of errors are those of WASI, modes
 * those of POSIX.
 */

const ERRNO = { invalid: 28, io: 29, missing: 44, readOnly: 69 } as const;
const MODE = { folder: 0o040555, file: 0o100444 } as const;
const BLOCK = 4096;

/** What reading may cost: a broken index that leads round in circles reads the same bytes for ever. */
const READ_FACTOR = 200;
const READ_ROOM = 1024 ** 3;

interface OpenSource {
  readonly path: string;
  readonly size: number;
  readonly time: Date;
}

type Tree = ReadonlyMap<string, OpenSource | Tree>;

/** What a source shows: its files, in its folder where it has one. */
function treeOf(source: GdalSource): Tree {
  const files = new Map<string, OpenSource>();
  for (const { name, path } of source.files) {
    const { size, mtime } = statSync(path);
    files.set(name, { path, size, time: mtime });
  }
  return source.folder === null ? files : new Map([[source.folder, files]]);
}

const isFile = (entry: OpenSource | Tree): entry is OpenSource => 'path' in entry;

/** Where a source is mounted. */
export const SOURCE_PLACE = '/source';

/** The path under which GDAL opens a source. */
export const sourcePath = (source: GdalSource): string =>
  `${SOURCE_PLACE}/${source.folder ?? source.files[0]?.name ?? ''}`;

/**
 * Mounts a source for as long as `work` runs.
 *
 * @param pulse called with each read
 */
export function withSource<T>(
  module: GdalModule,
  source: GdalSource,
  pulse: () => void,
  work: (path: string) => T,
): T {
  const { FS } = module;
  const tree = treeOf(source);
  let budget = READ_FACTOR * sourceBytes(source) + READ_ROOM;
  const open = new Set<number>();
  const entryOf = (node: FsNode): OpenSource | Tree => node.own as OpenSource | Tree;
  const fail = (errno: number): never => {
    throw new FS.ErrnoError(errno);
  };
  /** An error of this computer becomes one of the module: anything else thrown would break it. */
  const asked = <T>(work: () => T): T => {
    try {
      return work();
    } catch {
      return fail(ERRNO.io);
    }
  };
  const refuse = (): never => fail(ERRNO.readOnly);

  const make = (parent: FsNode | null, name: string, entry: OpenSource | Tree): FsNode => {
    const node = FS.createNode(parent, name, isFile(entry) ? MODE.file : MODE.folder, 0);
    node.own = entry;
    node.node_ops = {
      getattr: attributes,
      setattr: refuse,
      lookup: (folder: FsNode, wanted: string): FsNode => {
        const inside = entryOf(folder);
        const found = isFile(inside) ? undefined : inside.get(wanted);
        return found === undefined ? fail(ERRNO.missing) : make(folder, wanted, found);
      },
      mknod: refuse,
      rename: refuse,
      unlink: refuse,
      rmdir: refuse,
      symlink: refuse,
      readdir: (folder: FsNode): string[] => {
        const inside = entryOf(folder);
        return isFile(inside) ? [] : ['.', '..', ...inside.keys()];
      },
    };
    node.stream_ops = {
      open: (stream: FsStream) => {
        const file = entryOf(stream.node);
        if (!isFile(file)) return;
        stream.handle = asked(() => openSync(file.path, 'r'));
        open.add(stream.handle);
      },
      close: (stream: FsStream) => {
        if (stream.handle === undefined) return;
        open.delete(stream.handle);
        closeSync(stream.handle);
      },
      read: (stream: FsStream, buffer: Int8Array, offset: number, length: number, position: number) => {
        pulse();
        budget -= length;
        if (stream.handle === undefined || budget < 0) return fail(ERRNO.io);
        const { handle } = stream;
        return asked(() => readSync(handle, buffer, offset, length, position));
      },
      write: refuse,
      llseek: (stream: FsStream, offset: number, whence: number): number => {
        const file = entryOf(stream.node);
        const base = whence === 1 ? stream.position : whence === 2 && isFile(file) ? file.size : 0;
        return base + offset < 0 ? fail(ERRNO.invalid) : base + offset;
      },
    };
    return node;
  };
  const attributes = (node: FsNode): object => {
    const entry = entryOf(node);
    const size = isFile(entry) ? entry.size : BLOCK;
    const time = isFile(entry) ? entry.time : new Date(0);
    return {
      dev: 1,
      ino: node.id,
      mode: node.mode,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: 0,
      size,
      atime: time,
      mtime: time,
      ctime: time,
      blksize: BLOCK,
      blocks: Math.ceil(size / BLOCK),
    };
  };

  FS.mount({ mount: () => make(null, '/', tree) }, {}, SOURCE_PLACE);
  try {
    return work(sourcePath(source));
  } finally {
    FS.unmount(SOURCE_PLACE);
    for (const handle of open) closeSync(handle);
  }
}

/** Bytes of all files of a source. */
export const sourceBytes = (source: GdalSource): number =>
  source.files.reduce((sum, { path }) => sum + statSync(path).size, 0);
