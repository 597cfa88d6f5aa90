import os from 'node:os';
import path from 'node:path';
import type { Language } from '../../../shared/i18n/languages.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { SEVERITIES, type NotChecked, type Ruleset } from '../../../shared/rules/rule.ts';
import { findingText, type LayerNames, notCheckedText } from '../../../shared/rules/sentence.ts';
import { checkReport } from '../../../shared/check/report.ts';
import { text } from '../../../shared/i18n/text.ts';
import { fail, ok } from '../../../shared/result.ts';
import { loadCoverageFill, loadOverlay } from '../../geometry/load-overlay.ts';
import { logLine } from '../../hosts/log.ts';
import { shareThreads, startShareThread } from '../../hosts/share-thread.ts';
import { createCheckService } from '../../jobs/check/check-service.ts';
import { probeFile } from '../../store/open.ts';
import { openReader } from '../../store/read/reader.ts';
import { localDay } from '../day.ts';
import type { CliCommand } from '../define-command.ts';
import { rulesetOf } from './ruleset-of.ts';

/** The layers of a file that has been probed, for the sentences. */
function layersOf(file: string): LayerNames {
  const reader = openReader(file);
  try {
    const known = new Map(reader.schemas().map((schema) => [schema.id, schema]));
    return (id) => known.get(id);
  } finally {
    reader.close();
  }
}

export const checkCommand: CliCommand = {
  name: 'check',
  help: 'cli.help.check',
  usage: 'check <file.gpkg> [--json]',
  line: { positionals: ['file.gpkg'], flags: ['json'] },
  run: async (line, io) => {
    const file = path.resolve(line.positionals[0] ?? '');
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    const ruleset = rulesetOf(file, io);
    const layers = layersOf(file);
    // Reading alone: works beside the app, which holds the file's lock.
    const service = createCheckService({
      openReader,
      loadOverlay,
      loadFill: loadCoverageFill,
      emit: () => {},
      log: logLine,
      automatic: false,
      shown: Infinity,
      workers: { size: shareThreads(), start: startShareThread },
      ruleset,
    });
    const call = { signal: io.signal, progress: io.progress };
    const opened = await service.open({ path: file, cacheDir: os.tmpdir(), scratchDir: os.tmpdir() }, call);
    if (!opened.ok) return opened;
    try {
      const checked = await service.check({}, call);
      if (!checked.ok) return checked;
      const { findings, notChecked, state } = checked.value;
      if (io.signal.aborted) return fail('cancelled');
      if (line.flag('json')) {
        const { id, version } = ruleset;
        io.out(JSON.stringify({ ruleset: { id, version }, ...checkReport(checked.value, ruleset, layers) }));
        return ok(findings.length > 0 ? 1 : 0);
      }
      for (const severity of SEVERITIES) {
        for (const finding of findings.filter((one) => one.severity === severity)) {
          io.out(
            `${text(io.language, `severity.${severity}`)}  ${findingText(io.language, finding, ruleset, layers)}`,
          );
        }
      }
      for (const one of notChecked) {
        io.out(notCheckedLine(io.language, ruleset, one));
      }
      io.note(
        text(io.language, findings.length > 0 ? 'cli.findings' : 'cli.no-findings', {
          count: findings.length,
          ruleset: state.rulesetVersion,
          skipped: notChecked.length,
        }),
      );
      io.note(text(io.language, 'statement.report', { date: localDay() }));
      return ok(findings.length > 0 ? 1 : 0);
    } finally {
      await service.close({}, call);
    }
  },
};

/** Which rule was not checked and what it lacks, by their names in the language. */
function notCheckedLine(language: Language, ruleset: Ruleset, { rule, missing }: NotChecked): string {
  const title = ruleset.rules.find(({ id }) => id === rule)?.title[language] ?? rule;
  const names = missing.map((layer) => builtinLayer(layer)?.name[language] ?? layer);
  return `${title} · ${notCheckedText(language, names)}`;
}
