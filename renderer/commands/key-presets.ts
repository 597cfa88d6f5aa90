import type { KeySettings } from '../../shared/bridge/key-settings.ts';

/** Sets of keys to begin from. Lantu's own are the defaults of the catalogue. */
export type PresetId = 'lantu' | 'qgis';

/**
 * Keys of QGIS 3 (its menus and its documentation), for those who have them in their fingers; where QGIS has no
 * key of its own, Lantu's stay. Ctrl+Shift+F full extent, Ctrl+J zoom to selection, Ctrl+Alt++ and Ctrl+Alt+-
 * zoom, F6 attribute table, Ctrl+. add feature, S snapping, Ctrl+N new, Ctrl+L data source manager.
 */
export const PRESETS: Readonly<Record<PresetId, KeySettings>> = {
  lantu: {},
  qgis: {
    'view.zoom-all': ['Ctrl+Shift+F'],
    'view.zoom-selection': ['Ctrl+J'],
    'view.zoom-in': ['Ctrl+Alt+='],
    'view.zoom-out': ['Ctrl+Alt+-'],
    'panel.table': ['F6', 'Ctrl+4'],
    'tool.draw.industrial_park': ['Ctrl+.', 'P'],
    'tool.snap': ['S', 'Ctrl+Shift+S'],
    // S snaps there.
    'tool.split': [],
    'file.new': ['Ctrl+N'],
    'file.import': ['Ctrl+L'],
  },
};

const sorted = (keys: KeySettings): string =>
  JSON.stringify(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The preset that settings are equal to; null for keys of one's own. */
export const presetOf = (own: KeySettings): PresetId | null =>
  (['lantu', 'qgis'] as const).find((id) => sorted(PRESETS[id]) === sorted(own)) ?? null;
