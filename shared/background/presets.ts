import file from '../../resources/background/presets.json' with { type: 'json' };
import type { Language } from '../i18n/languages.ts';
import type { TileServer } from './types.ts';

/** A known tile service: its address as data, never asked before the user has added it and switched it on. */
export interface ServerPreset {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  readonly server: Omit<TileServer, 'name'>;
  readonly citation: { readonly text: string; readonly verified: string };
}

export const SERVER_PRESETS: readonly ServerPreset[] = file.presets.map((preset) => ({
  id: preset.id,
  name: preset.name,
  server: {
    template: preset.template,
    subdomains: preset.subdomains,
    minZoom: preset.minZoom,
    maxZoom: preset.maxZoom,
    tileSize: preset.tileSize === 512 ? 512 : 256,
    attribution: preset.attribution,
    offset: preset.offset === 'gcj02' ? 'gcj02' : preset.offset === 'none' ? 'none' : 'unknown',
  },
  citation: preset.citation,
}));
