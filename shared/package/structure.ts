import data from '../../resources/package/structure.json' with { type: 'json' };
import type { BilingualText, Verified } from '../model/layer.ts';
import { isSafeName, safeName } from './paths.ts';

export const FOLDER_KEYS = ['text', 'maps', 'explanation', 'vector', 'tables', 'studies', 'other'] as const;
export type FolderKey = (typeof FOLDER_KEYS)[number];

/** Folders that take files of the user's own. */
export const ATTACHMENT_FOLDERS: readonly FolderKey[] = FOLDER_KEYS.filter((key) => key !== 'vector');

/** A name of the structure as the data state it. */
interface StatedName {
  readonly name: string;
  readonly verified: Verified;
  readonly source: string;
}

export interface StatedFolder extends StatedName {
  readonly key: FolderKey;
  readonly label: BilingualText;
}

/** The folders of a county deliverable and how it is called (domain.md 5.1): data, each name with its source. */
export interface PackageStructure {
  readonly id: string;
  readonly version: string;
  readonly citation: { readonly text: string; readonly verified: Verified };
  /** Name of the whole and of the vector data; `{code}` and `{county}` stand for those of the county. */
  readonly root: StatedName;
  readonly vector: StatedName;
  readonly folders: readonly StatedFolder[];
}

export const STRUCTURE = data as unknown as PackageStructure;

/** Names of folders that the user gave in place of the stated ones. */
export type FolderNames = Readonly<Partial<Record<FolderKey, string>>>;

/** The name of each folder: the user's where there is one that can stand, else the stated one. */
export function folderNames(own: FolderNames = {}): Readonly<Record<FolderKey, string>> {
  const names = STRUCTURE.folders.map(({ key, name }): [FolderKey, string] => {
    const given = own[key]?.trim() ?? '';
    return [key, isSafeName(given) ? given : name];
  });
  return Object.fromEntries(names) as Record<FolderKey, string>;
}

export interface NamedCounty {
  readonly code: string;
  readonly name: string;
}

const fillIn = (template: string, { code, name }: NamedCounty): string =>
  safeName(
    template.replace('{code}', () => code).replace('{county}', () => name),
    'package',
  );

/** What the whole is called, as a name for a folder or an archive; `stage` (e.g. 报审稿) follows after `_`. */
export function packageName(county: NamedCounty, stage: string): string {
  const name = fillIn(STRUCTURE.root.name, county);
  return stage.trim() === '' ? name : safeName(`${name}_${stage.trim()}`, name);
}

/** What the vector data are called, without ending. */
export const vectorName = (county: NamedCounty): string => fillIn(STRUCTURE.vector.name, county);

/** Files with fixed names at the top of a package. */
export const MANIFEST_FILE = 'manifest.json';
export const SIGNATURE_FILE = 'manifest.sig.json';
export const SUMS_FILE = 'SHA256SUMS.txt';
