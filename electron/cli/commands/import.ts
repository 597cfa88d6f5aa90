import path from 'node:path';
import type { ImportNote, ImportProbe, SourceLayer } from '../../../shared/bridge/query-contract.ts';
import { text } from '../../../shared/i18n/text.ts';
import { matchFields } from '../../../shared/import/match-fields.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Line } from '../command-line.ts';
import type { CliCommand, CliIo } from '../define-command.ts';
import { withBlueprint } from '../with-services.ts';

/** Notes of one kind are shown this often, then counted. */
const SHOWN_OF_A_KIND = 5;

const pairs = (words: readonly string[]): Result<Record<string, string>> => {
  const map: Record<string, string> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) return fail('cli.pair', { value: word });
    map[word.slice(0, at)] = word.slice(at + 1);
  }
  return ok(map);
};

function chooseLayer(probe: ImportProbe, line: Line): Result<SourceLayer> {
  const wanted = line.value('source-layer');
  const names = probe.layers.map((layer) => layer.name).join(', ');
  const found = wanted === undefined ? probe.layers[0] : probe.layers.find((layer) => layer.name === wanted);
  if (found === undefined) return fail('cli.source-layer', { value: wanted ?? '', names });
  if (wanted === undefined && probe.layers.length > 1) return fail('cli.source-layer-needed', { names });
  return ok(found);
}

function showNotes(notes: readonly ImportNote[], io: CliIo): void {
  const seen = new Map<string, number>();
  for (const note of notes) {
    const count = (seen.get(note.code) ?? 0) + 1;
    seen.set(note.code, count);
    if (count > SHOWN_OF_A_KIND) continue;
    io.note(
      `  ${text(io.language, `import.note.${note.code}`, { feature: note.feature ?? '', ...note.params })}`,
    );
  }
  for (const [code, count] of seen) {
    if (count > SHOWN_OF_A_KIND) {
      io.note(`  ${text(io.language, 'cli.more-notes', { count: count - SHOWN_OF_A_KIND, code })}`);
    }
  }
}

export const importCommand: CliCommand = {
  name: 'import',
  help: 'cli.help.import',
  usage:
    'import <file.gpkg> <source> --layer L [--source-layer N] [--epsg N] [--encoding E] [--map field=column] [--set field=value] [--replace] [--json]',
  line: {
    positionals: ['file.gpkg', 'source'],
    values: ['layer', 'source-layer', 'epsg', 'encoding'],
    lists: ['map', 'set'],
    flags: ['replace', 'json'],
  },
  run: async (line, io) => {
    const [file = '', source = ''] = line.positionals;
    const layer = line.value('layer');
    if (layer === undefined) return fail('cli.no-value', { option: '--layer' });
    const given = pairs(line.list('map'));
    if (!given.ok) return given;
    const constants = pairs(line.list('set'));
    if (!constants.ok) return constants;

    return withBlueprint(file, async ({ store, storeControl, query, queryControl }) => {
      const states = await store.layers({});
      if (!states.ok) return states;
      const target = states.value.find((state) => state.schema.id === layer);
      if (target === undefined) {
        return fail('cli.layer', {
          value: layer,
          names: states.value.map((state) => state.schema.id).join(', '),
        });
      }
      const grant = 'source';
      await queryControl.grant({ token: grant, path: path.resolve(source), access: 'read' });
      const encoding = line.value('encoding') ?? null;
      const probe = await query.importProbe({ file: grant, encoding });
      if (!probe.ok) return probe;
      const chosen = chooseLayer(probe.value, line);
      if (!chosen.ok) return chosen;
      const mapping = { ...matchFields(target.schema, chosen.value.fields), ...given.value };
      const report = await query.importStage(
        {
          file: grant,
          plan: {
            layer,
            sourceLayer: chosen.value.name,
            epsg: line.value('epsg') === undefined ? chosen.value.epsg : Number(line.value('epsg')),
            encoding: encoding ?? chosen.value.encoding,
            mapping,
            constants: constants.value,
          },
        },
        { signal: io.signal, onProgress: io.progress },
      );
      if (!report.ok) return report;
      showNotes(report.value.notes, io);
      const staging = await queryControl.stagingPath({ staging: report.value.staging });
      if (!staging.ok) return staging;
      await storeControl.grantStaging({ token: report.value.staging, path: staging.value });
      const committed = await store.commitStaged(
        { staging: report.value.staging, mode: line.flag('replace') ? 'replace' : 'append' },
        { signal: io.signal, onProgress: io.progress },
      );
      await query.importDiscard({ staging: report.value.staging });
      if (!committed.ok) return committed;
      const { read, staged, repaired, refused, outsideCounty, areaM2 } = report.value;
      if (line.flag('json')) {
        io.out(
          JSON.stringify({
            layer,
            read,
            imported: staged,
            repaired,
            refused,
            outside_county: outsideCounty,
            area_m2: areaM2,
            mapping,
          }),
        );
      } else {
        io.note(text(io.language, 'cli.imported', { count: staged, layer, repaired, refused }));
      }
      return ok(0);
    });
  },
};
