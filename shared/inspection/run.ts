import { Aborted, createPace, type Clock } from '../check/pace.ts';
import type { CoverageFill } from '../geometry/coverage-fill.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Box } from '../geometry/packed.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Ruleset } from '../rules/rule.ts';
import { INSPECTION_CHECKS } from './catalogue.ts';
import { isBroken } from './checks/field-structure.ts';
import { createCollector } from './collect.ts';
import type { InspectionCheck, InspectionContext } from './define-check.ts';
import { checkData, modelOf } from './model.ts';
import { readRecords } from './read-records.ts';
import { makeReport } from './report.ts';
import { runRules, takeFindings, type RulesAnswer } from './run-rules.ts';
import type { FileFacts, InspectionSource } from './source.ts';
import type { InspectionReport, Unchecked } from './types.ts';

export interface InspectionParts {
  readonly source: InspectionSource;
  readonly overlay: Overlay;
  readonly fill: CoverageFill;
  readonly ruleset: Ruleset;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Hears the share that is done, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly now: () => Date;
  /**
   * A day (`2026-11-22`) by which exceptions are judged and which the report names in place of the hour: the same
   * content then gives the same report whenever it is made.
   */
  readonly asOf?: string;
  /** What a check of the same state found by the whole ruleset; the rules are not run again. */
  readonly found?: RulesAnswer;
}

/** Reading the records takes about this share of the whole, the rules the rest. */
const RECORDS_SHARE = 0.3;

const ofKind = <K extends InspectionCheck['kind']>(
  checks: readonly InspectionCheck[],
  kind: K,
): Extract<InspectionCheck, { kind: K }>[] =>
  checks.filter((check): check is Extract<InspectionCheck, { kind: K }> => check.kind === kind);

/** Local day of a time, as `2026-11-22`. */
const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

/** What the report says it was made, and the day it judges by. */
function whenOf({ now, asOf }: InspectionParts): { readonly made: string; readonly today: string } {
  if (asOf !== undefined) return { made: asOf, today: asOf };
  const made = now();
  return { made: made.toISOString(), today: dayOf(made) };
}

/**
 * Inspects one state of a blueprint: the file, every record, and what the rules find. Reads only.
 * Failure `cancelled`.
 */
export async function inspect(parts: InspectionParts): Promise<Result<InspectionReport>> {
  const held = await parts.source.at();
  try {
    return await inspectState(parts, held.rev);
  } catch (error) {
    if (error instanceof Aborted) return fail('cancelled');
    throw error;
  } finally {
    held.release();
  }
}

async function inspectState(parts: InspectionParts, rev: number): Promise<Result<InspectionReport>> {
  const { source, ruleset, signal, clock, onProgress } = parts;
  const model = modelOf(ruleset);
  const { made, today } = whenOf(parts);
  const facts = source.fileFacts();
  const context: InspectionContext = { model, county: await countyOf(source, facts) };
  const collector = createCollector(model);
  const unchecked: Unchecked[] = [];
  const looked = new Set<string>();
  const isOn = ({ check }: InspectionCheck): boolean => checkData(model, check)?.on === true;
  for (const { id, on } of model.checks) {
    if (!on) unchecked.push({ check: id, rule: null, why: 'check-off', layers: [] });
  }
  const checks = INSPECTION_CHECKS.filter(isOn);

  for (const { check, run } of ofKind(checks, 'file')) {
    const found = run(facts, context);
    for (const draft of found.defects) collector.add(check, draft);
    for (const one of found.unchecked) unchecked.push({ check, rule: null, ...one });
    if (found.looked) looked.add(check);
  }
  for (const { check, why } of ofKind(checks, 'never')) {
    unchecked.push({ check, rule: null, why, layers: [] });
  }

  const shapes = ofKind(checks, 'shape');
  const records = ofKind(checks, 'record');
  const rules = ofKind(checks, 'rule');
  const broken = facts.tables.filter(isBroken).map(({ table }) => table);
  if (broken.length > 0) {
    // What would read these tables would fail on them; and what it says of the others would not be the whole.
    for (const id of new Set([...shapes, ...records, ...rules].map(({ check }) => check))) {
      unchecked.push({ check: id, rule: null, why: 'structure', layers: broken });
    }
    return ok(report());
  }

  const layers = facts.tables.flatMap(({ layer, records: n }) => (layer === null || n === 0 ? [] : [layer]));
  const all = facts.tables.reduce((sum, { records: n }) => sum + n, 0);
  let read = 0;
  const onRead = (count: number): void => {
    read += count;
    onProgress(RECORDS_SHARE * Math.min(1, read / Math.max(1, all)));
  };
  const pace = createPace(clock, signal);
  for (const layer of layers) {
    await readRecords({ source, context, collector, shapes, records, pace, onRead }, layer);
  }
  if (layers.length > 0) for (const { check } of [...shapes, ...records]) looked.add(check);

  const wanted = new Set(rules.flatMap((check) => check.rules));
  const answer =
    parts.found ??
    (await runRules(
      {
        ...parts,
        today,
        onProgress: ({ share }) => onProgress(RECORDS_SHARE + (1 - RECORDS_SHARE) * share),
      },
      wanted,
    ));
  if (answer === null) return fail('cancelled');
  takeFindings(rules, answer.findings, collector, model, today);
  for (const { check, rules: ids } of rules) {
    for (const rule of ids) {
      const missing = answer.notChecked.find((one) => one.rule === rule)?.missing;
      if (ruleset.rules.find(({ id }) => id === rule)?.on !== true) {
        unchecked.push({ check, rule, why: 'rule-off', layers: [] });
      } else if (missing !== undefined) {
        const why = missing.length === 0 ? 'part' : 'missing-layers';
        unchecked.push({ check, rule, why, layers: missing });
      } else {
        looked.add(check);
      }
    }
  }
  return ok(report());

  function report(): InspectionReport {
    return makeReport({ source, facts, ruleset, model, rev, made, collector, unchecked, looked });
  }
}

/** The county: its code and zone by the file's own facts, its place by the layer that carries its role. */
async function countyOf(
  source: InspectionSource,
  { tables }: FileFacts,
): Promise<InspectionContext['county']> {
  const zone = Number(source.info('zone_epsg') ?? '');
  const county = tables.find(
    (table) => table.layer?.role === 'county' && table.records > 0 && !isBroken(table),
  );
  let box: Box | null = null;
  if (county !== undefined) {
    for await (const { geometries } of source.scan({ layer: county.table, order: 'fid', fields: [] })) {
      for (const shape of geometries) {
        if (shape !== null) box = box === null ? shape.box : union(box, shape.box);
      }
    }
  }
  return { code: source.info('county_code') ?? '', zoneEpsg: zone > 0 ? zone : null, box };
}

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];
