import { exceptionText } from '../check/exception-text.ts';
import type { FindingFacts } from '../check/finding-facts.ts';
import { findingLines, type FindingLine } from '../check/findings-file.ts';
import { toGeoJson } from '../geometry/geojson.ts';
import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import type { LayerSchema } from '../model/layer.ts';
import { carriesRole } from '../rules/roles.ts';
import { SEVERITIES, type Finding, type NotChecked, type Ruleset, type Severity } from '../rules/rule.ts';
import { notCheckedText, type LayerNames } from '../rules/sentence.ts';

export type SeverityCounts = Readonly<Record<Severity, number>>;

/** The findings that speak of what goes into a package, and where they stand on its day. */
export interface PackageFindings {
  /** The gravest first, then by rule, area and key: the same order every time. */
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  readonly counts: SeverityCounts;
  readonly exceptions: SeverityCounts;
  /** Bottom-line conflicts that are no exceptions. */
  readonly open: readonly Finding[];
}

const isException = (finding: Finding, facts: Pick<FindingFacts, 'standing'>): boolean =>
  facts.standing(finding).state === 'exception';

const count = (findings: readonly Finding[]): SeverityCounts =>
  Object.fromEntries(
    SEVERITIES.map((severity) => [severity, findings.filter((one) => one.severity === severity).length]),
  ) as Record<Severity, number>;

/** A finding speaks of a layer when its subject or a counterpart lies in it. */
const speaksOf = ({ subject, counterpartLayer, pieces }: Finding, layers: ReadonlySet<string>): boolean =>
  layers.has(subject.table) ||
  (counterpartLayer !== null && layers.has(counterpartLayer)) ||
  pieces.some(({ other }) => other !== null && layers.has(other.table));

/** Sorts out what a check of the whole blueprint found for the layers of a package. */
export function packageFindings(
  all: { readonly findings: readonly Finding[]; readonly notChecked: readonly NotChecked[] },
  schemas: readonly LayerSchema[],
  ruleset: Ruleset,
  facts: Pick<FindingFacts, 'standing' | 'ruleRank'>,
): PackageFindings {
  const layers = new Set(schemas.map(({ id }) => id));
  const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
  const findings = all.findings
    .filter((one) => speaksOf(one, layers))
    .sort(
      (a, b) =>
        rank(a.severity) - rank(b.severity) ||
        facts.ruleRank(a.rule) - facts.ruleRank(b.rule) ||
        b.areaM2 - a.areaM2 ||
        (a.key < b.key ? -1 : 1),
    );
  const rules = new Map(ruleset.rules.map((rule) => [rule.id, rule]));
  const concerns = ({ rule }: NotChecked): boolean => {
    const data = rules.get(rule);
    if (data === undefined) return true;
    const roles = [...data.subjectRoles, ...data.counterpartRoles];
    return schemas.some((schema) => carriesRole(schema, roles));
  };
  const set = findings.filter((one) => isException(one, facts));
  return {
    findings,
    notChecked: all.notChecked.filter(concerns),
    counts: count(findings),
    exceptions: count(set),
    open: findings.filter((one) => one.severity === 'blocking' && !isException(one, facts)),
  };
}

export interface FindingsContext {
  readonly language: Language;
  readonly asOf: string;
  readonly ruleset: Ruleset;
  readonly facts: FindingFacts;
  readonly layerNames: LayerNames;
}

/** The findings as lines of a table. */
export const packageLines = (
  { findings }: PackageFindings,
  { language, asOf, ruleset, facts }: FindingsContext,
): readonly FindingLine[] =>
  findingLines(findings, {
    language,
    facts,
    rule: (id) => ruleset.rules.find((rule) => rule.id === id),
    reason: (finding) => exceptionText(language, finding, facts, asOf),
    today: asOf,
  });

/** One sentence for a rule that was not checked: its name and what is missing. */
export function notCheckedLine({ rule, missing }: NotChecked, context: FindingsContext): string {
  const { language, ruleset, layerNames } = context;
  const title = ruleset.rules.find(({ id }) => id === rule)?.title[language] ?? rule;
  const names = missing.map((id) => layerNames(id)?.name[language] ?? id);
  return `${title} · ${notCheckedText(language, names)}`;
}

/**
 * The findings as JSON, in pieces, for there may be very many: head, one finding a line, tail. Areas in m2, geometry in
 * EPSG:4490, every word that was said of a finding with it.
 */
export function* findingsJson(
  found: PackageFindings,
  context: FindingsContext,
  mark: string,
): Generator<string> {
  const { language, asOf, ruleset, facts } = context;
  const head = {
    format: 'lantu-findings/1',
    classification: mark,
    statement: text(language, 'statement.report', { date: asOf }),
    as_of: asOf,
    ruleset: { id: ruleset.id, version: ruleset.version },
    not_checked: found.notChecked.map(({ rule, missing }) => ({ rule, missing })),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"findings":[`;
  let separator = '\n';
  for (const finding of found.findings) {
    const { state, exception, reopened, assignee, due } = facts.standing(finding);
    const one = {
      id: finding.key,
      rule: finding.rule,
      severity: finding.severity,
      subject: { layer: finding.subject.table, uid: finding.subject.uid },
      counterpart: finding.counterpartLayer,
      area_m2: finding.areaM2,
      message: facts.sentence(finding),
      status: state,
      exception:
        exception === null
          ? null
          : {
              reason: exception.reason ?? null,
              number: exception.number ?? null,
              note: exception.note,
              author: exception.author,
              time: exception.time,
              expires: exception.expires ?? null,
              reopened,
            },
      assignee,
      due,
      words: (finding.memory ?? []).map(({ status, note, author, time, piece }) => ({
        status,
        note,
        author,
        time,
        piece,
      })),
      pieces: finding.pieces.map((piece) => ({
        id: piece.key,
        other: piece.other && { layer: piece.other.table, uid: piece.other.uid },
        area_m2: piece.areaM2,
        geometry: piece.geometry.xy.length === 0 ? null : toGeoJson(piece.geometry),
      })),
    };
    yield separator + JSON.stringify(one);
    separator = ',\n';
  }
  yield '\n]}\n';
}
