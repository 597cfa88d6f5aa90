import path from 'node:path';
import { z } from 'zod';
import { settingsSchema, type Settings } from '../../shared/bridge/shell-contract.ts';
import { readJson, writeAtomically } from './atomic-file.ts';

/** One file, one version number; a later version adds a member to this union and a step to `upgrade`. */
const fileSchema = z.strictObject({ version: z.literal(1), settings: settingsSchema });

export interface SettingsStore {
  get(): Settings;
  set(change: Partial<Settings>): Promise<Settings>;
}

export async function openSettings(folder: string, defaults: Settings): Promise<SettingsStore> {
  const file = path.join(folder, 'settings.json');
  const parsed = fileSchema.safeParse(await readJson(file));
  let settings: Settings = parsed.success ? parsed.data.settings : defaults;
  return {
    get: () => settings,
    set: async (change) => {
      settings = { ...settings, ...change };
      await writeAtomically(file, `${JSON.stringify({ version: 1, settings }, null, 2)}\n`);
      return settings;
    },
  };
}
