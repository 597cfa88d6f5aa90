import type { Ruleset } from '../rules/rule.ts';
import type { Collector } from './collect.ts';
import { addCounts, noCounts, scoreOf } from './score.ts';
import type { FileFacts, InspectionSource } from './source.ts';
import type { CheckOutcome, InspectionModel, InspectionReport, LayerScore, Unchecked } from './types.ts';

export interface ReportParts {
  readonly source: Pick<InspectionSource, 'info'>;
  readonly facts: FileFacts;
  readonly ruleset: Ruleset;
  readonly model: InspectionModel;
  readonly rev: number;
  /** ISO 8601 UTC, or a day. */
  readonly made: string;
  readonly collector: Collector;
  readonly unchecked: readonly Unchecked[];
  /** Checks of which something was looked at. */
  readonly looked: ReadonlySet<string>;
}

/** Puts counts, scores and what was not looked at together. */
export function makeReport(parts: ReportParts): InspectionReport {
  const { source, ruleset, model, rev, made, collector, unchecked, looked } = parts;
  const layers = layerScores(parts);
  const counts = noCounts();
  for (const layer of layers) addCounts(counts, layer.counts);
  const sum = (of: (layer: LayerScore) => number): number =>
    layers.reduce((all, layer) => all + of(layer), 0);
  return {
    format: 1,
    made,
    blueprint: {
      name: source.info('name') ?? '',
      countyCode: source.info('county_code') ?? '',
      classification: source.info('classification') ?? 'internal',
      fictional: source.info('fictional') === '1',
      classEdition: source.info('class_edition') ?? '',
    },
    rev,
    ruleset: { id: ruleset.id, version: ruleset.version },
    model,
    checks: model.checks.map(({ id, class: of }): CheckOutcome => {
      const lacking = unchecked.some(({ check }) => check === id);
      return {
        check: id,
        class: of,
        ...collector.tally(id),
        looked: !looked.has(id) ? 'none' : lacking ? 'part' : 'all',
      };
    }),
    layers,
    total: scoreOf(
      counts,
      sum(({ records }) => records),
      sum(({ excepted }) => excepted),
      model,
    ),
    defects: collector.defects(),
    unchecked,
  };
}

/** Every table of the file in its order, what the file as a whole has first where it has anything. */
function layerScores({ facts, collector, model }: ReportParts): LayerScore[] {
  const tallies = collector.byLayer();
  const named = new Set(facts.tables.map(({ table }) => table));
  const others = [...tallies.keys()].filter((layer) => layer === null || !named.has(layer));
  const rows: readonly (readonly [string | null, number])[] = [
    ...others.map((layer) => [layer, 0] as const),
    // Tables outside the catalogue are named, and their records are not looked at.
    ...facts.tables.map(({ table, layer, records }) => [table, layer === null ? 0 : records] as const),
  ];
  return rows.map(([layer, records]) => {
    const tally = tallies.get(layer);
    return {
      layer,
      ...scoreOf(tally?.counts ?? noCounts(), records, tally?.excepted ?? 0, model),
    };
  });
}
