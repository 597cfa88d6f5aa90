import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles } from './source-files.ts';

interface Direction {
  readonly from: string;
  /** Where files of `from` may import from: own folders, and packages by name (`*` any). */
  readonly mayImport: readonly string[];
  readonly packages: readonly string[] | '*';
}

/** More specific folders first: the first that fits a file is its rule. */
const DIRECTIONS: readonly Direction[] = [
  {
    from: 'shared/i18n/',
    mayImport: [
      'shared/i18n/',
      'shared/result.ts',
      'shared/bridge/',
      'shared/change/',
      'shared/model/',
      'shared/rules/',
    ],
    packages: [],
  },
  {
    from: 'shared/model/',
    mayImport: ['shared/model/', 'shared/geometry/packed.ts', 'shared/result.ts', 'resources/'],
    packages: [],
  },
  {
    from: 'shared/geometry/',
    mayImport: ['shared/geometry/', 'shared/result.ts'],
    packages: ['robust-predicates', 'flatbush', 'polylabel', '@turf/turf', 'geojson'],
  },
  {
    from: 'shared/crs/',
    mayImport: ['shared/crs/', 'shared/geometry/', 'shared/result.ts', 'resources/', 'shared/model/'],
    packages: ['proj4'],
  },
  {
    from: 'shared/change/',
    mayImport: ['shared/change/', 'shared/model/', 'shared/geometry/', 'shared/result.ts'],
    packages: [],
  },
  {
    from: 'shared/bridge/',
    mayImport: [
      'shared/background/types.ts',
      'shared/analysis/difference/types.ts',
      'shared/analysis/tables/types.ts',
      'shared/analysis/versions/types.ts',
      'shared/bridge/',
      'shared/change/',
      'shared/check/crew.ts',
      'shared/exchange/box-header.ts',
      'shared/exchange/change-set.ts',
      'shared/export/out-layer.ts',
      'shared/gnss/',
      'shared/inspection/types.ts',
      'shared/notice/read-opinions.ts',
      'shared/notice/types.ts',
      'shared/merge/types.ts',
      'shared/model/',
      'shared/geometry/packed.ts',
      'shared/print/',
      'shared/package/',
      'shared/photo/',
      'shared/rules/rule.ts',
      'shared/result.ts',
    ],
    packages: ['zod'],
  },
  { from: 'shared/photo/', mayImport: ['shared/photo/', 'shared/geometry/'], packages: ['exifreader'] },
  {
    from: 'shared/',
    mayImport: ['shared/', 'resources/'],
    packages: ['zod', 'flatbush', 'pbf', 'geojson', '@turf/turf'],
  },
  { from: 'electron/preload/', mayImport: ['shared/bridge/shell-methods.ts'], packages: ['electron'] },
  {
    from: 'electron/main/',
    mayImport: ['electron/main/', 'electron/cli/run.ts', 'shared/'],
    packages: ['electron', 'zod', 'node:'],
  },
  {
    from: 'electron/store/geopackage/',
    mayImport: [
      'electron/store/geopackage/',
      'electron/store/sqlite.ts',
      'electron/store/record-table.ts',
      'shared/',
      'resources/',
    ],
    packages: ['better-sqlite3', 'node:'],
  },
  {
    from: 'electron/store/read/',
    mayImport: ['electron/store/', 'shared/'],
    packages: ['better-sqlite3', 'flatbush', 'node:'],
  },
  {
    from: 'electron/store/',
    mayImport: ['electron/store/', 'shared/', 'resources/'],
    packages: ['better-sqlite3', 'zod', 'node:'],
  },
  {
    from: 'electron/jobs/',
    mayImport: [
      'electron/jobs/',
      'electron/formats/',
      'electron/print/',
      'electron/store/read/',
      'electron/store/staging/',
      'shared/',
    ],
    packages: ['zod', 'flatbush', 'node:'],
  },
  {
    from: 'electron/formats/',
    mayImport: [
      'electron/formats/',
      'electron/gis/gdal-client.ts',
      'electron/store/read/foreign-geopackage.ts',
      'electron/store/geopackage/',
      'shared/',
    ],
    packages: ['fflate', 'iconv-lite', 'saxes', 'node:'],
  },
  {
    from: 'electron/background/',
    mayImport: [
      'electron/background/',
      'electron/gis/gdal-client.ts',
      'electron/main/atomic-file.ts',
      'electron/query/grants.ts',
      'electron/store/mbtiles/',
      'shared/',
    ],
    packages: ['zod', 'node:'],
  },
  {
    from: 'electron/position/',
    mayImport: ['electron/position/', 'electron/main/atomic-file.ts', 'electron/query/grants.ts', 'shared/'],
    packages: ['serialport', 'zod', 'node:'],
  },
  { from: 'electron/gis/', mayImport: ['electron/gis/', 'shared/'], packages: ['gdal3.js', 'zod', 'node:'] },
  {
    from: 'electron/geometry/',
    mayImport: ['shared/', 'electron/geometry/'],
    packages: ['clipper2-wasm', 'node:'],
  },
  { from: 'electron/print/', mayImport: ['electron/print/', 'shared/print/'], packages: ['node:'] },
  { from: 'electron/query/', mayImport: ['electron/query/', 'shared/'], packages: ['node:'] },
  { from: 'electron/', mayImport: ['electron/', 'shared/', 'resources/'], packages: ['zod', 'node:'] },
  { from: 'renderer/ui/', mayImport: ['renderer/ui/'], packages: '*' },
  { from: 'renderer/', mayImport: ['renderer/', 'shared/', 'resources/'], packages: '*' },
];

const startsWithAny = (text: string, starts: readonly string[]): boolean =>
  starts.some((start) => text === start || text.startsWith(start));

const files = ['shared', 'electron', 'renderer'].flatMap((folder) => sourceFiles(folder));

describe('import directions', () => {
  it('sees the source', () => {
    expect(files.length).toBeGreaterThan(60);
  });

  it('hold in every file', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const rule = DIRECTIONS.find((direction) => file.startsWith(direction.from));
      if (rule === undefined) {
        wrong.push(`${file}: no rule`);
        continue;
      }
      for (const { target, own } of importsOf(file)) {
        const allowed = own
          ? startsWithAny(target, rule.mayImport)
          : rule.packages === '*' ||
            rule.packages.some(
              (name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`),
            );
        if (!allowed) wrong.push(`${file} imports ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keep Electron to the shell and the preload', () => {
    const users = files.filter((file) => importsOf(file).some(({ target }) => target === 'electron'));
    expect(users.filter((file) => !/^electron\/(main|preload)\//.test(file))).toEqual([]);
  });

  it('keep Node and Electron out of the page', () => {
    const wrong = files
      .filter((file) => file.startsWith('renderer/'))
      .filter((file) =>
        importsOf(file).some(
          ({ target }) => target.startsWith('node:') || ['electron', 'better-sqlite3'].includes(target),
        ),
      );
    expect(wrong).toEqual([]);
  });

  it('keep panels apart from one another', () => {
    const panel = /^renderer\/panels\/([^/]+)\//;
    const wrong = files.flatMap((file) => {
      const own = panel.exec(file)?.[1];
      // The dock is the frame that holds the other panels.
      if (own === undefined || own === 'dock') return [];
      return importsOf(file)
        .filter(({ target }) => {
          const other = panel.exec(target)?.[1];
          return other !== undefined && other !== own && other !== 'parts';
        })
        .map(({ target }) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });
});
