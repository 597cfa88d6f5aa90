import { csvText } from '../export/csv.ts';
import { M2_PER } from '../i18n/format.ts';
import { text } from '../i18n/text.ts';
import type { ClassSum } from './class-sums.ts';
import { hundredthsNumber } from './hundredths.ts';
import type { Manifest, ManifestLayer } from './manifest.ts';

type Facts = Pick<Manifest, 'language' | 'classification' | 'layers' | 'asOf' | 'state' | 'vector'>;

const area = (m2: string): readonly [string, string, string] => {
  const value = hundredthsNumber(m2);
  return [m2, (value / M2_PER.ha).toFixed(4), (value / M2_PER.mu).toFixed(2)];
};

/** What stands below every table: its mark. */
const markRow = ({ language, classification }: Facts): readonly string[] => [
  text(language, 'package.mark', { mark: text(language, `classification.${classification}`) }),
];

const said = ({ language }: Facts, ...keys: readonly string[]): readonly string[] =>
  keys.map((key) => text(language, `package.table.${key}`));

/** Layers with how many features they hold and their areas. */
export function layersTable(facts: Facts): string {
  const { language } = facts;
  const head = said(facts, 'plan', 'layer', 'id', 'count', 'stored-m2', 'stored-ha', 'stored-mu', 'shape-m2');
  const rows = facts.layers.map(({ plan, name, id, count, sums, areaM2 }: ManifestLayer) => [
    text(language, `plan.${plan}`),
    name[language],
    id,
    count,
    ...(sums['area_m2'] === undefined ? ['', '', ''] : area(sums['area_m2'])),
    areaM2,
  ]);
  return csvText([head, ...rows, [], markRow(facts)]);
}

/** Stored areas by class, layer by layer. */
export function classesTable(facts: Facts, sums: readonly ClassSum[]): string {
  const { language } = facts;
  const names = new Map(facts.layers.map(({ id, name }) => [id, name[language]]));
  const head = said(facts, 'layer', 'code', 'class', 'count', 'stored-m2', 'stored-ha', 'stored-mu');
  const rows = sums.map(({ layer, code, name, count, areaM2 }) => [
    names.get(layer) ?? layer,
    code,
    name,
    count,
    ...area(areaM2),
  ]);
  return csvText([head, ...rows, [], markRow(facts)]);
}

/** What each table of the vector data is, in the words of the metadata of spatial databases. */
export function metadataTable(facts: Facts): string {
  const { language, layers, vector, asOf, state } = facts;
  const head = [
    'data_name',
    'data_alias',
    'data_format',
    'geometry_type',
    'wkid',
    'coordinate_unit',
    'feature_count',
    'product_date',
    'update_date',
    'security_classification',
  ];
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const rows = vector.flatMap(({ format, epsg, layers: tables }) =>
    tables.map(({ layer, table, count }) => {
      const known = byId.get(layer);
      return [
        table,
        known?.name[language] ?? layer,
        format,
        known?.geometry ?? '',
        epsg,
        'degree',
        count,
        asOf,
        state.time?.slice(0, 10) ?? '',
        text(language, `classification.${facts.classification}`),
      ];
    }),
  );
  return csvText([head, ...rows]);
}
