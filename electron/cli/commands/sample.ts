import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from '../../../shared/i18n/text.ts';
import { fail, ok } from '../../../shared/result.ts';
import { buildSample, truthPath } from '../../sample/build-sample.ts';
import type { CliCommand } from '../define-command.ts';

const SIZES = [3000, 20_000, 200_000] as const;

export const sampleCommand: CliCommand = {
  name: 'sample',
  help: 'cli.help.sample',
  usage: 'sample <file.gpkg> [--parcels 3000|20000|200000] [--dirty] [--seed N]',
  line: { positionals: ['file.gpkg'], values: ['parcels', 'seed'], flags: ['dirty'] },
  run: async (line, io) => {
    const file = path.resolve(line.positionals[0] ?? '');
    const parcels = SIZES.find((size) => size === Number(line.value('parcels') ?? 3000));
    if (parcels === undefined)
      return fail('cli.parcels', { value: line.value('parcels') ?? '', sizes: SIZES.join(', ') });
    const seed = line.value('seed');
    if (seed !== undefined && !/^\d{1,9}$/.test(seed)) return fail('cli.seed', { value: seed });
    for (const one of [file, truthPath(file)])
      if (existsSync(one)) return fail('store.exists', { path: one });
    const built = await buildSample(
      {
        path: file,
        parcels,
        dirty: line.flag('dirty'),
        ...(seed === undefined ? {} : { seed: Number(seed) }),
      },
      { signal: io.signal, progress: io.progress },
    );
    if (!built.ok) return built;
    io.note(text(io.language, 'cli.sample', { count: built.value.features, file, truth: built.value.truth }));
    return ok(0);
  },
};
