import ruleset from '../../resources/ruleset/default.json' with { type: 'json' };
import type { BlueprintInfo } from '../../shared/bridge/store-contract.ts';
import { readField } from '../../shared/exchange/change-set.ts';
import { allRows, type Db } from './sqlite.ts';

/** Names of the rows of `lantu_info`. */
export interface BlueprintFacts {
  readonly blueprint_id: string;
  readonly replica: string;
  readonly name: string;
  readonly county_code: string;
  readonly county_name: string;
  readonly zone_epsg: string | null;
  readonly base_year: string | null;
  readonly plan_year: string | null;
  readonly resident_population: string | null;
  readonly class_edition: string;
  readonly ruleset_version: string;
  readonly classification: string;
  readonly fictional: string;
  readonly created_at: string;
  /** Which generator made a sample, and its settings; null for a blueprint of the user's own. */
  readonly sample: string | null;
  /** A ruleset of the blueprint's own, as JSON; absent for the one that ships. */
  readonly ruleset?: string;
}

export function writeFacts(db: Db, facts: BlueprintFacts): void {
  const insert = db.prepare('INSERT INTO lantu_info (uid, revision, value) VALUES (?, 0, ?)');
  for (const [name, value] of Object.entries(facts)) insert.run(name, value);
}

/** Facts by name; undefined for what the file does not say. */
export function readFacts(db: Db): ReadonlyMap<string, string> {
  const rows = allRows<{ uid: string; value: string | null }>(db, 'SELECT uid, value FROM lantu_info');
  return new Map(rows.flatMap((row) => (row.value === null ? [] : [[row.uid, row.value] as const])));
}

/** What the rest of the product is told of a blueprint. */
export function blueprintInfo(
  facts: ReadonlyMap<string, string>,
  open: {
    readonly path: string;
    readonly rev: number;
    readonly readOnly: boolean;
    readonly schemaVersion: number;
  },
): BlueprintInfo {
  const number = (name: string): number | null => {
    const value = facts.get(name);
    return value === undefined || value === '' ? null : Number(value);
  };
  return {
    blueprintId: facts.get('blueprint_id') ?? '',
    path: open.path,
    name: facts.get('name') ?? '',
    countyCode: facts.get('county_code') ?? '',
    countyName: facts.get('county_name') ?? '',
    zoneEpsg: number('zone_epsg'),
    baseYear: number('base_year'),
    planYear: number('plan_year'),
    residentPopulation: number('resident_population'),
    classEdition: facts.get('class_edition') === '2020' ? '2020' : '2023',
    // A blueprint without a ruleset of its own goes by the one that ships, whichever it was made under.
    rulesetVersion: (facts.has('ruleset') ? facts.get('ruleset_version') : null) ?? ruleset.version,
    schemaVersion: open.schemaVersion,
    classification: facts.get('classification') ?? 'internal',
    fictional: facts.get('fictional') === '1',
    rev: open.rev,
    readOnly: open.readOnly,
    field: readField(facts.get('field_package')),
  };
}
