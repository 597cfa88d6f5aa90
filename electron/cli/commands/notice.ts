import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { text } from '../../../shared/i18n/text.ts';
import { composeNotice } from '../../../shared/notice/compose.ts';
import { firstChoice, publicLayer } from '../../../shared/notice/fields.ts';
import { publishNotice } from '../../../shared/notice/publish.ts';
import type { NoticeLayer } from '../../../shared/notice/types.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { prepareText } from '../../jobs/io/write-text.ts';
import { probeFile } from '../../store/open.ts';
import type { Line } from '../command-line.ts';
import type { CliCommand } from '../define-command.ts';
import { FORCE, freeOutput } from '../free-output.ts';
import { withBlueprint } from '../with-services.ts';

/** The layers named on the line with what ships ticked of each; the first choice where none is named. */
function layersOf(line: Line): Result<readonly NoticeLayer[]> {
  const named = line.value('layers')?.split(',');
  if (named === undefined) return ok(firstChoice());
  const chosen: NoticeLayer[] = [];
  for (const layer of named) {
    const known = publicLayer(layer.trim());
    if (known === undefined) return fail('cli.notice-layer', { layer });
    chosen.push({
      layer: known.layer,
      fields: known.fields.filter(({ on }) => on).map(({ name }) => name),
    });
  }
  return ok(chosen);
}

/**
 * The public page from the command line. A picture needs the window, so that without shapes the page has the list and
 * the form alone; shapes need the number of a map review.
 */
export const noticeCommand: CliCommand = {
  name: 'notice',
  help: 'cli.help.notice',
  usage:
    'notice <file.gpkg> <out.html> --title T [--layers a,b] [--from day] [--until day] [--contact C] [--shapes --review-number N] [--force]',
  line: {
    positionals: ['file.gpkg', 'out.html'],
    values: ['title', 'layers', 'from', 'until', 'contact', 'review-number'],
    flags: ['shapes', FORCE],
  },
  run: async (line, io) => {
    const file = path.resolve(line.positionals[0] ?? '');
    const out = path.resolve(line.positionals[1] ?? '');
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    const other = await freeOutput(file, out, line);
    if (!other.ok) return other;
    const title = line.value('title')?.trim() ?? '';
    if (title === '') return fail('notice.title');
    const review = line.value('review-number')?.trim() ?? '';
    if (line.flag('shapes') && review === '') return fail('notice.review');
    const layers = layersOf(line);
    if (!layers.ok) return layers;
    return withBlueprint(file, async ({ store, query }, info) => {
      const draft = await query.noticeDraft(
        { layers: layers.value, language: io.language },
        { signal: io.signal },
      );
      if (!draft.ok) return draft;
      const { html, record } = composeNotice({
        draft: draft.value,
        words: {
          id: randomUUID(),
          title,
          from: line.value('from') ?? '',
          until: line.value('until') ?? '',
          contact: line.value('contact') ?? '',
          intro: '',
        },
        language: io.language,
        county: info.countyName === '' ? info.name : info.countyName,
        fictional: info.fictional,
        picture: null,
        review: line.flag('shapes') ? review : null,
      });
      // Whether there is room for the page is known before it is recorded.
      const ready = await prepareText(out, html);
      if (!ready.ok) return ready;
      const execute = (command: string, params: unknown) => store.execute({ command, params });
      const published = await publishNotice(record, execute, ready.value.put);
      await ready.value.discard();
      if (!published.ok) return published;
      io.note(text(io.language, 'cli.notice', { count: record.entries.length, file: out }));
      io.note(text(io.language, record.map === 'none' ? 'cli.notice-no-map' : 'cli.notice-shapes'));
      return ok(0);
    });
  },
};
