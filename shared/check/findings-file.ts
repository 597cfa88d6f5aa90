import type { Geometry } from 'geojson';
import { memoryShape } from './memory-shape.ts';
import { csvText } from '../export/csv.ts';
import { toGeoJson } from '../geometry/geojson.ts';
import { M2_PER } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import type { Finding, RuleData } from '../rules/rule.ts';
import type { FindingFacts } from './finding-facts.ts';

/** One finding as it leaves: what a table has of it. Areas in m2, days as `2026-11-22`. */
export interface FindingLine {
  readonly number: number;
  readonly severity: string;
  readonly sentence: string;
  readonly rule: string;
  readonly ruleId: string;
  readonly citation: string;
  readonly verified: string;
  readonly areaM2: number;
  readonly township: string;
  readonly status: string;
  readonly reason: string;
  readonly text: string;
  readonly person: string;
  readonly date: string;
  readonly assignee: string;
  readonly due: string;
  readonly ruleset: string;
  readonly subject: string;
  readonly key: string;
}

export interface FileParts {
  readonly language: Language;
  readonly facts: FindingFacts;
  readonly rule: (id: string) => RuleData | undefined;
  /** The reason of an exception, and why it holds no longer, as text. */
  readonly reason: (finding: Finding) => string;
  /** `2026-11-22`: the day the fixed statement names. */
  readonly today: string;
}

/** Where a finding stands and by whose word: the exception, else the last thing that was said. */
function wordOf(finding: Finding, facts: FindingFacts) {
  const { exception } = facts.standing(finding);
  return exception ?? finding.memory?.at(-1) ?? null;
}

/** The findings of a list as lines of a table, numbered in its order. */
export function findingLines(findings: readonly Finding[], parts: FileParts): readonly FindingLine[] {
  const { language, facts } = parts;
  return findings.map((finding, i) => {
    const rule = parts.rule(finding.rule);
    const { state, assignee, due } = facts.standing(finding);
    const word = wordOf(finding, facts);
    return {
      number: i + 1,
      severity: text(language, `severity.${finding.severity}`),
      sentence: facts.sentence(finding),
      rule: rule?.title[language] ?? finding.rule,
      ruleId: finding.rule,
      citation: rule?.citation.text ?? '',
      verified: rule === undefined ? '' : text(language, `verified.${rule.citation.verified}`),
      areaM2: finding.areaM2,
      township: facts.township(finding)?.name ?? '',
      status: text(language, `findings.status.${state}`),
      reason: parts.reason(finding),
      text: word?.note ?? '',
      person: word?.author ?? '',
      date: word?.time.slice(0, 10) ?? '',
      assignee: assignee ?? '',
      due: due ?? '',
      ruleset: finding.rulesetVersion,
      subject: finding.subject.uid,
      key: finding.key,
    };
  });
}

/** Areas with two decimals, as everywhere; a fault of attributes has none. */
const area = (m2: number, unit: 'm2' | 'ha' | 'mu'): string =>
  (m2 / M2_PER[unit]).toFixed(unit === 'ha' ? 4 : 2);

const COLUMNS: readonly (readonly [key: string, value: (line: FindingLine) => string | number])[] = [
  ['number', (line) => line.number],
  ['severity', (line) => line.severity],
  ['sentence', (line) => line.sentence],
  ['rule', (line) => line.rule],
  ['citation', (line) => line.citation],
  ['verified', (line) => line.verified],
  ['area-m2', (line) => Number(area(line.areaM2, 'm2'))],
  ['area-ha', (line) => Number(area(line.areaM2, 'ha'))],
  ['area-mu', (line) => Number(area(line.areaM2, 'mu'))],
  ['township', (line) => line.township],
  ['status', (line) => line.status],
  ['reason', (line) => line.reason],
  ['text', (line) => line.text],
  ['person', (line) => line.person],
  ['date', (line) => line.date],
  ['assignee', (line) => line.assignee],
  ['due', (line) => line.due],
  ['ruleset', (line) => line.ruleset],
  ['rule-id', (line) => line.ruleId],
  ['subject', (line) => line.subject],
  ['key', (line) => line.key],
];

/**
 * The list as a table in CSV; the fixed statement stands below, and what else is to be said of the file (its mark).
 */
export function findingsCsv(
  lines: readonly FindingLine[],
  { language, today }: Pick<FileParts, 'language' | 'today'>,
  below: readonly string[] = [],
): string {
  const head = COLUMNS.map(([key]) => text(language, `findings.csv.${key}`));
  const rows = lines.map((line) => COLUMNS.map(([, value]) => value(line)));
  const statement = text(language, 'statement.report', { date: today });
  return csvText([head, ...rows, [], [statement], ...below.map((one) => [one])]);
}

/** The ground of a finding; its lines or points where it covers none, null where it lies nowhere. */
function geometryOf({ pieces }: Finding): Geometry | null {
  const shape = memoryShape(pieces);
  if (shape !== null) return toGeoJson(shape);
  const others = pieces.map(({ geometry }) => geometry).filter(({ xy }) => xy.length > 0);
  const [only] = others;
  if (only === undefined) return null;
  return others.length === 1
    ? toGeoJson(only)
    : { type: 'GeometryCollection', geometries: others.map((one) => toGeoJson(one)) };
}

/** The list as GeoJSON in EPSG:4490, one feature a finding; the fixed statement is a member of the collection. */
export function findingsGeoJson(
  findings: readonly Finding[],
  lines: readonly FindingLine[],
  { language, today }: FileParts,
): string {
  const features = findings.map((finding, i) => {
    const { key, areaM2, ...line } = lines[i]!;
    const properties = {
      ...line,
      severityCode: finding.severity,
      areaM2: Number(area(areaM2, 'm2')),
      areaHa: Number(area(areaM2, 'ha')),
      areaMu: Number(area(areaM2, 'mu')),
    };
    return JSON.stringify({ type: 'Feature', id: key, properties, geometry: geometryOf(finding) });
  });
  const head = JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4490' } },
    statement: text(language, 'statement.report', { date: today }),
  });
  return `${head.slice(0, -1)},"features":[\n${features.join(',\n')}\n]}\n`;
}
