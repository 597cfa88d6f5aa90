import type { BrowserWindow } from 'electron';
import path from 'node:path';
import type { ApiOf } from '../../shared/bridge/contract.ts';
import type { ChosenFile, shellContract, ShellState } from '../../shared/bridge/shell-contract.ts';
import { sourceName } from '../../shared/import/source-name.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Backgrounds } from './backgrounds.ts';
import type { Dialogs } from './dialogs.ts';
import { isFieldPackage, type FieldPackages } from './field-packages.ts';
import type { Positions } from './positions.ts';
import type { Recents } from './recents.ts';
import { ensureSample } from './sample.ts';
import type { BlueprintSession } from './session.ts';
import type { SettingsStore } from './settings.ts';
import type { Sketches } from './sketches.ts';
import type { EmitShell } from './shell-ipc.ts';

export interface ShellParts {
  readonly version: string;
  readonly settings: SettingsStore;
  readonly recents: Recents;
  readonly session: BlueprintSession;
  readonly backgrounds: Backgrounds;
  readonly positions: Positions;
  readonly dialogs: Dialogs;
  readonly fieldPackages: FieldPackages;
  readonly sampleFolder: string;
  readonly sketches: Sketches;
  /** Unfinished forms of field work. */
  readonly forms: Sketches;
  window(): BrowserWindow;
  emit: EmitShell;
}

export const shellState = (parts: ShellParts): ShellState => ({
  version: parts.version,
  settings: parts.settings.get(),
  blueprint: parts.session.current(),
  recovered: parts.session.recovered(),
  offered: parts.fieldPackages.offered(),
});

const toToken = async (
  file: string | null,
  session: Pick<BlueprintSession, 'grant'>,
  access: 'read' | 'write',
): Promise<Result<{ token: string; name: string } | null>> => {
  if (file === null) return ok(null);
  const token = await session.grant(file, access);
  return token.ok ? ok({ token: token.value, name: path.basename(file) }) : token;
};

/** What the shell does for the page. */
export function createShellApi(parts: ShellParts): ApiOf<typeof shellContract> {
  const { backgrounds, dialogs, fieldPackages, positions, session, settings, recents } = parts;
  return {
    state: () => ok(shellState(parts)),
    setSettings: async (change) => {
      const kept = await settings.set(change);
      if (change.author !== undefined) await session.sign();
      return ok(kept);
    },
    recent: () => ok(recents.list()),
    openSample: async () => {
      const file = await ensureSample(parts.sampleFolder, (progress) => parts.emit('busy', progress));
      return file.ok ? session.open(file.value) : file;
    },
    openRecent: async ({ token }) => {
      const file = recents.path(token);
      return file === undefined ? fail('bridge.no-such-file') : session.open(file);
    },
    openDialog: async () => {
      const file = await dialogs.openBlueprint();
      if (file === null) return ok(null);
      if (!isFieldPackage(file)) return session.open(file);
      const offered = await fieldPackages.offer(file);
      return offered.ok ? ok(null) : offered;
    },
    createDialog: async ({ blueprint }) => {
      const file = await dialogs.newBlueprint(`${blueprint.countyName || blueprint.name}.gpkg`);
      return file === null ? ok(null) : session.create(file, blueprint);
    },
    close: () => session.close(),
    chooseImport: async () => {
      const file = await dialogs.importFile();
      const chosen = await toToken(file, session, 'read');
      return chosen.ok && chosen.value !== null && file !== null
        ? ok({ ...chosen.value, name: sourceName(file) })
        : chosen;
    },
    chooseImportFolder: async () => toToken(await dialogs.importFolder(), session, 'read'),
    chooseOpinions: async () => {
      const files: ChosenFile[] = [];
      for (const file of await dialogs.opinionFiles()) {
        const chosen = await toToken(file, session, 'read');
        if (!chosen.ok) return chosen;
        if (chosen.value !== null) files.push(chosen.value);
      }
      return ok(files);
    },
    chooseExport: async ({ suggested }) => toToken(await dialogs.exportFile(suggested), session, 'write'),
    choosePackage: async ({ kind }) => toToken(await dialogs.packageFile(kind), session, 'read'),
    choosePackageTarget: async ({ kind, suggested }) =>
      toToken(await dialogs.packageTarget(kind, suggested), session, 'write'),
    chooseExchange: async () => toToken(await dialogs.exchangeFile(), session, 'read'),
    chooseExchangeTarget: async ({ suggested }) =>
      toToken(await dialogs.exchangeTarget(suggested), session, 'write'),
    basemapScratch: () => fieldPackages.basemapScratch(),
    dropBasemapScratch: async () => {
      await fieldPackages.dropBasemapScratch();
      return ok(null);
    },
    chooseFieldPackage: () => fieldPackages.choose(),
    chooseFieldFolder: ({ suggested }) => fieldPackages.chooseFolder(suggested),
    openUnpacked: ({ folder }) => fieldPackages.openUnpacked(folder),
    dismissPackage: () => {
      fieldPackages.dismiss();
      return ok(null);
    },
    chooseAttachments: async () => {
      const files: { token: string; name: string }[] = [];
      for (const file of await dialogs.attachments()) {
        const token = await toToken(file, session, 'read');
        if (!token.ok) return token;
        if (token.value !== null) files.push(token.value);
      }
      return ok(files);
    },
    chooseTrack: async () => toToken(await dialogs.trackFile(), session, 'read'),
    chooseKey: async () => toToken(await dialogs.keyFile(), session, 'read'),
    chooseBackground: async () => toToken(await dialogs.backgroundFile(), backgrounds, 'read'),
    chooseOfflineArea: async ({ suggested }) =>
      toToken(await dialogs.offlineArea(suggested), backgrounds, 'write'),
    startPosition: () => {
      positions.start();
      return ok(null);
    },
    chooseRecording: async () => toToken(await dialogs.recordingFile(), positions, 'read'),
    chooseTrackTarget: async ({ suggested }) =>
      toToken(await dialogs.trackTarget(suggested), positions, 'write'),
    grantStaging: ({ staging }) => session.grantStaging(staging),
    keepEvidence: ({ staging }) => session.keepEvidence(staging),
    setTitle: ({ title }) => {
      parts.window().setTitle(title);
      return ok(null);
    },
    keptSketch: async ({ blueprint }) => ok(await parts.sketches.read(blueprint)),
    keepSketch: ({ blueprint, sketch }) => parts.sketches.keep(blueprint, sketch),
    keptForm: async ({ blueprint }) => ok(await parts.forms.read(blueprint)),
    keepForm: ({ blueprint, form }) => parts.forms.keep(blueprint, form),
    chooseEvidence: async ({ folder }) => {
      const files: ChosenFile[] = [];
      for (const file of await dialogs.evidence(folder)) {
        const chosen = await toToken(file, session, 'read');
        if (!chosen.ok) return chosen;
        if (chosen.value !== null) files.push(chosen.value);
      }
      return ok(files);
    },
    findingsCount: async ({ count }) => {
      const current = session.current();
      if (current) await recents.findings(current.path, count);
      return ok(null);
    },
    window: ({ action }) => {
      const window = parts.window();
      if (action === 'minimise') window.minimize();
      else if (action === 'close') window.close();
      else if (window.isMaximized()) window.unmaximize();
      else window.maximize();
      return ok(null);
    },
  };
}
