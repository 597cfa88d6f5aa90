import path from 'node:path';
import type { ImportNote, ImportPlan, LayerReport } from '../../../shared/bridge/query-contract.ts';
import { text } from '../../../shared/i18n/text.ts';
import { CLASS_BOOKS } from '../../../shared/import/class-books.ts';
import { matchFields, withSource } from '../../../shared/import/match-fields.ts';
import { WEB_MAPS, type WebMap } from '../../../shared/model/web-map.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import type { CliCommand, CliIo, ExitCode } from '../define-command.ts';
import { chooseLayers, targetsThere, wantedOf, type Choice } from '../import-choice.ts';
import { classFigures, isClassBook, showClasses, withClasses, type ClassedPlan } from '../import-classes.ts';
import { withBlueprint } from '../with-services.ts';

/** Notes of one kind are shown this often, then counted. */
const SHOWN_OF_A_KIND = 5;

type Pairs = Readonly<Record<string, string>>;

const pairs = (words: readonly string[]): Result<Pairs> => {
  const map: Record<string, string> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) return fail('cli.pair', { value: word });
    map[word.slice(0, at)] = word.slice(at + 1);
  }
  return ok(map);
};

const isWebMap = (word: string): word is WebMap => WEB_MAPS.some((one) => one === word);

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

/** What is said of all layers; of several, each takes what it has the fields for. */
interface Said {
  readonly epsg: number | null;
  readonly encoding: string | null;
  readonly web: WebMap | undefined;
  readonly mapping: Pairs;
  readonly constants: Pairs;
  readonly replaces: boolean;
}

function planOf({ source, schema }: Choice, said: Said, several: boolean): ImportPlan {
  const fields = new Set(schema.fields.map(({ name }) => name));
  const columns = new Set(source.fields.map(({ name }) => name));
  const fitting = (map: Pairs, fits: (field: string, value: string) => boolean): Record<string, string> =>
    Object.fromEntries(Object.entries(map).filter(([field, value]) => !several || fits(field, value)));
  const chosen = fitting(said.mapping, (field, column) => fields.has(field) && columns.has(column));
  const mapping = Object.entries(chosen).reduce(
    (all, [field, column]) => withSource(schema, all, field, column),
    matchFields(schema, source.fields),
  );
  return {
    layer: schema.id,
    sourceLayer: source.name,
    epsg: said.epsg ?? source.epsg,
    encoding: said.encoding ?? source.encoding,
    // A field that follows a code may itself have been named.
    mapping: { ...mapping, ...chosen },
    constants: fitting(said.constants, (field) => fields.has(field)),
    replaces: said.replaces,
    ...(said.web === undefined || !source.mayBeWeb ? {} : { web: said.web }),
  };
}

const figures = (report: LayerReport, classed: ClassedPlan | undefined): Record<string, unknown> => ({
  layer: report.layer,
  read: report.read,
  imported: report.staged,
  repaired: report.repaired,
  refused: report.refused,
  outside_county: report.outsideCounty,
  area_m2: report.areaM2,
  mapping: classed?.plan.mapping ?? {},
  classes: classFigures(classed?.columns ?? {}),
});

