import path from 'node:path';
import { differenceMessage, differenceReport } from '../../../shared/analysis/difference/report.ts';
import { LEGACY } from '../../../shared/analysis/difference/sides.ts';
import { DIFFERENCE_IDS, type DifferenceTable } from '../../../shared/analysis/difference/types.ts';
import { formatArea } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { fail, ok } from '../../../shared/result.ts';
import { findingText, notCheckedText } from '../../../shared/rules/sentence.ts';
import { loadOverlay } from '../../geometry/load-overlay.ts';
import { differenceJob } from '../../jobs/difference/difference-job.ts';
import { probeFile } from '../../store/open.ts';
import { openReader } from '../../store/read/reader.ts';
import type { CliCommand } from '../define-command.ts';
import { rulesetOf } from './ruleset-of.ts';

export const differenceCommand: CliCommand = {
  name: 'difference',
  help: 'cli.help.difference',
  usage: `difference <file.gpkg> <${DIFFERENCE_IDS.join('|')}> [--legacy layer] [--construction 06,07,...] [--json]`,
  line: { positionals: ['file.gpkg', 'table'], values: ['legacy', 'construction'], flags: ['json'] },
  run: async (line, io) => {
    const wanted = line.positionals[1] ?? '';
    const id = DIFFERENCE_IDS.find((one) => one === wanted);
    if (id === undefined) return fail('cli.difference', { value: wanted, names: DIFFERENCE_IDS.join(' ') });
    const file = path.resolve(line.positionals[0] ?? '');
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    const ruleset = rulesetOf(file, io);
    const legacy = line.value('legacy');
    const construction = line
      .value('construction')
      ?.split(',')
      .map((prefix) => prefix.trim())
      .filter((prefix) => prefix !== '');
    // Reading alone: works beside the app, which holds the file's lock.
    const reader = openReader(file);
    try {
      const answer = await differenceJob(
        reader,
        await loadOverlay(),
        ruleset,
        id,
        { ...(legacy !== undefined && { legacy }), ...(construction && { construction }) },
        { signal: io.signal, progress: io.progress },
      );
      if (!answer.ok) return answer;
      const { table, missing } = answer.value;
      if (line.flag('json')) {
        io.out(
          JSON.stringify(table === null ? { table: id, not_checked: missing } : differenceReport(table)),
        );
        return ok(0);
      }
      if (table === null) {
        const names = missing.map((layer) => layerName(io.language, layer));
        io.out(notCheckedText(io.language, names));
        return ok(0);
      }
      io.out(findingText(io.language, differenceMessage(table), ruleset));
      for (const row of describe(io.language, table)) io.out(row);
      return ok(0);
    } finally {
      reader.close();
    }
  },
};

const layerName = (language: Language, layer: string): string =>
  layer === LEGACY ? text(language, 'difference.legacy') : (builtinLayer(layer)?.name[language] ?? layer);

/** One line a township, and what has no class. */
function describe(language: Language, table: DifferenceTable): string[] {
  const area = (m2: number): string => formatArea(language, m2, 'ha');
  const rows = table.townships.map(({ code, name, areas, patches }) =>
    text(language, 'cli.difference.row', {
      name: name ?? code ?? text(language, 'difference.township-unknown'),
      a: layerName(language, table.layerA),
      b: layerName(language, table.layerB),
      both: area(areas.both),
      only_a: area(areas.onlyA),
      only_b: area(areas.onlyB),
      neither: area(areas.neither),
      count: patches.onlyA + patches.onlyB,
    }),
  );
  const { unclassed } = table.total;
  return unclassed === 0
    ? rows
    : [...rows, text(language, 'cli.difference.unclassed', { area: area(unclassed) })];
}
