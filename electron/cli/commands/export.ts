import os from 'node:os';
import path from 'node:path';
import { fail, ok } from '../../../shared/result.ts';
import { text } from '../../../shared/i18n/text.ts';
import { createIoService } from '../../jobs/io/io-service.ts';
import { loadOverlay } from '../../geometry/load-overlay.ts';
import { logLine } from '../../hosts/log.ts';
import { probeFile } from '../../store/open.ts';
import { openReader } from '../../store/read/reader.ts';
import { createStaging } from '../../store/staging/create-staging.ts';
import type { CliCommand } from '../define-command.ts';

export const exportCommand: CliCommand = {
  name: 'export',
  help: 'cli.help.export',
  usage: 'export <file.gpkg> <out.geojson> --layer L',
  line: { positionals: ['file.gpkg', 'out.geojson'], values: ['layer', 'format'] },
  run: async (line, io) => {
    const [file = '', out = ''] = line.positionals;
    const layer = line.value('layer');
    if (layer === undefined) return fail('cli.no-value', { option: '--layer' });
    if ((line.value('format') ?? 'geojson') !== 'geojson') {
      return fail('cli.format', { value: line.value('format') ?? '' });
    }
    const probed = probeFile(path.resolve(file));
    if (!probed.ok) return probed;
    // Reading alone: works beside the app, which holds the file's lock.
    const service = createIoService({ openReader, createStaging, loadOverlay, log: logLine });
    const call = { signal: io.signal, progress: io.progress };
    const opened = await service.open(
      { path: path.resolve(file), cacheDir: os.tmpdir(), scratchDir: os.tmpdir() },
      call,
    );
    if (!opened.ok) return opened;
    try {
      const written = await service.exportLayer({ layer, format: 'geojson', path: path.resolve(out) }, call);
      if (!written.ok) return written;
      io.note(text(io.language, 'cli.exported', { count: written.value.features, file: out }));
      return ok(0);
    } finally {
      await service.close({}, call);
    }
  },
};
