import type { FixContext } from './fix.ts';

/** The field that says what ground is planned to be, by layer; the coverages that can be given other values. */
const CLASS_FIELD: Readonly<Record<string, string>> = {
  planned_use: 'land_class',
  zone: 'zone_code',
  baseline: 'survey_class',
  main_function: 'main_function',
};

/** Field and code list of a layer's classes; null where it has none. */
export function classField(
  context: FixContext,
  layer: string,
): { readonly field: string; readonly domain: string | null } | null {
  const schema = context.schema(layer);
  const name = CLASS_FIELD[schema?.role ?? ''];
  const field = schema?.fields.find((one) => one.name === name);
  return field === undefined ? null : { field: field.name, domain: field.domain ?? null };
}

/** Classes that a zone admits as its main uses. */
const admittedIn = (context: FixContext, zone: string): string[] =>
  context.ruleset.matrices.zone_compatibility
    .filter((row) => row.zone === zone && (row.relation === 'main' || row.relation === 'compatible'))
    .map((row) => row.class);

const textOf = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : []);

/**
 * Values that would settle the finding, the best first: for planned land the class before the plan, then what the
 * zone admits or farmland asks; for zones those the line belongs to.
 */
export function suggestedClasses(context: FixContext, layer: string): string[] {
  const { finding, rule, subject } = context;
  const role = context.schema(layer)?.role;
  if (role === 'zone') return [...(ZONES_FOR[rule.id] ?? [])];
  if (role !== 'planned_use') return [];
  if (rule.id === 'basic-farmland-not-cultivated') return ['0101', '0103'];
  if (rule.id === 'built-planned-non-construction') {
    const built = finding.pieces.flatMap(({ other }) =>
      textOf(other && context.feature(other)?.fields['base_class']),
    );
    return [...new Set(built)];
  }
  const before = textOf(subject?.layer === layer ? subject.fields['baseline_class'] : null);
  const zones = finding.pieces.flatMap(({ other }) =>
    textOf(other && context.feature(other)?.fields['zone_code']),
  );
  return [...new Set([...before, ...zones.flatMap((zone) => admittedIn(context, zone))])].slice(0, 12);
}

/** Zones that belong on the right side of a line, by rule. */
const ZONES_FOR: Readonly<Record<string, readonly string[]>> = {
  'urban-zone-outside-boundary': ['520', '540', '510'],
  'urban-zone-boundary-identity': ['520', '540', '510'],
  'rural-zone-inside-boundary': ['410', '420', '430'],
  'redline-outside-protection-zone': ['120', '110', '100'],
  'protection-zone-outside-redline': ['210', '200'],
  'basic-farmland-outside-farmland-zone': ['310', '320', '300'],
};
