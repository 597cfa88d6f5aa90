import path from 'node:path';
import { z } from 'zod';
import { settingsSchema, type Settings } from '../../shared/bridge/shell-contract.ts';
import { readJson, writeAtomically } from './atomic-file.ts';

/** One version number a form of the file; a later one adds a member here and a step to `upgrade`. */
const fileSchema = z.union([
  z.strictObject({ version: z.literal(1), settings: settingsSchema.omit({ keys: true, signers: true }) }),
  z.strictObject({
    version: z.literal(2),
    // Keys that do not fit are let go alone: language and theme are not lost with them.
    settings: settingsSchema.omit({ signers: true }).extend({ keys: settingsSchema.shape.keys.catch({}) }),
  }),
  z.strictObject({
    version: z.literal(3),
    settings: settingsSchema.extend({
      keys: settingsSchema.shape.keys.catch({}),
      signers: settingsSchema.shape.signers.catch([]),
    }),
  }),
]);

const upgrade = (file: z.infer<typeof fileSchema>): Settings =>
  file.version === 3 ? file.settings : { keys: {}, signers: [], ...file.settings };

export interface SettingsStore {
  get(): Settings;
  set(change: Partial<Settings>): Promise<Settings>;
}

/** The user's settings; the defaults where the file is missing or does not fit. */
export async function openSettings(folder: string, defaults: Settings): Promise<SettingsStore> {
  const file = path.join(folder, 'settings.json');
  const parsed = fileSchema.safeParse(await readJson(file));
  let settings: Settings = parsed.success ? upgrade(parsed.data) : defaults;
  return {
    get: () => settings,
    set: async (change) => {
      settings = { ...settings, ...change };
      await writeAtomically(file, `${JSON.stringify({ version: 3, settings }, null, 2)}\n`);
      return settings;
    },
  };
}
