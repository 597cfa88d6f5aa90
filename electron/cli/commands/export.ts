import os from 'node:os';
import path from 'node:path';
import type { ExportRequest } from '../../../shared/bridge/export-contract.ts';
import { STORED_EPSG } from '../../../shared/crs/catalogue.ts';
import { FIELD_NAMINGS } from '../../../shared/export/out-fields.ts';
import { text } from '../../../shared/i18n/text.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { FORMATS } from '../../formats/catalogue.ts';
import { ioHost } from '../../hosts/io-host.ts';
import { createIoService } from '../../jobs/io/io-service.ts';
import { probeFile } from '../../store/open.ts';
import type { Line } from '../command-line.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { FORCE, replaceOf } from '../free-output.ts';

/** The format that is named, else the one the ending of the file stands for. */
function formatOf(named: string | undefined, out: string): Result<string> {
  const writers = FORMATS.filter(({ writer }) => writer !== undefined);
  const ending = path.extname(out).toLowerCase();
  const found = writers.find(({ id, writer }) =>
    named === undefined ? writer?.extension === ending : id === named,
  );
  return found === undefined
    ? fail('cli.format', { value: named ?? ending, names: writers.map(({ id }) => id).join(', ') })
    : ok(found.id);
}

/** Options of one format alone: `--own key=value`, values as JSON where they are, else as text. */
function ownOptions(words: readonly string[]): Result<Record<string, unknown>> {
  const own: Record<string, unknown> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) return fail('cli.pair', { value: word });
    const value = word.slice(at + 1);
    try {
      own[word.slice(0, at)] = JSON.parse(value);
    } catch {
      own[word.slice(0, at)] = value;
    }
  }
  return ok(own);
}

function requestOf(line: Line, out: string, io: CliIo): Result<ExportRequest> {
  const names = line.list('layer');
  if (names.length === 0) return fail('cli.no-value', { option: '--layer' });
  const format = formatOf(line.value('format'), out);
  if (!format.ok) return format;
  const naming = FIELD_NAMINGS.find((one) => one === (line.value('names') ?? 'own'));
  if (naming === undefined) return fail('cli.choice', { option: '--names', names: FIELD_NAMINGS.join(', ') });
  const encoding = line.value('encoding') ?? null;
  if (encoding !== null && encoding !== 'utf-8' && encoding !== 'gbk')
    return fail('cli.choice', { option: '--encoding', names: 'utf-8, gbk' });
  const own = ownOptions(line.list('own'));
  if (!own.ok) return own;
  return ok({
    layers: names.map((layer) => ({ layer, fids: null, fields: null })),
    format: format.value,
    epsg: Number(line.value('epsg') ?? STORED_EPSG),
    naming,
    language: io.language,
    encoding,
    own: own.value,
  });
}

export const exportCommand: CliCommand = {
  name: 'export',
  help: 'cli.help.export',
  usage:
    'export <file.gpkg> <out> --layer L [--layer M] [--format F] [--epsg N] [--encoding E] [--names own|standard|label] [--own key=value] [--force]',
  line: {
    positionals: ['file.gpkg', 'out'],
    values: ['format', 'epsg', 'encoding', 'names'],
    lists: ['layer', 'own'],
    flags: [FORCE],
  },
  run: async (line, io) => {
    const [file = '', out = ''] = line.positionals;
    const request = requestOf(line, out, io);
    if (!request.ok) return request;
    const probed = probeFile(path.resolve(file));
    if (!probed.ok) return probed;
    // Reading alone: works beside the app, which holds the file's lock.
    const service = createIoService(ioHost());
    const call = { signal: io.signal, progress: io.progress };
    const opened = await service.open(
      { path: path.resolve(file), cacheDir: os.tmpdir(), scratchDir: os.tmpdir() },
      call,
    );
    if (!opened.ok) return opened;
    try {
      const written = await service.exportLayers(
        { ...request.value, path: path.resolve(out), replace: replaceOf(line) },
        call,
      );
      if (!written.ok) return written;
      for (const { layer, from, to } of written.value.renamed)
        io.note(text(io.language, 'cli.renamed', { layer, from, to }));
      for (const { code, layer, params } of written.value.notes)
        io.note(text(io.language, `export.note.${code}`, { layer, ...params }));
      io.note(text(io.language, 'cli.exported', { count: written.value.features, file: out }));
      return ok(0);
    } finally {
      await service.close({}, call);
    }
  },
};
