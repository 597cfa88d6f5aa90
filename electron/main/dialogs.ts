import { dialog, type BrowserWindow } from 'electron';
import type { Language } from '../../shared/i18n/languages.ts';
import { text } from '../../shared/i18n/text.ts';

/** Native file dialogs. Each returns a path or null when the user cancels. */
export interface Dialogs {
  /** A blueprint, or a package for the field. */
  openBlueprint(): Promise<string | null>;
  fieldPackage(): Promise<string | null>;
  /** The folder in which the one for an unpacked package is to lie. */
  fieldFolder(): Promise<string | null>;
  newBlueprint(suggested: string): Promise<string | null>;
  importFile(): Promise<string | null>;
  importFolder(): Promise<string | null>;
  exportFile(suggested: string): Promise<string | null>;
  packageFile(kind: 'zip' | 'folder'): Promise<string | null>;
  packageTarget(kind: 'zip' | 'folder', suggested: string): Promise<string | null>;
  exchangeFile(): Promise<string | null>;
  exchangeTarget(suggested: string): Promise<string | null>;
  attachments(): Promise<readonly string[]>;
  /** Photographs, recordings and documents: files, or a folder with all in it. */
  evidence(folder: boolean): Promise<readonly string[]>;
  trackFile(): Promise<string | null>;
  keyFile(): Promise<string | null>;
  opinionFiles(): Promise<readonly string[]>;
  backgroundFile(): Promise<string | null>;
  offlineArea(suggested: string): Promise<string | null>;
  recordingFile(): Promise<string | null>;
  trackTarget(suggested: string): Promise<string | null>;
}

/** `gdbtable`: any file of a geodatabase stands for its folder. */
const IMPORTABLE =
  'gpkg shp zip geojson json txt vct xlsx xlsm xls csv tsv gdbtable gdbtablx kml kmz gpx dxf fgb topojson tab mif'.split(
    ' ',
  );

const BACKGROUNDS = ['mbtiles', 'pmtiles', 'tif', 'tiff', 'png', 'jpg', 'jpeg'];

const RECORDINGS = ['nmea', 'log', 'txt', 'ubx', 'nma'];
const EVIDENCE = 'jpg jpeg png heic webp wav mp3 m4a ogg amr weba pdf'.split(' ');
/** Packages for the field, whole or in volumes. */
const FIELD = ['lantu-field', '001'];
/** Sets of changes, whole or in volumes. */
const CHANGES = ['lantu-changes', '001'];

/** The kind of file that a suggested name stands for. */
const extensionOf = (name: string): string => /\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? 'geojson';

export function createDialogs(window: () => BrowserWindow, language: () => Language): Dialogs {
  const say = (key: string): string => text(language(), key);
  const open = async (titleKey: string, name: string, extensions: string[]): Promise<string | null> => {
    const chosen = await dialog.showOpenDialog(window(), {
      title: say(titleKey),
      properties: ['openFile'],
      filters: [{ name, extensions }],
    });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  const openFolder = async (titleKey: string): Promise<string | null> => {
    const chosen = await dialog.showOpenDialog(window(), {
      title: say(titleKey),
      properties: ['openDirectory'],
    });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  const save = async (titleKey: string, suggested: string, extensions: string[]): Promise<string | null> => {
    const chosen = await dialog.showSaveDialog(window(), {
      title: say(titleKey),
      defaultPath: suggested,
      filters: [{ name: extensions.join(', '), extensions }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return chosen.canceled || !chosen.filePath ? null : chosen.filePath;
  };
  return {
    openBlueprint: () => open('dialog.open', say('dialog.openable'), ['gpkg', ...FIELD]),
    fieldPackage: () => open('dialog.field', say('dialog.field-kind'), FIELD),
    fieldFolder: () => openFolder('dialog.field-folder'),
    newBlueprint: (suggested) => save('dialog.new', suggested, ['gpkg']),
    importFile: () => open('dialog.import', say('dialog.importable'), IMPORTABLE),
    importFolder: () => openFolder('dialog.import-folder'),
    opinionFiles: async () => {
      const chosen = await dialog.showOpenDialog(window(), {
        title: say('notice.import-files'),
        properties: ['openFile', 'multiSelections'],
        filters: [{ name: 'JSON', extensions: ['json'] }],
      });
      return chosen.canceled ? [] : chosen.filePaths;
    },
    exportFile: (suggested) => save('dialog.export', suggested, [extensionOf(suggested)]),
    packageFile: async (kind) => {
      if (kind === 'zip') return open('dialog.package', say('package.name'), ['zip']);
      const chosen = await dialog.showOpenDialog(window(), {
        title: say('dialog.package'),
        properties: ['openDirectory'],
      });
      return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
    },
    packageTarget: async (kind, suggested) => {
      if (kind === 'zip') return save('dialog.package-target', `${suggested}.zip`, ['zip']);
      // The name of a folder that is not there yet.
      const chosen = await dialog.showSaveDialog(window(), {
        title: say('dialog.package-target'),
        defaultPath: suggested,
        properties: ['createDirectory'],
      });
      return chosen.canceled || !chosen.filePath ? null : chosen.filePath;
    },
    exchangeFile: () => open('dialog.exchange', say('merge.file-kind'), CHANGES),
    exchangeTarget: (suggested) =>
      save('dialog.exchange-target', suggested, [suggested.split('.').at(-1) ?? '']),
    attachments: async () => {
      const chosen = await dialog.showOpenDialog(window(), {
        title: say('dialog.attachments'),
        properties: ['openFile', 'multiSelections'],
      });
      return chosen.canceled ? [] : chosen.filePaths;
    },
    evidence: async (folder) => {
      const chosen = await dialog.showOpenDialog(window(), {
        title: say('dialog.evidence'),
        properties: folder ? ['openDirectory'] : ['openFile', 'multiSelections'],
        ...(!folder && { filters: [{ name: say('dialog.evidence-files'), extensions: EVIDENCE }] }),
      });
      return chosen.canceled ? [] : chosen.filePaths;
    },
    trackFile: () => open('dialog.track', 'GPX', ['gpx']),
    keyFile: () => open('dialog.key', 'PEM', ['pem', 'key']),
    backgroundFile: () => open('dialog.background', say('dialog.backgrounds'), BACKGROUNDS),
    recordingFile: () => open('dialog.nmea', say('dialog.nmea-files'), RECORDINGS),
    trackTarget: (suggested) => save('dialog.track-target', suggested, ['gpx']),
    offlineArea: (suggested) => save('dialog.offline-area', suggested, ['mbtiles']),
  };
}
