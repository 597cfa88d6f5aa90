import { open, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { imageKind, isTileImage } from '../../../shared/background/image-kind.ts';
import { plainText } from '../../../shared/background/plain-text.ts';
import type { TileFacts } from '../../../shared/background/types.ts';
import type { Tile } from '../../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { directoryBytes, findEntry, parseDirectory, tileId, type Directory } from './directory.ts';
import { HEADER_BYTES, readHeader, type PmtilesHeader, type Span } from './header.ts';

/** A raster tile archive in one file (PMTiles 3). */
export interface Pmtiles {
  readonly facts: TileFacts;
  tile(tile: Tile): Promise<Result<Uint8Array | null>>;
  /** Bytes of the directories kept in memory, never more than `KEPT_BYTES`. */
  readonly kept: number;
  close(): Promise<void>;
}

const inflate = promisify(gunzip);
const MAX_TILE_BYTES = 4_000_000;
/** Bytes of a directory or of the metadata, compressed and not: the standard keeps them far below. */
const MAX_DIRECTORY_BYTES = 16_000_000;
/** Directories kept in memory: so many bytes of them, and of broken ones so many. */
export const KEPT_BYTES = 32_000_000;
const KEPT = 256;
/** Root, leaves, and one more. */
const MAX_DEPTH = 4;

async function readSpan(file: FileHandle, { offset, length }: Span): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  return bytesRead === length ? bytes : null;
}

/** Text of the metadata under a name, where it has one. */
function textOf(json: Uint8Array, name: string): string {
  try {
    const value = (JSON.parse(new TextDecoder().decode(json)) as Record<string, unknown> | null)?.[name];
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

class Archive implements Pmtiles {
  readonly #file: FileHandle;
  readonly #header: PmtilesHeader;
  readonly #bytes: number;
  readonly #directories = new Map<number, Directory | null>();
  #kept = 0;
  facts: TileFacts;

  constructor(file: FileHandle, header: PmtilesHeader, bytes: number) {
    this.#file = file;
    this.#header = header;
    this.#bytes = bytes;
    const { minZoom, maxZoom, bounds } = header;
    this.facts = { minZoom, maxZoom, bounds, tileSize: 256, attribution: '' };
  }

  async #unpacked(span: Span): Promise<Uint8Array | null> {
    if (span.length > MAX_DIRECTORY_BYTES || span.offset + span.length > this.#bytes) return null;
    const packed = await readSpan(this.#file, span);
    if (packed === null || this.#header.compression === 'none') return packed;
    return inflate(packed, { maxOutputLength: MAX_DIRECTORY_BYTES }).catch(() => null);
  }

  async directory(span: Span): Promise<Directory | null> {
    const known = this.#directories.get(span.offset);
    if (known !== undefined) return known;
    const bytes = await this.#unpacked(span);
    const directory = bytes === null ? null : parseDirectory(bytes);
    this.#forget(span.offset);
    this.#directories.set(span.offset, directory);
    this.#kept += directoryBytes(directory);
    for (const [oldest] of this.#directories) {
      if (this.#directories.size <= KEPT && this.#kept <= KEPT_BYTES) break;
      this.#forget(oldest);
    }
    return directory;
  }

  /** Two calls may have read the same directory at once. */
  #forget(offset: number): void {
    this.#kept -= directoryBytes(this.#directories.get(offset) ?? null);
    this.#directories.delete(offset);
  }

  /** Bytes of the directories that are kept. */
  get kept(): number {
    return this.#kept;
  }

  /** Size of tiles and attribution, from the first tile and the metadata. */
  async look(root: Directory): Promise<void> {
    const metadata = this.#header.metadata.length === 0 ? null : await this.#unpacked(this.#header.metadata);
    const attribution = metadata === null ? '' : plainText(textOf(metadata, 'attribution'), 300);
    const first = await this.#bytesOf(root.ids[0]!);
    const image = first.ok && first.value !== null ? imageKind(first.value) : null;
    this.facts = { ...this.facts, attribution, tileSize: image !== null && image.width > 256 ? 512 : 256 };
  }

  async #bytesOf(id: number): Promise<Result<Uint8Array | null>> {
    const { root, leaves, tiles } = this.#header;
    let span: Span = root;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const directory = await this.directory(span);
      if (directory === null) return fail('background.pmtiles-broken');
      const entry = findEntry(directory, id);
      if (entry === null) return ok(null);
      const { offset, length, leaf } = entry;
      const whole = leaf ? leaves : tiles;
      if (offset + length > whole.length) return fail('background.pmtiles-broken');
      span = { offset: whole.offset + offset, length };
      if (leaf) continue;
      if (length === 0 || length > MAX_TILE_BYTES) return ok(null);
      const bytes = await readSpan(this.#file, span);
      return ok(bytes !== null && isTileImage(bytes) ? bytes : null);
    }
    return fail('background.pmtiles-broken');
  }

  async tile(tile: Tile): Promise<Result<Uint8Array | null>> {
    const { minZoom, maxZoom } = this.#header;
    if (tile.z < minZoom || tile.z > maxZoom) return ok(null);
    // The file may have gone with the stick it was on.
    return this.#bytesOf(tileId(tile)).catch((): Result<null> => fail('background.file-read'));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** @returns the failures of `readHeader`, and `background.file-read` */
export async function openPmtiles(path: string): Promise<Result<Pmtiles>> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return fail('background.file-read');
  const read = async (): Promise<Result<Pmtiles>> => {
    const { size } = await file.stat();
    const head = size < HEADER_BYTES ? null : await readSpan(file, { offset: 0, length: HEADER_BYTES });
    if (head === null) return fail('background.pmtiles-none');
    const header = readHeader(head, size);
    if (!header.ok) return header;
    const archive = new Archive(file, header.value, size);
    const root = await archive.directory(header.value.root);
    if (root === null) return fail('background.pmtiles-broken');
    await archive.look(root);
    return ok(archive);
  };
  const archive = await read().catch((): Result<Pmtiles> => fail('background.file-read'));
  if (!archive.ok) await file.close();
  return archive;
}
