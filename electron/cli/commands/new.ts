import path from 'node:path';
import { fail, ok } from '../../../shared/result.ts';
import { text } from '../../../shared/i18n/text.ts';
import { startLocalServices } from '../../hosts/in-process.ts';
import type { CliCommand } from '../define-command.ts';

/** EPSG codes of the 3-degree zones with zone prefix. */
const ZONES = { first: 4513, last: 4533 };

export const newCommand: CliCommand = {
  name: 'new',
  help: 'cli.help.new',
  usage:
    'new <file.gpkg> [--name N] [--county-code C] [--county-name N] [--zone EPSG] [--classification internal]',
  line: {
    positionals: ['file.gpkg'],
    values: ['name', 'county-code', 'county-name', 'zone', 'classification'],
  },
  run: async (line, io) => {
    const file = path.resolve(line.positionals[0] ?? '');
    const zone = line.value('zone');
    const zoneEpsg = zone === undefined ? null : Number(zone);
    if (zoneEpsg !== null && !(zoneEpsg >= ZONES.first && zoneEpsg <= ZONES.last)) {
      return fail('cli.zone', { value: zone ?? '', first: ZONES.first, last: ZONES.last });
    }
    const classification = line.value('classification') ?? 'internal';
    if (classification !== 'public' && classification !== 'internal' && classification !== 'secret') {
      return fail('cli.classification', { value: classification });
    }
    const services = startLocalServices();
    try {
      const made = await services.storeControl.create({
        path: file,
        blueprint: {
          name: line.value('name') ?? path.basename(file, '.gpkg'),
          countyCode: line.value('county-code') ?? '',
          countyName: line.value('county-name') ?? '',
          zoneEpsg,
          classification,
        },
      });
      if (!made.ok) return made;
      io.note(text(io.language, 'cli.made', { file }));
      return ok(0);
    } finally {
      await services.stop();
    }
  },
};
