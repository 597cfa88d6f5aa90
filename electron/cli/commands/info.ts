import os from 'node:os';
import path from 'node:path';
import type { BlueprintInfo } from '../../../shared/bridge/store-contract.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { formatArea } from '../../../shared/i18n/format.ts';
import { text } from '../../../shared/i18n/text.ts';
import { ok } from '../../../shared/result.ts';
import { startLocalServices } from '../../hosts/in-process.ts';
import type { CliCommand } from '../define-command.ts';

export const infoCommand: CliCommand = {
  name: 'info',
  help: 'cli.help.info',
  usage: 'info <file.gpkg> [--json]',
  line: { positionals: ['file.gpkg'], flags: ['json'] },
  run: async (line, io) => {
    const services = startLocalServices();
    try {
      // Reading alone: works beside the app, which holds the file's lock.
      const file = path.resolve(line.positionals[0] ?? '');
      const opened = await services.storeControl.open({ path: file, readOnly: true });
      if (!opened.ok) return opened;
      const reading = await services.queryControl.open({
        path: file,
        cacheDir: os.tmpdir(),
        scratchDir: os.tmpdir(),
      });
      if (!reading.ok) return reading;
      const states = await services.store.layers({});
      if (!states.ok) return states;
      const summaries = await services.query.summary({});
      if (!summaries.ok) return summaries;
      const areas = new Map(summaries.value.map((layer) => [layer.layer, layer.areaM2]));
      const layers = states.value.map((layer) => ({
        id: layer.schema.id,
        name: layer.schema.name[io.language],
        plan: layer.schema.plan,
        features: layer.count,
        area_m2: areas.get(layer.schema.id) ?? 0,
        box: layer.box,
      }));
      if (line.flag('json')) io.out(JSON.stringify({ ...opened.value, layers }, null, 1));
      else for (const text of describe(opened.value, layers, io.language)) io.out(text);
      return ok(0);
    } finally {
      await services.stop();
    }
  },
};

interface LayerLine {
  readonly id: string;
  readonly name: string;
  readonly features: number;
  readonly area_m2: number;
}

function describe(info: BlueprintInfo, layers: readonly LayerLine[], language: Language): string[] {
  const marks = [
    text(language, `classification.${info.classification}`),
    ...(info.fictional ? [text(language, 'fictional')] : []),
  ];
  const lines = layers
    .filter((layer) => layer.features > 0)
    .map((layer) => {
      const area = layer.area_m2 > 0 ? formatArea(language, layer.area_m2, 'ha') : '';
      return `  ${layer.id.padEnd(20)} ${String(layer.features).padStart(8)}  ${area.padStart(18)}  ${layer.name}`;
    });
  return [`${info.name}  ${info.countyCode}  [${marks.join('] [')}]`, ...lines];
}
