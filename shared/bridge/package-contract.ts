import { z } from 'zod';
import type { DefectClass } from '../inspection/types.ts';
import type { PlanId } from '../model/layer.ts';
import { FOLDER_KEYS } from '../package/structure.ts';
import type { LayerFigures } from '../package/figures.ts';
import type { ManifestTables } from '../package/manifest.ts';
import type { SeverityCounts } from '../package/findings.ts';
import type { Severity } from '../rules/rule.ts';
import { layerId, text, uid } from './schemas.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const line = z.string().max(200);

/** What goes into a plan package, and as of which state and day. */
export const packageContent = {
  layers: z.array(layerId).min(1).max(200),
  /** A named version; null for the blueprint as it is now. */
  version: uid.nullable(),
  language: z.enum(['zh-CN', 'en']),
  /** The day by which exceptions are judged and which the statement names. */
  asOf: day,
  /** Stage of the work (报审稿), empty for none. */
  stage: line,
};
const content = z.strictObject(packageContent);
export type PackageContent = Readonly<z.infer<typeof content>>;

const folders = z.partialRecord(z.enum(FOLDER_KEYS), line);

/** How it is written, beside what goes in. */
export const packageForm = {
  kind: z.enum(['zip', 'folder']),
  naming: z.enum(['own', 'standard', 'label']),
  /** Formats of vector data beside the main one. */
  formats: z.array(z.string().max(40)).max(10),
  /** Names of folders in place of the stated ones. */
  folders,
  /** Why it is made though conflicts are open, rules were not checked or defects block it; for all of them. */
  override: z
    .strictObject({ reason: z.string().trim().min(1).max(1000), by: z.string().trim().min(1).max(100) })
    .nullable(),
};

export const attachmentFolder = z.enum(FOLDER_KEYS).exclude(['vector']);
const passphrase = z.string().max(1000).nullable();

/** A request as the job takes it: files by their paths. */
export const packagePaths = {
  path: text,
  attachments: z.array(z.strictObject({ folder: attachmentFolder, path: text })).max(500),
  key: z.strictObject({ path: text, passphrase }).nullable(),
};
/** The same as the page asks it: files by tokens. */
export const packageTokens = {
  file: text,
  attachments: z.array(z.strictObject({ folder: attachmentFolder, file: text })).max(500),
  key: z.strictObject({ file: text, passphrase }).nullable(),
};

const request = z.strictObject({ ...packageContent, ...packageForm, ...packagePaths });
export type PackageRequest = Readonly<z.infer<typeof request>>;

/** A bottom-line conflict that is open. */
export interface OpenConflict {
  readonly key: string;
  readonly sentence: string;
  readonly areaM2: number;
}

/** What the quality inspection of the state found, and what of it stands against making a package. */
export interface PackageInspection {
  readonly score: number | null;
  /** Open defects by class. */
  readonly defects: Readonly<Record<DefectClass, number>>;
  readonly excepted: number;
  readonly unchecked: number;
  readonly blocking: readonly {
    readonly check: string;
    readonly title: string;
    readonly class: DefectClass;
    /** Open defects in all; of `defects` the first, as sentences. */
    readonly count: number;
    readonly defects: readonly string[];
  }[];
  readonly blockingTotal: number;
}

/** What a package would hold and what stands against making it. */
export interface PackageSurvey {
  /** What it would be called. */
  readonly name: string;
  readonly classification: string;
  /** The state it is of. */
  readonly seq: number;
  readonly layers: readonly {
    readonly layer: string;
    readonly plan: PlanId;
    readonly count: number;
    readonly areaM2: number;
  }[];
  readonly counts: SeverityCounts;
  readonly exceptions: SeverityCounts;
  /** Bottom-line conflicts that are open: the first, and how many in all. */
  readonly open: readonly OpenConflict[];
  readonly openTotal: number;
  /** Rules that were not checked, as sentences. */
  readonly notChecked: readonly string[];
  readonly inspection: PackageInspection;
}

/** What was written. */
export interface PackageReport {
  readonly file: string;
  readonly files: number;
  readonly bytes: number;
  readonly layers: readonly (LayerFigures & { readonly layer: string })[];
  readonly findings: Readonly<Record<Severity, number>>;
  readonly manifestHash: string;
  /** Official tables that could not be made, with the layers each lacks. */
  readonly tablesLeft: ManifestTables['left'];
  /** Of the key that signed; null where nobody did. */
  readonly fingerprint: string | null;
  /** How many things were compared after writing. */
  readonly compared: number;
  /** Texts `export.note.<code>`. */
  readonly notes: readonly {
    readonly code: string;
    readonly layer: string;
    readonly params: Readonly<Record<string, string | number>>;
  }[];
}

const knownKey = z.strictObject({ fingerprint: line, name: line });
export const knownKeys = z.array(knownKey).max(200);

/** Which layers of a package are taken, and how: add and change, or also delete what the package does not have. */
export const packageTake = {
  layers: z
    .array(z.strictObject({ layer: layerId, mode: z.enum(['merge', 'replace']) }))
    .min(1)
    .max(200),
};
const take = z.strictObject(packageTake);
export type PackageTake = Readonly<z.infer<typeof take>>;

/** How many features of a layer are listed in a comparison. */
export const comparedLimit = z.int().min(0).max(5000);

/** What has been made ready to be taken. */
export interface StagedPackage {
  /** Token to give to `store.commitStaged` with mode `take`. */
  readonly staging: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}
