import type { PackageRequest } from '../../../shared/bridge/package-contract.ts';
import { PLAN_IDS } from '../../../shared/model/layer.ts';
import { SCHEMA_VERSION } from '../../../shared/model/builtin-layers.ts';
import { HASH } from '../../../shared/package/algorithms.ts';
import type { InspectionReport } from '../../../shared/inspection/types.ts';
import type { PackageFindings } from '../../../shared/package/findings.ts';
import { inspectionFigures } from '../../../shared/package/inspected.ts';
import { FORMAT, type Manifest, type ManifestTables } from '../../../shared/package/manifest.ts';
import { STRUCTURE, type NamedCounty } from '../../../shared/package/structure.ts';
import { PRODUCT_VERSION } from '../../../shared/version.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { PublicKey } from './keys.ts';
import type { PackageState } from './past-state.ts';
import type { WrittenVector } from './write-vector.ts';

export const countyOf = (reader: Reader): NamedCounty => ({
  code: reader.info('county_code') ?? '',
  name: reader.info('county_name') ?? reader.info('name') ?? '',
});

const yearOf = (reader: Reader, fact: string): number | null => {
  const value = reader.info(fact);
  return value !== null && /^\d{4}$/.test(value) ? Number(value) : null;
};

export interface ManifestParts {
  /** The newest state of the file: its facts. */
  readonly reader: Reader;
  readonly state: PackageState;
  readonly request: PackageRequest;
  readonly written: WrittenVector;
  readonly found: PackageFindings;
  readonly inspected: InspectionReport;
  readonly tables: ManifestTables;
  /** The reason that was given, with what it goes over. */
  readonly override: Manifest['override'];
  readonly signer: PublicKey | null;
  /** Paths of the parts that the manifest names. */
  readonly findingsPath: string;
  readonly rulesetPath: string;
  readonly inspectionPath: string;
}

/** The manifest of a package, but for the list of its files. */
export function manifestOf(parts: ManifestParts): Omit<Manifest, 'files'> {
  const { reader, state, request, written, found, signer, findingsPath, rulesetPath, inspectionPath } = parts;
  const { ruleset, own } = reader.ruleset();
  const { seq, version } = state;
  const plans = new Set(written.layers.map(({ plan }) => plan));
  return {
    format: FORMAT,
    algorithms: { hash: HASH, signature: signer === null ? null : signer.algorithm },
    title: reader.info('name') ?? '',
    stage: request.stage.trim(),
    classification: reader.info('classification') ?? 'internal',
    fictional: reader.info('fictional') === '1',
    county: countyOf(reader),
    asOf: request.asOf,
    blueprint: reader.blueprintId(),
    state: {
      seq,
      change: reader.changeId(seq),
      time: reader.changeTime(seq) ?? reader.info('created_at'),
    },
    version:
      version === null
        ? null
        : { uid: version.uid, name: version.name, plan: version.plan, standing: version.standing },
    plans: PLAN_IDS.filter((plan) => plans.has(plan)),
    product: { name: 'lantu', version: PRODUCT_VERSION },
    schema: { layers: SCHEMA_VERSION, file: reader.fileSchema() },
    ruleset: { id: ruleset.id, version: ruleset.version, own, path: rulesetPath },
    classEdition: reader.info('class_edition') ?? '2023',
    baseYear: yearOf(reader, 'base_year'),
    planYear: yearOf(reader, 'plan_year'),
    structure: { id: STRUCTURE.id, version: STRUCTURE.version },
    units: { area: 'm2', extent: 'degree' },
    naming: request.naming,
    language: request.language,
    layers: [...written.layers],
    vector: [...written.vector],
    findings: {
      path: findingsPath,
      counts: { ...found.counts },
      exceptions: { ...found.exceptions },
      notChecked: found.notChecked.map(({ rule }) => rule),
    },
    inspection: inspectionFigures(parts.inspected, inspectionPath),
    tables: parts.tables,
    override: parts.override,
    signer: signer === null ? null : { publicKey: signer.der, fingerprint: signer.fingerprint },
  };
}