export const importCommand: CliCommand = {
  name: 'import',
  help: 'cli.help.import',
  usage:
    'import <file.gpkg> <source> (--layer L [--source-layer N] | --layer N=L ... | --by-name) [--epsg N] [--encoding E] [--web-map none|gcj02|bd09|unknown] [--class-book 2023|2020|survey] [--map field=column] [--set field=value] [--replace] [--json]',
  line: {
    positionals: ['file.gpkg', 'source'],
    values: ['source-layer', 'epsg', 'encoding', 'web-map', 'class-book'],
    lists: ['layer', 'map', 'set'],
    flags: ['by-name', 'replace', 'json'],
  },
  run: async (line, io) => {
    const [file = '', source = ''] = line.positionals;
    const wanted = wantedOf(line);
    if (!wanted.ok) return wanted;
    const mapping = pairs(line.list('map'));
    if (!mapping.ok) return mapping;
    const constants = pairs(line.list('set'));
    if (!constants.ok) return constants;
    const web = line.value('web-map');
    if (web !== undefined && !isWebMap(web)) return fail('cli.web-map', { value: web });
    const book = line.value('class-book') ?? null;
    if (book !== null && !isClassBook(book))
      return fail('cli.class-book', { value: book, names: CLASS_BOOKS.join(', ') });
    const epsg = line.value('epsg');
    const encoding = line.value('encoding') ?? null;

    return withBlueprint(file, async ({ store, storeControl, query, queryControl }) => {
      const states = await store.layers({});
      if (!states.ok) return states;
      const there = targetsThere(wanted.value, states.value);
      if (!there.ok) return there;
      const grant = 'source';
      await queryControl.grant({ token: grant, path: path.resolve(source), access: 'read' });
      const probe = await query.importProbe({ file: grant, encoding });
      if (!probe.ok) return probe;
      const chosen = chooseLayers(wanted.value, probe.value, states.value, line.value('source-layer'));
      if (!chosen.ok) return chosen;
      const { choices, left } = chosen.value;
      const several = wanted.value.kind !== 'one';
      const said: Said = {
        epsg: epsg === undefined ? null : Number(epsg),
        encoding,
        web,
        mapping: mapping.value,
        constants: constants.value,
        replaces: line.flag('replace'),
      };
      const options = { signal: io.signal, onProgress: io.progress };
      const classed: ClassedPlan[] = [];
      for (const choice of choices) {
        const one = { plan: planOf(choice, said, several), schema: choice.schema };
        const plan = await withClasses(query, grant, one, book, options);
        if (!plan.ok) return plan;
        classed.push(plan.value);
      }
      const report = await query.importStage(
        { file: grant, plans: classed.map(({ plan }) => plan) },
        options,
      );
      if (!report.ok) return named(report.error, io);
      const { layers, empty } = report.value;
      const out = [...left, ...empty.map((layer) => ({ layer, reason: 'empty' as const }))];
      const classedOf = ({ sourceLayer, layer }: LayerReport): ClassedPlan | undefined =>
        classed.find(({ plan }) => plan.sourceLayer === sourceLayer && plan.layer === layer);
      for (const one of layers) {
        const its = classedOf(one);
        if (its !== undefined) showClasses(its, io);
        showNotes(one.notes, io);
      }
      const staging = await queryControl.stagingPath({ staging: report.value.staging });
      if (!staging.ok) return staging;
      await storeControl.grantStaging({ token: report.value.staging, path: staging.value });
      const committed = await store.commitStaged(
        { staging: report.value.staging, mode: line.flag('replace') ? 'replace' : 'append' },
        options,
      );
      await query.importDiscard({ staging: report.value.staging });
      if (!committed.ok) return committed;
      if (line.flag('json')) {
        const list = layers.map((one) => figures(one, classedOf(one)));
        const many = {
          layers: layers.map(({ sourceLayer }, i) => ({ source_layer: sourceLayer, ...list[i] })),
          left_out: out.map(({ layer, reason }) => ({ source_layer: layer, reason })),
        };
        io.out(JSON.stringify(several ? many : list[0]));
        return ok(0);
      }
      for (const { sourceLayer, layer, staged, repaired, refused } of layers) {
        const params = { count: staged, layer, repaired, refused };
        io.note(
          several
            ? text(io.language, 'cli.imported-layer', { ...params, source: sourceLayer })
            : text(io.language, 'cli.imported', params),
        );
      }
      for (const { layer, reason } of out) io.note(text(io.language, `cli.left.${reason}`, { layer }));
      return ok(0);
    });
  },
};

/** The failure; of one layer among several, that layer is named first. */
function named(error: Failure, io: CliIo): Result<ExitCode> {
  const layer = error.params?.['inLayer'];
  if (layer !== undefined) io.note(text(io.language, 'cli.in-layer', { layer }));
  return { ok: false, error };
}
