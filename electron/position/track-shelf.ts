import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { KeptTrack } from '../../shared/gnss/service-types.ts';
import { summaryOf } from '../../shared/gnss/track-recorder.ts';
import { readTrack, type ReadTrack } from './track-lines.ts';

const ENDING = '.track';

/** The tracks of this computer, a file each. */
export interface TrackShelf {
  fileOf(id: string): Promise<string>;
  read(id: string): Promise<ReadTrack | null>;
  /** All but one, the latest first. */
  list(without: string | null): Promise<KeptTrack[]>;
  remove(id: string): Promise<void>;
}

export function openTrackShelf(folder: string): TrackShelf {
  const at = (id: string): string => path.join(folder, `${id}${ENDING}`);
  const read = async (id: string): Promise<ReadTrack | null> => {
    const content = await readFile(at(id)).catch(() => null);
    const found = content === null ? null : readTrack(content);
    return found?.head.id === id ? found : null;
  };
  return {
    read,
    fileOf: async (id) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return at(id);
    },
    list: async (without) => {
      const names = await readdir(folder).catch(() => []);
      const ids = names.filter((name) => name.endsWith(ENDING)).map((name) => path.basename(name, ENDING));
      const found: KeptTrack[] = [];
      for (const id of ids) {
        const kept = id === without ? null : await read(id);
        if (kept !== null)
          found.push({ id, name: kept.head.name, summary: summaryOf(kept.track), ended: kept.ended });
      }
      return found.toSorted((a, b) => (b.summary.lastMs ?? 0) - (a.summary.lastMs ?? 0));
    },
    remove: (id) => rm(at(id), { force: true }),
  };
}
