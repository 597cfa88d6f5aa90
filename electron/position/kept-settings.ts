import path from 'node:path';
import { z } from 'zod';
import { gnssSettings } from '../../shared/bridge/position-contract.ts';
import { DEFAULT_GNSS_SETTINGS, type GnssSettings } from '../../shared/gnss/settings.ts';
import { readJson, writeAtomically } from '../main/atomic-file.ts';

const fileSchema = z.strictObject({ version: z.literal(1), settings: gnssSettings });

/** How positions are judged on this computer; the defaults where the file is missing or does not fit. */
export async function openGnssSettings(folder: string): Promise<{
  readonly get: () => GnssSettings;
  readonly set: (settings: GnssSettings) => Promise<void>;
}> {
  const file = path.join(folder, 'settings.json');
  const parsed = fileSchema.safeParse(await readJson(file));
  let settings = parsed.success ? parsed.data.settings : DEFAULT_GNSS_SETTINGS;
  return {
    get: () => settings,
    set: async (next) => {
      settings = next;
      await writeAtomically(file, `${JSON.stringify({ version: 1, settings }, null, 2)}\n`);
    },
  };
}
