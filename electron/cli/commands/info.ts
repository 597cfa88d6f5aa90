import path from 'node:path';
import { formatArea } from '../../../shared/i18n/format.ts';
import { text } from '../../../shared/i18n/text.ts';
import { ok } from '../../../shared/result.ts';
import { openReader } from '../../store/read/reader.ts';
import type { CliCommand } from '../define-command.ts';

export const infoCommand: CliCommand = {
  name: 'info',
  help: 'cli.help.info',
  usage: 'info <file.gpkg> [--json]',
  line: { positionals: ['file.gpkg'], flags: ['json'] },
  run: async (line, io) => {
    const opened = openReader(path.resolve(line.positionals[0] ?? ''));
    if (!opened.ok) return opened;
    const reader = opened.value;
    try {
      const info = reader.info();
      const summary = new Map(reader.summary().map((layer) => [layer.layer, layer]));
      const layers = reader.layers().map((layer) => ({
        id: layer.schema.id,
        name: layer.schema.name[io.language],
        plan: layer.schema.plan,
        features: layer.count,
        area_m2: summary.get(layer.schema.id)?.areaM2 ?? 0,
        box: layer.box,
      }));
      if (line.flag('json')) {
        io.out(JSON.stringify({ ...info, layers }, null, 1));
        return ok(0);
      }
      const marks = [
        text(io.language, `classification.${info.classification}`),
        ...(info.fictional ? [text(io.language, 'fictional')] : []),
      ];
      io.out(`${info.name}  ${info.countyCode}  [${marks.join('] [')}]`);
      for (const layer of layers) {
        if (layer.features === 0) continue;
        const area = layer.area_m2 > 0 ? formatArea(io.language, layer.area_m2, 'ha') : '';
        io.out(
          `  ${layer.id.padEnd(20)} ${String(layer.features).padStart(8)}  ${area.padStart(18)}  ${layer.name}`,
        );
      }
      return ok(0);
    } finally {
      reader.close();
    }
  },
};
