import path from 'node:path';
import { TABLE_IDS, type OfficialTable, type TableId } from '../../../shared/analysis/tables/types.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { notCheckedText } from '../../../shared/rules/sentence.ts';
import { loadOverlay } from '../../geometry/load-overlay.ts';
import { tablesOfReader, writeTables } from '../../jobs/tables/write-tables.ts';
import { probeFile } from '../../store/open.ts';
import { openReader, type Reader } from '../../store/read/reader.ts';
import type { Line } from '../command-line.ts';
import { localDay } from '../day.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { FORCE, replaceOf } from '../free-output.ts';

function tablesNamed(line: Line): Result<readonly TableId[]> {
  const names = line.list('table');
  const ids = TABLE_IDS.filter((id) => names.length === 0 || names.includes(id));
  const wrong = names.find((name) => !TABLE_IDS.some((id) => id === name));
  return wrong === undefined
    ? ok(ids)
    : fail('cli.choice', { option: '--table', names: TABLE_IDS.join(', ') });
}

const namesOf = (reader: Reader, language: Language, layers: readonly string[]): string[] =>
  layers.map((layer) => reader.schema(layer)?.name[language] ?? layer);

/** A table as lines of words and figures parted by tabs. */
function* tableLines(table: OfficialTable, language: Language): Generator<string> {
  yield `${table.title[language]}  ${table.unit[language]}`;
  const levels = table.columns[0]?.heads.length ?? 0;
  for (let level = 0; level < levels; level++)
    yield table.columns.map(({ heads }) => heads[level]![language]).join('\t');
  for (const { cells } of table.rows) {
    yield table.columns
      .map(({ kind }, c) => {
        const cell = cells[c];
        if (cell === undefined || cell.kind === 'blank') return '';
        if (cell.kind === 'text') return cell.text[language];
        return kind === 'count' ? String(cell.value) : cell.value.toFixed(2);
      })
      .join('\t');
  }
}

async function print(reader: Reader, ids: readonly TableId[], line: Line, io: CliIo): Promise<Result<0>> {
  const call = { signal: io.signal, progress: io.progress };
  const answers = await tablesOfReader(reader, await loadOverlay(), ids, call);
  if (!answers.ok) return answers;
  if (line.flag('json')) {
    const printed = answers.value.map(({ table, missing }, i) => table ?? { id: ids[i], not_made: missing });
    io.out(JSON.stringify(printed));
    return ok(0);
  }
  for (const { table, missing } of answers.value) {
    if (table === null) io.note(notCheckedText(io.language, namesOf(reader, io.language, missing)));
    else for (const row of tableLines(table, io.language)) io.out(row);
  }
  return ok(0);
}

export const tablesCommand: CliCommand = {
  name: 'tables',
  help: 'cli.help.tables',
  usage: `tables <file.gpkg> [--table ${TABLE_IDS.join('|')}]... [--out x.xlsx [--force] | --json]`,
  line: { positionals: ['file.gpkg'], values: ['out'], lists: ['table'], flags: ['json', FORCE] },
  run: async (line, io) => {
    const ids = tablesNamed(line);
    if (!ids.ok) return ids;
    const file = path.resolve(line.positionals[0] ?? '');
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    const out = line.value('out');
    // Reading alone: works beside the app, which holds the file's lock.
    const reader = openReader(file);
    try {
      if (out === undefined) return await print(reader, ids.value, line, io);
      const request = {
        tables: ids.value,
        language: io.language,
        today: localDay(),
        path: path.resolve(out),
        replace: replaceOf(line),
      };
      const call = { signal: io.signal, progress: io.progress };
      const written = await writeTables(reader, await loadOverlay(), request, call);
      if (!written.ok) return written;
      for (const { table, missing } of written.value.left)
        io.note(
          text(io.language, 'cli.tables.left', {
            table: text(io.language, `tables.title.${table}`),
            layers: namesOf(reader, io.language, missing).join(', '),
          }),
        );
      io.note(text(io.language, 'cli.tables.written', { count: written.value.written.length, file: out }));
      return ok(0);
    } finally {
      reader.close();
    }
  },
};
