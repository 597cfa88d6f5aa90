import type { Geometry } from 'geojson';
import type { CheckResult } from '../bridge/query-contract.ts';
import { toGeoJson } from '../geometry/geojson.ts';
import { DEFAULT_RULESET } from '../rules/ruleset.ts';
import type { Ruleset, Severity } from '../rules/rule.ts';
import { findingText, type LayerNames } from '../rules/sentence.ts';

interface LayerUid {
  readonly layer: string;
  readonly uid: string;
}

/** What `lantu check --json` prints. Areas in m2 on the ellipsoid, geometry in EPSG:4490, messages in Chinese. */
export interface CheckReport {
  readonly findings: readonly {
    readonly id: string;
    readonly rule: string;
    readonly severity: Severity;
    readonly subject: LayerUid;
    readonly counterpart: string | null;
    readonly area_m2: number;
    readonly message: string;
    readonly pieces: readonly {
      readonly id: string;
      readonly other: LayerUid | null;
      readonly area_m2: number;
      readonly geometry: Geometry;
    }[];
  }[];
  readonly not_checked: readonly { readonly rule: string; readonly missing: readonly string[] }[];
}

/** The report of a check for machines. */
export function checkReport(
  result: Pick<CheckResult, 'findings' | 'notChecked'>,
  ruleset: Ruleset = DEFAULT_RULESET,
  layers?: LayerNames,
): CheckReport {
  return {
    findings: result.findings.map((finding) => ({
      id: finding.key,
      rule: finding.rule,
      severity: finding.severity,
      subject: { layer: finding.subject.table, uid: finding.subject.uid },
      counterpart: finding.counterpartLayer,
      area_m2: finding.areaM2,
      message: findingText('zh-CN', finding, ruleset, layers),
      pieces: finding.pieces.map((piece) => ({
        id: piece.key,
        other: piece.other && { layer: piece.other.table, uid: piece.other.uid },
        area_m2: piece.areaM2,
        geometry: toGeoJson(piece.geometry),
      })),
    })),
    not_checked: result.notChecked.map(({ rule, missing }) => ({ rule, missing: [...missing] })),
  };
}
