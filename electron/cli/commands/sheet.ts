import path from 'node:path';
import type { PrintRequest } from '../../../shared/bridge/print-contract.ts';
import { text } from '../../../shared/i18n/text.ts';
import { scaleText } from '../../../shared/map/scale-text.ts';
import type { AtlasRequest } from '../../../shared/print/layout/atlas-schema.ts';
import { sheetLayout, type SheetLayout } from '../../../shared/print/layout/layout-schema.ts';
import { layoutFrom, SHEET_TEMPLATES, sheetTemplate } from '../../../shared/print/layout/templates.ts';
import { SHEET_SCALES } from '../../../shared/print/standard-sheets.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { loadOverlay } from '../../geometry/load-overlay.ts';
import { printPdf } from '../../jobs/print/print-pdf.ts';
import { probeFile } from '../../store/open.ts';
import { openReader, type Reader } from '../../store/read/reader.ts';
import type { Line } from '../command-line.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { FORCE, replaceOf } from '../free-output.ts';

const ATLASES = ['townships', 'frames', ...SHEET_SCALES.map((scale) => `sheets:${scale}`)] as const;

/** What the line says of an atlas; null where it says nothing and the layout decides. */
function atlasOf(line: Line): Result<AtlasRequest | null> {
  const wanted = line.value('atlas');
  if (wanted === undefined) return ok(null);
  if (wanted === 'townships') return ok({ kind: 'townships' });
  if (wanted === 'frames') return ok({ kind: 'frames', overlap: 0 });
  const scale = SHEET_SCALES.find((one) => wanted === `sheets:${one}`);
  if (scale !== undefined) return ok({ kind: 'sheets', scale });
  return fail('cli.choice', { option: '--atlas', names: ATLASES.join(', ') });
}

/** The layout that is named: one that the blueprint keeps, or a template. */
function namedLayout(line: Line, reader: Reader, io: CliIo): Result<SheetLayout> {
  const [kept, id] = [line.value('layout'), line.value('template')];
  if (kept !== undefined) {
    const found = reader.sheets().find(({ name }) => name === kept);
    if (found !== undefined) return ok(found.layout);
    const names = reader.sheets().map(({ name }) => name);
    return fail('cli.choice', { option: '--layout', names: names.join(', ') });
  }
  const template = sheetTemplate(id ?? '');
  if (template !== undefined) return ok(layoutFrom(template, io.language));
  return fail('cli.choice', { option: '--template', names: SHEET_TEMPLATES.map((one) => one.id).join(', ') });
}

/** The layout with scale and middle as they are given on the line. */
function placed(layout: SheetLayout, line: Line): Result<SheetLayout> {
  const scale = line.value('scale');
  const centre = line.value('centre')?.split(',').map(Number);
  if (centre !== undefined && centre.length !== 2)
    return fail('cli.number', { option: '--centre', value: line.value('centre') ?? '' });
  const items = layout.items.map((item) =>
    item.kind === 'map'
      ? {
          ...item,
          ...(scale !== undefined && { scale: Number(scale) }),
          ...(centre !== undefined && { centre: { lon: centre[0]!, lat: centre[1]! } }),
        }
      : item,
  );
  const checked = sheetLayout.safeParse({ ...layout, items });
  if (checked.success) return ok(checked.data);
  return fail('cli.number', {
    option: scale === undefined ? '--centre' : '--scale',
    value: scale ?? line.value('centre') ?? '',
  });
}

/** Today, where the machine is. */
function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function requestOf(line: Line, reader: Reader, io: CliIo): Result<PrintRequest> {
  const atlas = atlasOf(line);
  if (!atlas.ok) return atlas;
  const date = line.value('date') ?? today();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return fail('cli.date', { value: date });
  const named = namedLayout(line, reader, io);
  if (!named.ok) return named;
  const layout = placed(named.value, line);
  if (!layout.ok) return layout;
  const whole = { ...layout.value, atlas: atlas.value ?? layout.value.atlas };
  return ok({ name: line.value('layout') ?? '', layout: whole, split: line.flag('split'), date });
}

export const sheetCommand: CliCommand = {
  name: 'sheet',
  help: 'cli.help.sheet',
  usage:
    'sheet <file.gpkg> --out x.pdf (--template T | --layout NAME) [--scale N] [--centre lon,lat] [--atlas townships|frames|sheets:N] [--split] [--date D] [--force] [--json]',
  line: {
    positionals: ['file.gpkg'],
    values: ['out', 'template', 'layout', 'scale', 'centre', 'atlas', 'date'],
    flags: ['split', 'json', FORCE],
  },
  run: async (line, io) => {
    const out = line.value('out');
    if (out === undefined) return fail('cli.no-value', { option: '--out' });
    const file = path.resolve(line.positionals[0] ?? '');
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    // Reading alone: works beside the app, which holds the file's lock.
    const reader = openReader(file);
    try {
      const request = requestOf(line, reader, io);
      if (!request.ok) return request;
      const call = { signal: io.signal, progress: io.progress };
      const printed = await printPdf(
        reader,
        { ...request.value, path: path.resolve(out), replace: replaceOf(line) },
        await loadOverlay(),
        call,
      );
      if (!printed.ok) return printed;
      const { files, pages, scales, notes, missing } = printed.value;
      for (const code of notes) io.note(text(io.language, `print.note.${code}`));
      if (missing.length > 0)
        io.note(text(io.language, 'print.note.missing', { characters: missing.join(' ') }));
      const scale = scales.map(scaleText).join('、');
      io.note(
        text(io.language, 'cli.printed', {
          pages,
          scale,
          file: files.length === 1 ? files[0]! : `${files[0]} …`,
        }),
      );
      if (line.flag('json')) io.out(JSON.stringify(printed.value));
      return ok(0);
    } finally {
      reader.close();
    }
  },
};
