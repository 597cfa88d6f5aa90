import { dialog, type BrowserWindow } from 'electron';
import type { Language } from '../../shared/i18n/languages.ts';
import { text } from '../../shared/i18n/text.ts';

/** Native file dialogs. Each returns a path or null when the user cancels. */
export interface Dialogs {
  openBlueprint(): Promise<string | null>;
  newBlueprint(suggested: string): Promise<string | null>;
  importFile(): Promise<string | null>;
  exportFile(suggested: string): Promise<string | null>;
  opinionFiles(): Promise<readonly string[]>;
  backgroundFile(): Promise<string | null>;
  offlineArea(suggested: string): Promise<string | null>;
}

const IMPORTABLE = [
  ...['gpkg', 'shp', 'zip', 'geojson', 'json', 'txt', 'vct', 'xlsx', 'xlsm', 'xls', 'csv', 'tsv'],
  ...['gdbtable', 'gdbtablx', 'kml', 'kmz', 'gpx', 'dxf', 'fgb', 'topojson', 'tab', 'mif'],
];

const BACKGROUNDS = ['mbtiles', 'pmtiles', 'tif', 'tiff', 'png', 'jpg', 'jpeg'];

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
    openBlueprint: () => open('dialog.open', 'GeoPackage', ['gpkg']),
    newBlueprint: (suggested) => save('dialog.new', suggested, ['gpkg']),
    importFile: () => open('dialog.import', say('dialog.importable'), IMPORTABLE),
    opinionFiles: async () => {
      const chosen = await dialog.showOpenDialog(window(), {
        title: say('notice.import-files'),
        properties: ['openFile', 'multiSelections'],
        filters: [{ name: 'JSON', extensions: ['json'] }],
      });
      return chosen.canceled ? [] : chosen.filePaths;
    },
    exportFile: (suggested) => save('dialog.export', suggested, [extensionOf(suggested)]),
    backgroundFile: () => open('dialog.background', say('dialog.backgrounds'), BACKGROUNDS),
    offlineArea: (suggested) => save('dialog.offline-area', suggested, ['mbtiles']),
  };
}
