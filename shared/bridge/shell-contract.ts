import { z } from 'zod';
import { defineContract, event, method, type Progress } from './contract.ts';
import type { Failure } from '../result.ts';
import { newBlueprint, type BlueprintInfo } from './store-contract.ts';
import { keySettings } from './key-settings.ts';
import { knownKeys } from './package-contract.ts';
import { text } from './schemas.ts';

export const settingsSchema = z.strictObject({
  language: z.enum(['zh-CN', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
  author: text,
  keys: keySettings,
  /** Keys whose signatures on plan packages the user knows. */
  signers: knownKeys,
});
export type Settings = z.infer<typeof settingsSchema>;

const packageKind = z.enum(['zip', 'folder']);

/** Far above any shape that is drawn by hand or traced. */
const MAX_SKETCH_TEXT = 16_000_000;

/** A form with a sketch that was drawn by hand (field/sketch-text.ts). */
const MAX_FORM_TEXT = 2_000_000;

export interface RecentFile {
  /** Opaque; given to `openRecent`. */
  readonly token: string;
  readonly name: string;
  /** Shown, never sent back. */
  readonly path: string;
  readonly openedAt: string;
  readonly exists: boolean;
  readonly classification: string;
  readonly fictional: boolean;
  readonly findings: number | null;
}

/** A file the user chose in a dialog or dropped on the window. */
export interface ChosenFile {
  readonly token: string;
  readonly name: string;
}

/** A package for the field that is about to be unpacked. */
export interface ChosenPackage extends ChosenFile {
  readonly folder: ChosenFile;
}

export interface ShellState {
  readonly version: string;
  readonly settings: Settings;
  /** The open blueprint, null on the start screen. */
  readonly blueprint: BlueprintInfo | null;
  /** True when the last session ended without closing this file. */
  readonly recovered: boolean;
  /** A package for the field that the app was asked to open: it needs its passphrase first. */
  readonly offered: ChosenPackage | null;
}

/** What the page may ask of the shell: windows, dialogs, files. Answers come as results, never as throws. */
export const shellContract = defineContract({
  name: 'shell',
  methods: {
    state: method<ShellState>()(z.strictObject({})),
    setSettings: method<Settings>()(settingsSchema.partial()),
    recent: method<readonly RecentFile[]>()(z.strictObject({})),
    /** Builds the sample county on first use (with progress), then opens it. */
    openSample: method<BlueprintInfo>()(z.strictObject({})),
    openRecent: method<BlueprintInfo>()(z.strictObject({ token: text })),
    /** Asks for a file; null when the user cancels. */
    openDialog: method<BlueprintInfo | null>()(z.strictObject({})),
    createDialog: method<BlueprintInfo | null>()(z.strictObject({ blueprint: newBlueprint })),
    close: method<null>()(z.strictObject({})),
    chooseImport: method<ChosenFile | null>()(z.strictObject({})),
    /** Data that are a folder (file geodatabase): systems have no dialog for both. */
    chooseImportFolder: method<ChosenFile | null>()(z.strictObject({})),
    chooseExport: method<ChosenFile | null>()(z.strictObject({ suggested: text })),
    /** A picture or tile archive for the background of the map; the token is for the background service. */
    chooseBackground: method<ChosenFile | null>()(z.strictObject({})),
    /** Where an offline area is to be kept; the token is for the background service. */
    chooseOfflineArea: method<ChosenFile | null>()(z.strictObject({ suggested: text })),
    /** A plan package to read: an archive, or the folder that one is in. */
    choosePackage: method<ChosenFile | null>()(z.strictObject({ kind: packageKind })),
    /** Where a plan package is to be written. */
    choosePackageTarget: method<ChosenFile | null>()(z.strictObject({ kind: packageKind, suggested: text })),
    /** A set of changes to be joined, or the first volume of one. */
    chooseExchange: method<ChosenFile | null>()(z.strictObject({})),
    /** Where a package for the field or a set of changes is to be written; the kind is told by the suggested name. */
    chooseExchangeTarget: method<ChosenFile | null>()(z.strictObject({ suggested: text })),
    /** A place for a background that is cut to go along: to be written by that service, then read by the other. */
    basemapScratch: method<{ readonly write: string; readonly read: string }>()(z.strictObject({})),
    /** Removes what lies there. */
    dropBasemapScratch: method<null>()(z.strictObject({})),
    /**
     * A package for the field, or the first volume of one, and a folder beside it for what is unpacked; null when the
     * user cancels.
     */
    chooseFieldPackage: method<ChosenPackage | null>()(z.strictObject({})),
    /** Another folder for it; null when the user cancels. */
    chooseFieldFolder: method<ChosenFile | null>()(z.strictObject({ suggested: text })),
    /** Opens what was unpacked into a folder. */
    openUnpacked: method<BlueprintInfo>()(z.strictObject({ folder: text })),
    /** The package that the app was started with is not to be opened after all. */
    dismissPackage: method<null>()(z.strictObject({})),
    /** Files that are to go into a plan package. */
    chooseAttachments: method<readonly ChosenFile[]>()(z.strictObject({})),
    /** Photographs, recordings and documents of field work, or a folder of them; none when the user cancels. */
    chooseEvidence: method<readonly ChosenFile[]>()(z.strictObject({ folder: z.boolean() })),
    /** A GPX file whose tracks say where photographs were taken. */
    chooseTrack: method<ChosenFile | null>()(z.strictObject({})),
    /** A private key to sign with. */
    chooseKey: method<ChosenFile | null>()(z.strictObject({})),
    /** Files of opinions that people sent in; none when the user cancels. */
    chooseOpinions: method<readonly ChosenFile[]>()(z.strictObject({})),
    /** Starts the service of positions where it does not run, and sends the page its port. */
    startPosition: method<null>()(z.strictObject({})),
    /** A recording of a receiver; the token is for the service of positions, as is the next. */
    chooseRecording: method<ChosenFile | null>()(z.strictObject({})),
    /** Where a track is to be written as GPX. */
    chooseTrackTarget: method<ChosenFile | null>()(z.strictObject({ suggested: text })),
    /** Makes a staged import known to the writer. */
    grantStaging: method<null>()(z.strictObject({ staging: text })),
    /** Keeps the bytes of staged evidence, before it is recorded; how many files were new. */
    keepEvidence: method<number>()(z.strictObject({ staging: text })),
    setTitle: method<null>()(z.strictObject({ title: text })),
    /** The unfinished shape of a blueprint (its path serves as a name only) as it was kept; null when there is none. */
    keptSketch: method<string | null>()(z.strictObject({ blueprint: text })),
    /** Keeps the unfinished shape on this computer, or forgets it; answered once it is on the disk. */
    keepSketch: method<null>()(
      z.strictObject({ blueprint: text, sketch: z.string().max(MAX_SKETCH_TEXT).nullable() }),
    ),
    /** The unfinished form of field work in a blueprint (its path serves as a name only), as it was kept. */
    keptForm: method<string | null>()(z.strictObject({ blueprint: text })),
    /** Keeps the unfinished form on this computer, or forgets it; answered once it is on the disk. */
    keepForm: method<null>()(
      z.strictObject({ blueprint: text, form: z.string().max(MAX_FORM_TEXT).nullable() }),
    ),
    findingsCount: method<null>()(z.strictObject({ count: z.number().int().nonnegative() })),
    window: method<null>()(z.strictObject({ action: z.enum(['minimise', 'maximise', 'close']) })),
  },
  events: {
    state: event<ShellState>(),
    /** Work that the whole window waits for (building the sample county); null when it is over. */
    busy: event<Progress | null>(),
    /** What the shell began by itself (a file named at the start) and could not do. */
    failed: event<Failure>(),
  },
});
