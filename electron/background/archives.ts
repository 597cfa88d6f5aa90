import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { TileFacts } from '../../shared/background/types.ts';
import type { Tile } from '../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { openForeignMbtiles } from '../store/mbtiles/foreign-mbtiles.ts';
import { pictureKind } from './picture/picture-files.ts';
import { openPmtiles } from './pmtiles/reader.ts';

/** A tile archive that is open, whatever its format. */
export interface Archive {
  readonly facts: TileFacts;
  tile(tile: Tile): Promise<Result<Uint8Array | null>>;
  close(): void;
}

export type FileKind = 'mbtiles' | 'pmtiles' | 'tif' | 'png' | 'jpg';

/** What a file is, by its first bytes; its size and when it was changed. */
export interface FileLook {
  readonly kind: FileKind;
  readonly bytes: number;
  readonly changedMs: number;
}

const startsWith = (head: Uint8Array, text: string): boolean =>
  Array.from(text).every((sign, i) => head[i] === sign.charCodeAt(0));

/** @returns failures `background.file-missing`, `background.file-read`, `background.file-kind` */
export async function lookAtFile(file: string): Promise<Result<FileLook>> {
  const info = await stat(file).catch(() => null);
  const name = path.basename(file);
  if (!info?.isFile()) return fail('background.file-missing', { file: name });
  const head = new Uint8Array(16);
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return fail('background.file-read');
  try {
    await handle.read(head, 0, head.length, 0);
  } catch {
    return fail('background.file-read');
  } finally {
    await handle.close();
  }
  const kind = startsWith(head, 'SQLite format 3')
    ? 'mbtiles'
    : startsWith(head, 'PMTiles')
      ? 'pmtiles'
      : pictureKind(head);
  if (kind === null) return fail('background.file-kind', { file: name });
  return ok({ kind, bytes: info.size, changedMs: Math.round(info.mtimeMs) });
}

/** Opens an archive. Failures as those of the two readers. */
export async function openArchive(file: string, look: FileLook): Promise<Result<Archive>> {
  if (look.kind === 'pmtiles') {
    const opened = await openPmtiles(file);
    if (!opened.ok) return opened;
    const { facts } = opened.value;
    return ok({
      facts,
      tile: (tile) => opened.value.tile(tile),
      close: () => void opened.value.close().catch(() => {}),
    });
  }
  const opened = openForeignMbtiles(file, look.bytes);
  if (!opened.ok) return opened;
  const archive = opened.value;
  return ok({
    facts: archive.facts,
    tile: (tile) => Promise.resolve(archive.tile(tile)),
    close: () => archive.close(),
  });
}
