import path from 'node:path';
import { text } from '../../../shared/i18n/text.ts';
import type { ComparedLayer } from '../../../shared/package/compare.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { withBlueprint } from '../with-services.ts';

const layerLine = ({ language }: CliIo, one: ComparedLayer): string =>
  one.refused === null
    ? text(language, 'cli.take.layer', {
        layer: one.name[language],
        added: one.added,
        changed: one.changed,
        removed: one.removed,
        same: one.same,
      })
    : text(language, 'cli.take.refused', {
        layer: one.name[language],
        why: text(language, `package.refused.${one.refused}`),
      });

export const takeCommand: CliCommand = {
  name: 'take',
  help: 'cli.help.take',
  usage: 'take <file.gpkg> <package> [--layer L] [--replace] [--compare] [--json]',
  line: {
    positionals: ['file.gpkg', 'package'],
    lists: ['layer'],
    flags: ['replace', 'compare', 'json'],
  },
  run: async (line, io) => {
    const [file = '', given = ''] = line.positionals;
    const options = { signal: io.signal, onProgress: io.progress };
    return withBlueprint(file, async ({ store, storeControl, query, queryControl }) => {
      const token = 'package';
      await queryControl.grant({ token, path: path.resolve(given), access: 'read' });
      const compared = await query.packageCompare({ file: token, limit: 0 }, options);
      if (!compared.ok) return compared;
      const { layers, otherCounty } = compared.value;
      const wanted = line.list('layer');
      const unknown = wanted.find(
        (id) => !layers.some(({ layer, refused }) => layer === id && refused === null),
      );
      if (unknown !== undefined) return fail('package.no-layer', { layer: unknown });
      const chosen = layers.filter(
        ({ layer, refused }) => refused === null && (wanted.length === 0 || wanted.includes(layer)),
      );
      if (line.flag('json')) io.out(JSON.stringify(compared.value));
      else for (const one of wanted.length === 0 ? layers : chosen) io.out(layerLine(io, one));
      if (otherCounty) io.note(text(io.language, 'package.other-county'));
      if (line.flag('compare')) return ok(0);
      const mode = line.flag('replace') ? 'replace' : 'merge';
      const staged = await query.packageStage(
        { file: token, layers: chosen.map(({ layer }) => ({ layer, mode })) },
        options,
      );
      if (!staged.ok) return staged;
      const staging = await queryControl.stagingPath({ staging: staged.value.staging });
      if (!staging.ok) return staging;
      await storeControl.grantStaging({ token: staged.value.staging, path: staging.value });
      const taken = await store.commitStaged({ staging: staged.value.staging, mode: 'take' }, options);
      await query.importDiscard({ staging: staged.value.staging });
      if (!taken.ok) return taken;
      const { added, changed, removed } = staged.value;
      io.note(text(io.language, 'cli.take.taken', { added, changed, removed }));
      return ok(0);
    });
  },
};
