import path from 'node:path';
import { text } from '../../../shared/i18n/text.ts';
import { inspectionHtml } from '../../../shared/inspection/html-report.ts';
import { inspectionJson } from '../../../shared/inspection/json-report.ts';
import {
  checkText,
  defectText,
  layerText,
  scoreText,
  uncheckedText,
  type InspectionWords,
} from '../../../shared/inspection/words.ts';
import { DEFECT_CLASSES, type InspectionReport } from '../../../shared/inspection/types.ts';
import { ok } from '../../../shared/result.ts';
import { loadCoverageFill, loadOverlay } from '../../geometry/load-overlay.ts';
import { inspectionJob } from '../../jobs/inspection/inspection-job.ts';
import { writeInspectionWorkbook } from '../../jobs/inspection/write-workbook.ts';
import { writeTextFile } from '../../jobs/io/write-text.ts';
import { probeFile } from '../../store/open.ts';
import { openReader } from '../../store/read/reader.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { FORCE, freeOutput } from '../free-output.ts';
import { sayBroken } from './ruleset-of.ts';

export const inspectCommand: CliCommand = {
  name: 'inspect',
  help: 'cli.help.inspect',
  usage: 'inspect <file.gpkg> [--json] [--html report.html] [--xlsx report.xlsx] [--force]',
  line: { positionals: ['file.gpkg'], values: ['html', 'xlsx'], flags: ['json', FORCE] },
  run: async (line, io) => {
    const file = path.resolve(line.positionals[0] ?? '');
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    for (const out of [line.value('html'), line.value('xlsx')]) {
      const other = out === undefined ? ok(null) : await freeOutput(file, path.resolve(out), line);
      if (!other.ok) return other;
    }
    // Reading alone: works beside the app, which holds the file's lock.
    const reader = openReader(file);
    try {
      const inForce = reader.ruleset();
      sayBroken(inForce, io);
      const { ruleset } = inForce;
      const [overlay, fill] = await Promise.all([loadOverlay(), loadCoverageFill()]);
      const made = await inspectionJob(
        { source: reader, ruleset, overlay, fill },
        { signal: io.signal, progress: io.progress },
      );
      if (!made.ok) return made;
      const report = made.value;
      const schemas = new Map(reader.schemas().map((schema) => [schema.id, schema]));
      const words: InspectionWords = { language: io.language, ruleset, layers: (id) => schemas.get(id) };
      const page = line.value('html');
      if (page !== undefined) {
        const written = await writeTextFile(path.resolve(page), inspectionHtml(report, words));
        if (!written.ok) return written;
      }
      const book = line.value('xlsx');
      if (book !== undefined) {
        const written = await writeInspectionWorkbook(path.resolve(book), report, words, io.signal);
        if (!written.ok) return written;
      }
      if (line.flag('json')) io.out(JSON.stringify(inspectionJson(report, words)));
      else for (const row of describe(report, words)) io.out(row);
      sayWhole(report, io);
      return ok(DEFECT_CLASSES.some((of) => report.total.counts[of] > 0) ? 1 : 0);
    } finally {
      reader.close();
    }
  },
};

/** Scores by layer, then each defect, then what was not looked at: one line each. */
function describe(report: InspectionReport, words: InspectionWords): string[] {
  const { language } = words;
  const counts = report.layers.map((one) =>
    text(language, 'cli.inspect.layer', {
      layer: layerText(words, one.layer),
      records: one.records,
      score: scoreText(language, one.score),
      a: one.counts.A,
      b: one.counts.B,
      c: one.counts.C,
    }),
  );
  const defects = report.defects
    .filter(({ exception }) => exception === null)
    .map(
      (defect) =>
        `${text(language, `inspection.class.${defect.class}`)}  ${defect.check}  ${defectText(words, defect)}`,
    );
  const unchecked = report.unchecked.map(
    (one) =>
      `${text(language, 'inspection.unchecked')}  ${checkText(words, report.model, one.check)}  ${uncheckedText(words, one)}`,
  );
  return [...counts, ...defects, ...unchecked];
}

/** What it comes to, and the fixed statement: for people, on standard error. */
function sayWhole({ total, unchecked, made }: InspectionReport, io: CliIo): void {
  const { counts } = total;
  io.note(
    text(io.language, 'cli.inspect.total', {
      score: scoreText(io.language, total.score),
      a: counts.A,
      b: counts.B,
      c: counts.C,
      notice: counts.notice,
      excepted: total.excepted,
      unchecked: unchecked.length,
    }),
  );
  io.note(text(io.language, 'statement.report', { date: made.slice(0, 10) }));
}
