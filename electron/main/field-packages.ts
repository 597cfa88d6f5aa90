import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ChosenFile, ChosenPackage } from '../../shared/bridge/shell-contract.ts';
import type { BlueprintInfo } from '../../shared/bridge/store-contract.ts';
import { BASEMAP_PART, BLUEPRINT_PART } from '../../shared/exchange/change-set.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Backgrounds } from './backgrounds.ts';
import type { Dialogs } from './dialogs.ts';
import type { BlueprintSession } from './session.ts';

/** A package for the field, whole or its first volume. Volumes of a set of changes end in numbers too. */
const PACKAGE = /\.lantu-field(\.001)?$/i;
export const isFieldPackage = (file: string): boolean => PACKAGE.test(file);

/** Packages for the field as the shell sees them: files and folders that the user chose, by tokens. */
export interface FieldPackages {
  /** The package the app was asked to open, from outside or by the dialog for files; null for none. */
  offered(): ChosenPackage | null;
  offer(file: string): Promise<Result<null>>;
  dismiss(): void;
  choose(): Promise<Result<ChosenPackage | null>>;
  chooseFolder(suggested: string): Promise<Result<ChosenFile | null>>;
  openUnpacked(token: string): Promise<Result<BlueprintInfo>>;
  basemapScratch(): Promise<Result<{ readonly write: string; readonly read: string }>>;
  dropBasemapScratch(): Promise<void>;
}

export interface FieldPackagesHost {
  readonly session: BlueprintSession;
  readonly backgrounds: Pick<Backgrounds, 'grant'>;
  readonly dialogs: Pick<Dialogs, 'fieldPackage' | 'fieldFolder'>;
  readonly scratchDir: string;
  onChange(): void;
}

/** A folder beside a file that is not there yet, named like the file. */
function freeFolder(file: string): string {
  const wished = file.replace(PACKAGE, '');
  for (let n = 1; ; n++) {
    const folder = n === 1 ? wished : `${wished} ${n}`;
    if (!existsSync(folder)) return folder;
  }
}

export function createFieldPackages(host: FieldPackagesHost): FieldPackages {
  const { session } = host;
  const folders = new Map<string, string>();
  const basemap = path.join(host.scratchDir, BASEMAP_PART);
  let offered: ChosenPackage | null = null;

  const folderOf = async (folder: string): Promise<Result<ChosenFile>> => {
    const token = await session.grant(folder, 'write');
    if (!token.ok) return token;
    folders.set(token.value, folder);
    return ok({ token: token.value, name: folder });
  };
  const chosen = async (file: string): Promise<Result<ChosenPackage>> => {
    const token = await session.grant(file, 'read');
    if (!token.ok) return token;
    const folder = await folderOf(freeFolder(file));
    return folder.ok ? ok({ token: token.value, name: path.basename(file), folder: folder.value }) : folder;
  };
  return {
    offered: () => offered,
    offer: async (file) => {
      const found = await chosen(file);
      if (!found.ok) return found;
      offered = found.value;
      host.onChange();
      return ok(null);
    },
    dismiss: () => {
      if (offered === null) return;
      offered = null;
      host.onChange();
    },
    choose: async () => {
      const file = await host.dialogs.fieldPackage();
      return file === null ? ok(null) : chosen(file);
    },
    chooseFolder: async (suggested) => {
      const inside = await host.dialogs.fieldFolder();
      if (inside === null) return ok(null);
      return folderOf(freeFolder(path.join(inside, path.basename(suggested))));
    },
    openUnpacked: async (token) => {
      const folder = folders.get(token);
      if (folder === undefined) return fail('bridge.no-such-file');
      // Named like its package, so that the list of recent files tells one from the other.
      const file = path.join(folder, `${path.basename(folder)}.gpkg`);
      const unpacked = path.join(folder, BLUEPRINT_PART);
      if (!existsSync(file) && existsSync(unpacked)) await rename(unpacked, file);
      offered = null;
      return session.open(file);
    },
    basemapScratch: async () => {
      await mkdir(host.scratchDir, { recursive: true });
      const write = await host.backgrounds.grant(basemap, 'write');
      if (!write.ok) return write;
      const read = await session.grant(basemap, 'read');
      return read.ok ? ok({ write: write.value, read: read.value }) : read;
    },
    dropBasemapScratch: () => rm(basemap, { force: true }),
  };
}
