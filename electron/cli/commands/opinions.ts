import path from 'node:path';
import { failureText, text } from '../../../shared/i18n/text.ts';
import { ok } from '../../../shared/result.ts';
import { readOpinions } from '../../jobs/notice/read-opinions.ts';
import { probeFile } from '../../store/open.ts';
import { openReader } from '../../store/read/reader.ts';
import type { CliCommand } from '../define-command.ts';
import { withBlueprint } from '../with-services.ts';

/** Takes files that people saved from a public page into the layer of opinions. Exit status 1 when one was refused. */
export const opinionsCommand: CliCommand = {
  name: 'opinions',
  help: 'cli.help.opinions',
  usage: 'opinions <file.gpkg> <opinions.json> ...',
  line: { positionals: ['file.gpkg', 'opinions.json'], more: 'opinions.json' },
  run: async (line, io) => {
    const [blueprint = '', ...named] = line.positionals;
    const file = path.resolve(blueprint);
    const probed = probeFile(file);
    if (!probed.ok) return probed;
    const files = named.map((one) => path.resolve(one));
    return withBlueprint(file, async ({ store }) => {
      const reader = openReader(file);
      try {
        const read = await readOpinions(reader, files, io.signal);
        if (!read.ok) return read;
        for (const { file: name, failure } of read.value.refused) {
          io.note(
            text(io.language, 'cli.opinions-refused', { file: name, why: failureText(io.language, failure) }),
          );
        }
        let { layer } = read.value;
        for (const { notice, title, opinions, known, strange } of read.value.notices) {
          if (opinions.length > 0) {
            const done = await store.execute({
              command: 'import-opinions',
              params: { notice, layer, opinions },
            });
            if (!done.ok) return done;
            layer ??=
              done.value.touched.map((one) => one.layer).find((one) => one.startsWith('public_opinion')) ??
              null;
          }
          io.out(text(io.language, 'cli.opinions', { title, count: opinions.length, known, strange }));
        }
        return ok(read.value.refused.length > 0 ? 1 : 0);
      } finally {
        reader.close();
      }
    });
  },
};
